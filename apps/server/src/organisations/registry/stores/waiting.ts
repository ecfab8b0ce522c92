import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Card agreements and delegations that another case officer approves. */
export const waitingAgreements = waitingRows({
  ...{ kind: 'organisation-agreement', decidedBy: 'organisations.decideAgreement' },
  ...{ table: 'organisations.agreement', id: 'agreement_id', since: sql`proposed_at` },
  isWaiting: sql`state = 'proposed'`,
  organisationId: sql`organisation_id`,
  // Who accepted a delegation for its organisation does not approve it either.
  barred: [sql`proposed_by`, sql`accompanying->'accepted'->>'personId'`],
})
