import type * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import { daysOf } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { entriesAbout, type HistorySubject } from '../stores/history.ts'
import { provenPage, type ProvenPageRefusal } from './proven-page.ts'
import { viewsOf } from './search-audit-log.ts'
import type { ViewDeps } from './view-deps.ts'

export type ViewHistoryRefusal = ProvenPageRefusal

type HistoryRequested = {
  readonly of: HistorySubject
  readonly withoutViews?: 'yes' | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

type History = Omit<ResponseOf<typeof api.viewAuditHistory>, 'names'>

/** What happened to the subject, oldest first. Recorded for each person in it (R51). */
export const viewHistory =
  ({ db, recordAll }: Pick<ViewDeps, 'db' | 'recordAll'>) =>
  (
    permit: Permit<'audit.viewAuditLog'>,
    { of, from, to, withoutViews, ...requested }: HistoryRequested,
  ): Promise<Result<History, ViewHistoryRefusal>> =>
    provenPage(db, requested, {
      find: (tx, { past, ...within }) =>
        entriesAbout(tx, of, {
          ...{ ...within, after: past, withoutViews: withoutViews === 'yes' },
          ...daysOf({ from, to }),
        }),
      record: (tx, page) =>
        recordAll(
          tx,
          viewsOf(page.map(({ entry }) => entry)).map((event) => ({ event, permit })),
        ),
    })
