import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Cases for which the office owes a reply or a decision (R165, R166). */
export const waitingCases = waitingRows({
  ...{ kind: 'message', decidedBy: 'cases.handleCase' },
  ...{ table: 'cases.support_case', id: 'case_id' },
  since: sql`(received_on::timestamp at time zone 'Europe/Helsinki')`,
  dueOn: sql`due_on`,
  isWaiting: sql`due_on is not null`,
  topic: sql`kind`,
  organisationId: sql`organisation_id`,
  barred: [sql`person_id`],
})
