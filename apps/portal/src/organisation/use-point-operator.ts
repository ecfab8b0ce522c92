import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewSeller } from '@sotevarmenne/api/operator-fees'
import { useQuery } from '@tanstack/react-query'
import { callApi, queryClient } from '../api/call-api.ts'

export type PointOperator = ResponseOf<typeof viewSeller>

/** The registration points that the organisation operates, and the seller data for their invoices. */
export const usePointOperator = (organisationId: string) =>
  useQuery({
    queryKey: ['pointOperator', organisationId],
    queryFn: ({ signal }) => callApi(viewSeller, { organisationId }, signal),
  })

/** Caches the operator that an operation returned, so that the page shows it at once. */
export function storePointOperator(organisationId: string, pointOperator: PointOperator): void {
  queryClient.setQueryData(['pointOperator', organisationId], { ok: true, value: pointOperator })
}
