import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/**
 * The first step after the last one that ended the waiting: another one when it waits again, also on the same day. A
 * reply ends it only where no decision is owed.
 */
const since = sql`(
  select coalesce(min(step.at), support_case.opened_at) from cases.step
  where step.case_id = support_case.case_id and step."position" > coalesce((
    select max(ended."position") from cases.step as ended
    where ended.case_id = support_case.case_id and (ended.kind in ('accept', 'refuse', 'close')
      or ended.kind = 'reply' and support_case.kind not in ('rectification-request', 'fee-dispute'))
  ), -1))`

/** Cases for which the office owes a reply or a decision (R165, R166). */
export const waitingCases = waitingRows({
  ...{ kind: 'message', decidedBy: 'cases.handleCase' },
  ...{ table: 'cases.support_case', id: 'case_id' },
  since,
  dueOn: sql`due_on`,
  isWaiting: sql`due_on is not null`,
  topic: sql`kind`,
  organisationId: sql`organisation_id`,
  barred: [sql`person_id`],
})
