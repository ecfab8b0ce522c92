import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { Nothing } from '#platform/endpoint.ts'
import { operation } from '#platform/operation.ts'
import type {
  ProposalId,
  RoleAppointed,
  RoleEnded,
  RoleProposal,
  RoleProposalRejected,
  RoleProposed,
  RolesViewed,
} from './contract.ts'
import type { RolesDeps } from './deps.ts'
import {
  checkApproval,
  mayDo,
  checkRoleChange,
  type ApprovalRefusal,
  type RoleChangeRefusal,
  type RoleFacts,
} from './domain/role-change.ts'
import {
  allRoleHolders,
  giveRole,
  insertProposal,
  lockOpenProposal,
  openProposals,
  saveDecision,
  takeRole,
  type RoleHolder,
} from './stores/roles.ts'
import { texts } from './texts.ts'
import { proposeProblems, roleChangeProblems } from './problems.ts'

/** All role holders, and the proposals that wait for approval. Recorded as access to each person in it. */
export const viewRoles = operation({
  contract: contracts.viewRoles,
  problems: {},
  handle:
    (deps: RolesDeps) =>
    (permit): Promise<Result<ResponseOf<typeof contracts.viewRoles>, never>> =>
      deps.db.write(async (tx) => {
        const holders = await allRoleHolders(tx)
        const proposals = await openProposals(tx)
        const names = new Map<string, string>()
        const seen = [
          ...holders.map(({ personId }) => personId),
          ...proposals.flatMap(({ personId, proposedBy }) => [personId, proposedBy]),
        ]
        for (const personId of new Set(seen)) {
          names.set(personId, await nameOf(deps, tx, personId))
          const viewed: RolesViewed = { type: 'RolesViewed', about: { personId } }
          await deps.record(tx, viewed, permit)
        }
        const withCard = await deps.withCardInUse(tx, [...names.keys()])
        const shown = (personId: string) => ({ personId, name: names.get(personId) ?? '' })
        const approving = { by: personOf(permit), caseOfficers: caseOfficersAmong(holders) }
        return ok({
          holders: holders.map(({ personId, role, appointedAt }) => ({
            ...shown(personId),
            ...{ role, hasCard: withCard.has(personId) },
            appointedAt: formatInstant(appointedAt),
          })),
          proposals: proposals.map((proposal) => ({
            proposalId: proposal.proposalId,
            person: shown(proposal.personId),
            role: proposal.role,
            change: proposal.change,
            proposedBy: shown(proposal.proposedBy),
            proposedAt: formatInstant(proposal.proposedAt),
            may: [...mayDo(proposal, approving)],
          })),
        })
      }),
})

export type ProposeRefusal =
  | { readonly kind: 'identity-code-wrong' }
  | { readonly kind: 'person-not-found' }
  | { readonly kind: 'already-proposed' }
  | { readonly kind: 'concerns-oneself' }
  | RoleChangeRefusal

/**
 * A case officer proposes a role for a person with a card of the service. Nothing changes until another
 * approves.
 */
export const proposeRole = operation({
  contract: contracts.proposeRole,
  problems: proposeProblems,
  handle:
    (deps: RolesDeps) =>
    (permit, { identityCode, role }): Promise<Result<Nothing, ProposeRefusal>> => {
      const code = parseIdentityCode(identityCode)
      if (!code.ok) return Promise.resolve(refuse({ kind: 'identity-code-wrong' }))
      return deps.db.write(async (tx): Promise<Result<Nothing, ProposeRefusal>> => {
        const person = await deps.people.findByIdentityCode(tx, code.value)
        if (!person) return refuse({ kind: 'person-not-found' })
        return propose(deps, tx, permit, { personId: person.personId, role, change: 'appoint' })
      })
    },
})

/** A case officer proposes that a person's role ends. */
export const proposeEnd = operation({
  contract: contracts.proposeEnd,
  problems: proposeProblems,
  handle:
    (deps: RolesDeps) =>
    (permit, { personId, role }): Promise<Result<Nothing, ProposeRefusal>> =>
      deps.db.write((tx) => propose(deps, tx, permit, { personId, role, change: 'end' })),
})

