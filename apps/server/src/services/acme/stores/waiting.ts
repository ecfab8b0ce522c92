import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Enrolment approvals that are requested, also those that one of two case officers has checked. */
export const waitingApprovals = waitingRows({
  ...{ kind: 'enrolment-approval', decidedBy: 'acme.decideApproval' },
  ...{ table: 'acme.approval', id: 'approval_id', since: sql`requested_at` },
  isWaiting: sql`state in ('requested', 'checked')`,
  organisationId: sql`organisation_id`,
  barred: [sql`standing ->> 'requestedBy'`, sql`standing ->> 'checkedBy'`],
})
