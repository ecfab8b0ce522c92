import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Role, RoleProposal } from '../contract.ts'

/** What is known of the person and of the service when a role is to be given or taken. */
export type RoleFacts = {
  /** What the person is to the service now, holder left out. */
  readonly held: readonly Exclude<Role, 'holder'>[]
  readonly handlers: number
}

export type RoleChangeRefusal =
  | { readonly kind: 'has-the-role' }
  | { readonly kind: 'has-not-the-role' }
  | { readonly kind: 'has-another-role' }
  | { readonly kind: 'last-handler' }

/**
 * Whether the change is possible. Whoever serves or decides audits nobody (EN 319 401: trusted roles are separate), and
 * one handler stays: without any nobody could propose again.
 */
export function judgeRoleChange(
  { role, change }: Pick<RoleProposal, 'role' | 'change'>,
  { held, handlers }: RoleFacts,
): Result<undefined, RoleChangeRefusal> {
  const hasRole = held.includes(role)
  if (change === 'end') {
    if (!hasRole) return refuse({ kind: 'has-not-the-role' })
    return role === 'handler' && handlers === 1 ? refuse({ kind: 'last-handler' }) : ok(undefined)
  }
  if (hasRole) return refuse({ kind: 'has-the-role' })
  const isMixed = role === 'auditor' ? held.length > 0 : held.includes('auditor')
  return isMixed ? refuse({ kind: 'has-another-role' }) : ok(undefined)
}

export type ApprovalRefusal =
  | { readonly kind: 'own-proposal' }
  | { readonly kind: 'concerns-oneself' }
  | { readonly kind: 'another-handler-decides' }

/**
 * Whether the person may approve: a handler other than who proposed it and whom it concerns. While the service has one
 * handler only, as it does when it begins, a registrar gives the second pair of eyes.
 */
export function judgeApproval(
  proposal: Pick<RoleProposal, 'personId' | 'proposedBy'>,
  {
    by,
    isHandler,
    handlers,
  }: { readonly by: string; readonly isHandler: boolean; readonly handlers: number },
): Result<undefined, ApprovalRefusal> {
  if (by === proposal.proposedBy) return refuse({ kind: 'own-proposal' })
  if (by === proposal.personId) return refuse({ kind: 'concerns-oneself' })
  return isHandler || handlers === 1 ? ok(undefined) : refuse({ kind: 'another-handler-decides' })
}