async function propose(
  deps: RolesDeps,
  tx: Tx,
  permit: Permit<'access.proposeRole'>,
  requested: Pick<RoleProposal, 'personId' | 'role' | 'change'>,
): Promise<Result<Nothing, ProposeRefusal>> {
  if (requested.personId === personOf(permit)) return refuse({ kind: 'concerns-oneself' })
  const before = await openProposals(tx)
  if (
    before.some(({ personId, role }) => personId === requested.personId && role === requested.role)
  )
    return refuse({ kind: 'already-proposed' })
  const possible = checkRoleChange(requested, await factsOf(deps, tx, requested.personId))
  if (!possible.ok) return possible

  const { personId, role, change } = requested
  const proposal: RoleProposal = {
    ...requested,
    proposalId: randomUUID() as string as ProposalId,
    proposedBy: personOf(permit),
    proposedAt: deps.clock.now(),
  }
  await insertProposal(tx, proposal)
  const { proposalId } = proposal
  const event: RoleProposed = {
    type: 'RoleProposed',
    proposalId,
    role,
    change,
    about: { personId },
  }
  await deps.record(tx, event, permit)
  return ok({})
}

export type DecideRefusal =
  { readonly kind: 'proposal-not-found' } | ApprovalRefusal | RoleChangeRefusal

/** Another person approves, and the role is given or ended; or rejects, which the proposer may do too. */
export const decideProposal = operation({
  contract: contracts.decideProposal,
  problems: {
    ...roleChangeProblems,
    'proposal-not-found': { status: 404, ...texts.proposalNotFound },
    ...dualControlProblems,
    'another-case-officer-decides': { status: 403, ...texts.anotherCaseOfficerDecides },
  },
  handle:
    (deps: RolesDeps) =>
    (permit, { proposalId, decision }) =>
      deps.db.write(async (tx): Promise<Result<Nothing, DecideRefusal>> => {
        const proposal = await lockOpenProposal(tx, proposalId)
        if (!proposal) return refuse({ kind: 'proposal-not-found' })
        const by = personOf(permit)
        const decided = { decision, by, at: deps.clock.now() }
        const facts = await factsOf(deps, tx, proposal.personId)
        const mayDecide = checkApproval(proposal, { by, caseOfficers: facts.caseOfficers })
        const withdraws = decision === 'rejected' && by === proposal.proposedBy
        if (!mayDecide.ok && !withdraws) return mayDecide
        if (decision === 'rejected') {
          await saveDecision(tx, proposal.proposalId, decided)
          await deps.record(tx, rejectionOf(proposal), permit)
          return ok({})
        }

        // The person may have got another role since the proposal.
        const possible = checkRoleChange(proposal, facts)
        if (!possible.ok) return possible
        await saveDecision(tx, proposal.proposalId, decided)
        const { personId, role, change } = proposal
        if (change === 'appoint') await giveRole(tx, { personId, role, appointedAt: decided.at })
        else await takeRole(tx, { personId, role })
        await deps.record(tx, changeOf(proposal), permit)
        return ok({})
      }),
})

const rejectionOf = ({ proposalId, role, personId }: RoleProposal): RoleProposalRejected => ({
  type: 'RoleProposalRejected',
  proposalId,
  role,
  about: { personId },
})

const changeOf = ({
  proposalId,
  role,
  change,
  personId,
}: RoleProposal): RoleAppointed | RoleEnded => ({
  type: change === 'appoint' ? 'RoleAppointed' : 'RoleEnded',
  proposalId,
  role,
  about: { personId },
})

export async function factsOf(
  { registration, clock }: RolesDeps,
  tx: Tx,
  personId: string,
): Promise<RoleFacts> {
  const registrar = await registration.registrarAt(tx, personId, clock.now())
  const holders = await allRoleHolders(tx)
  return {
    held: [
      ...(registrar ? (['registrar'] as const) : []),
      ...holders.filter((holder) => holder.personId === personId).map(({ role }) => role),
    ],
    caseOfficers: caseOfficersAmong(holders),
  }
}

const caseOfficersAmong = (holders: readonly RoleHolder[]): readonly string[] =>
  holders.filter(({ role }) => role === 'caseOfficer').map(({ personId }) => personId)

async function nameOf({ people }: RolesDeps, tx: Tx, personId: string): Promise<string> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error(`role of unknown person ${personId}`)
  return `${person.givenNames} ${person.surname}`
}
