import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { viewSeller } from '@sotevarmenne/api/operator-fees'
import { queryClient } from '../api/call-api.ts'
import { useApiQuery } from '../api/queries.ts'

export type PointOperator = ResponseOf<typeof viewSeller>

/** The registration points that the organisation operates, and the seller data for their invoices. */
export const usePointOperator = (organisationId: string) =>
  useApiQuery(['pointOperator', organisationId], viewSeller, { organisationId })

/** Caches the operator that an operation returned, so that the page shows it at once. */
export function storePointOperator(organisationId: string, pointOperator: PointOperator): void {
  queryClient.setQueryData(['pointOperator', organisationId], { ok: true, value: pointOperator })
}
