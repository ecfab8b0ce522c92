import { instant } from '@sotevarmenne/kernel/instant'
import type {
  Permission,
  Actor,
  Permit,
  SignInFacts,
} from '../../../apps/server/src/platform/permit.ts'

/** A permit as `identity/permissions` would have granted it: to the person, or else to the process `jobs`. For tests only. */
export function aPermit<Name extends Permission>(
  operation: Name,
  {
    personId,
    pointId,
    signIn,
  }: { readonly personId?: string; readonly pointId?: string; readonly signIn?: SignInFacts } = {},
): Permit<Name> {
  const actor: Actor =
    personId === undefined ? { kind: 'process', name: 'jobs' } : { kind: 'person', personId }
  return {
    operation,
    actor,
    ...(signIn && { signIn }),
    ...(pointId !== undefined && { pointId }),
    reason: 'granted by a test',
    grantedAt: instant(1_795_000_000_000),
  } as Permit<Name>
}

/** The same with what is given of it changed: another actor, reason or operation. */
export const aPermitOf = (
  changed: Partial<Pick<Permit, 'actor' | 'reason'>> & { readonly operation?: string },
): Permit => ({ ...aPermit('accounts.viewAccount'), ...changed }) as Permit
