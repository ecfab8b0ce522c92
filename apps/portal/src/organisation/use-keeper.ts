import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import { viewSeller } from '@sotevarmenne/api/kept-fees'
import { useQuery } from '@tanstack/react-query'
import { ask, queryClient } from '../api/ask.ts'

export type Keeper = AnswerOf<typeof viewSeller>

/** Which registration points the organisation keeps, and as whom it invoices for them. */
export const useKeeper = (organisationId: string) =>
  useQuery({
    queryKey: ['keeper', organisationId],
    queryFn: ({ signal }) => ask(viewSeller, { organisationId }, signal),
  })

/** The keeper as an act answered it, so that the page shows it at once. */
export function keepKeeper(organisationId: string, keeper: Keeper): void {
  queryClient.setQueryData(['keeper', organisationId], { ok: true, value: keeper })
}
