import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { Result } from '@sotevarmenne/kernel/result'
import { daysOf } from '#platform/paging.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { AuditLogViewed } from '../contract.ts'
import { historyProblems } from '../problems.ts'
import { entriesOfPerson } from '../stores/entries.ts'
import { provenPage, type ProvenPageRefusal } from './proven-page.ts'
import type { ViewDeps } from './view-deps.ts'

/**
 * Everything that was done with the person and their cards, newest first. Of other entries it shows hashes
 * only.
 */
export const viewOwnAuditLog = operation({
  contract: api.viewOwnAuditLog,
  problems: historyProblems,
  handle:
    ({ db, record }: ViewDeps) =>
    (
      permit,
      { from, to, withoutOwnViews, ...requested },
    ): Promise<Result<ResponseOf<typeof api.viewOwnAuditLog>, ProvenPageRefusal>> => {
      const personId = personOf(permit)
      return provenPage(db, requested, {
        find: (tx, { past, ...within }) =>
          entriesOfPerson(tx, {
            ...{ ...within, personId, behind: past, withoutOwnViews: withoutOwnViews === 'yes' },
            ...daysOf({ from, to }),
          }),
        record: (tx) => {
          const viewed: AuditLogViewed = { type: 'AuditLogViewed', about: { personId } }
          return record(tx, viewed, permit)
        },
      })
    },
})
