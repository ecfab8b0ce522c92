import type { RoleChange } from '@sotevarmenne/api/authentication'
import type { ProposalDecision } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { readOne, timestamp, type Tx } from '#platform/db.ts'
import type { GivenRole, ProposalId, RoleProposal } from '../contract.ts'

export type RoleHolder = {
  readonly personId: string
  readonly role: GivenRole
  readonly appointedAt: Instant
}

export async function givenRolesOf(tx: Tx, personId: string): Promise<readonly GivenRole[]> {
  const rows = await tables(tx)
    .selectFrom('permissions.role_holder')
    .select('role')
    .where('person_id', '=', personId)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role)
}

/** Everybody who has a role, the longest first. They are few: some dozens in a service. */
export async function allRoleHolders(tx: Tx): Promise<readonly RoleHolder[]> {
  const rows = await tables(tx)
    .selectFrom('permissions.role_holder')
    .selectAll()
    .orderBy('appointed_at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    appointedAt: row.appointed_at,
  }))
}

export async function giveRole(tx: Tx, { personId, role, appointedAt }: RoleHolder): Promise<void> {
  await tables(tx)
    .insertInto('permissions.role_holder')
    .values({ person_id: personId, role, appointed_at: timestamp(appointedAt) })
    .execute()
}

export async function takeRole(
  tx: Tx,
  { personId, role }: { readonly personId: string; readonly role: GivenRole },
): Promise<void> {
  await tables(tx)
    .deleteFrom('permissions.role_holder')
    .where('person_id', '=', personId)
    .where('role', '=', role)
    .execute()
}

export async function insertProposal(tx: Tx, proposal: RoleProposal): Promise<void> {
  await tables(tx)
    .insertInto('permissions.role_proposal')
    .values({
      proposal_id: proposal.proposalId,
      person_id: proposal.personId,
      role: proposal.role,
      change: proposal.change,
      proposed_by: proposal.proposedBy,
      proposed_at: timestamp(proposal.proposedAt),
      decision: null,
      decided_by: null,
      decided_at: null,
    })
    .execute()
}

/** Proposals that wait for a decision, the oldest first. */
export async function openProposals(tx: Tx): Promise<readonly RoleProposal[]> {
  const rows = await open(tx).orderBy('proposed_at').execute()
  return rows.map(proposalOf)
}

/** The open proposal, locked: a second decision finds none. */
export const lockOpenProposal = (tx: Tx, proposalId: string): Promise<RoleProposal | undefined> =>
  readOne(open(tx).where('proposal_id', '=', proposalId).forUpdate(), proposalOf)

export async function saveDecision(
  tx: Tx,
  proposalId: ProposalId,
  {
    decision,
    by,
    at,
  }: { readonly decision: ProposalDecision; readonly by: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('permissions.role_proposal')
    .set({ decision, decided_by: by, decided_at: timestamp(at) })
    .where('proposal_id', '=', proposalId)
    .execute()
}

type ProposalRow = {
  proposal_id: string
  person_id: string
  role: GivenRole
  change: RoleChange
  proposed_by: string
  proposed_at: Instant
  decision: ProposalDecision | null
  decided_by: string | null
  decided_at: Instant | null
}

type Tables = {
  'permissions.role_holder': { person_id: string; role: GivenRole; appointed_at: Instant }
  'permissions.role_proposal': ProposalRow
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const open = (tx: Tx) =>
  tables(tx).selectFrom('permissions.role_proposal').selectAll().where('decision', 'is', null)

const proposalOf = (row: ProposalRow): RoleProposal => ({
  proposalId: row.proposal_id as ProposalId,
  personId: row.person_id,
  role: row.role,
  change: row.change,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at,
})
