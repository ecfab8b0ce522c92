import type { ProposalStep } from '@sotevarmenne/api/values'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Role, RoleProposal } from '../contract.ts'

/** Facts about the person and the service when a role is to be given or ended. */
export type RoleFacts = {
  /** The person's current roles, without holder. */
  readonly held: readonly Exclude<Role, 'holder'>[]
  /** Case officers, by person. */
  readonly caseOfficers: readonly string[]
}

export type RoleChangeRefusal =
  | { readonly kind: 'has-the-role' }
  | { readonly kind: 'has-not-the-role' }
  /** Auditor and these: `roles` of the person, and `role` as it was proposed. */
  | {
      readonly kind: 'has-another-role'
      readonly role: RoleProposal['role']
      readonly roles: RoleFacts['held']
    }
  | { readonly kind: 'last-case-officer' }

/**
 * Whether the change is possible. Auditors have no other role (EN 319 401: trusted roles are separate), and
 * one case officer remains: without any, nobody could make proposals.
 */
export function checkRoleChange(
  { role, change }: Pick<RoleProposal, 'role' | 'change'>,
  { held, caseOfficers }: RoleFacts,
): Result<undefined, RoleChangeRefusal> {
  const hasRole = held.includes(role)
  if (change === 'end') {
    if (!hasRole) return refuse({ kind: 'has-not-the-role' })
    return role === 'caseOfficer' && caseOfficers.length === 1
      ? refuse({ kind: 'last-case-officer' })
      : ok(undefined)
  }
  if (hasRole) return refuse({ kind: 'has-the-role' })
  const colliding = role === 'auditor' ? held : held.filter((each) => each === 'auditor')
  return colliding.length > 0
    ? refuse({ kind: 'has-another-role', role, roles: colliding })
    : ok(undefined)
}

export type ApprovalRefusal =
  SecondPersonRequired | { readonly kind: 'another-case-officer-decides' }

/**
 * Whether the person may approve: a case officer other than the proposer and the person concerned. If there
 * is no such case officer (a new service has one, and of two one may be the person whose role is to end),
 * another permitted role may give the second approval.
 */
export function checkApproval(
  { personId, proposedBy }: Pick<RoleProposal, 'personId' | 'proposedBy'>,
  { by, caseOfficers }: { readonly by: string; readonly caseOfficers: readonly string[] },
): Result<undefined, ApprovalRefusal> {
  const second = checkDualControl(by, [proposedBy, personId])
  if (!second.ok) return second
  const deciding = caseOfficers.filter(
    (caseOfficer) => checkDualControl(caseOfficer, [proposedBy, personId]).ok,
  )
  return deciding.length === 0 || deciding.includes(by)
    ? ok(undefined)
    : refuse({ kind: 'another-case-officer-decides' })
}

/** What the person may do with an open proposal, evaluated with the rule of the operation itself. */
export const mayDo = (
  proposal: Pick<RoleProposal, 'personId' | 'proposedBy'>,
  approving: { readonly by: string; readonly caseOfficers: readonly string[] },
): readonly ProposalStep[] =>
  proposal.proposedBy === approving.by
    ? ['withdraw']
    : checkApproval(proposal, approving).ok
      ? ['approve', 'reject']
      : []
