import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Accounts requested by power of attorney. */
export const waitingRequests = waitingRows({
  ...{ kind: 'account-request', decidedBy: 'accounts.decideRequest' },
  ...{ table: 'accounts.request', id: 'request_id', since: sql`requested_at` },
  isWaiting: sql`decision is null`,
  organisationName: sql`name`,
  barred: [sql`person_id`],
})
