import { sql } from 'kysely'
import { waitingRows } from '#platform/waiting.ts'

/** Roles, and ends of roles, that another person approves. */
export const waitingProposals = waitingRows({
  ...{ kind: 'role-change', decidedBy: 'access.decideProposal' },
  ...{ table: 'permissions.role_proposal', id: 'proposal_id', since: sql`proposed_at` },
  // As `checkApproval`.
  firstDecidedBy: 'caseOfficer',
  isWaiting: sql`decision is null`,
  topic: sql`role`,
  barred: [sql`proposed_by`, sql`person_id`],
})
