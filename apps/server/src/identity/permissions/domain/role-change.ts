import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Role, RoleProposal } from '../contract.ts'

/** What is known of the person and of the service when a role is to be given or taken. */
export type RoleFacts = {
  /** What the person is to the service now, holder left out. */
  readonly held: readonly Exclude<Role, 'holder'>[]
  /** Who the handlers are, by person. */
  readonly handlers: readonly string[]
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
    return role === 'handler' && handlers.length === 1
      ? refuse({ kind: 'last-handler' })
      : ok(undefined)
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
 * Whether the person may approve: a handler other than who proposed it and whom it concerns. Where no such handler is
 * there (a service begins with one, and of two one may be the one who is to be ended), whoever else is let decide
 * gives the second pair of eyes.
 */
export function judgeApproval(
  { personId, proposedBy }: Pick<RoleProposal, 'personId' | 'proposedBy'>,
  { by, handlers }: { readonly by: string; readonly handlers: readonly string[] },
): Result<undefined, ApprovalRefusal> {
  if (by === proposedBy) return refuse({ kind: 'own-proposal' })
  if (by === personId) return refuse({ kind: 'concerns-oneself' })
  const deciding = handlers.filter((handler) => handler !== proposedBy && handler !== personId)
  return deciding.length === 0 || deciding.includes(by)
    ? ok(undefined)
    : refuse({ kind: 'another-handler-decides' })
}
