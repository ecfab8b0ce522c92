import type { PermissionDeclaration } from '@sotevarmenne/api/permission'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SignInFacts } from '#platform/permit.ts'

export type SignInNotEnough =
  | { readonly kind: 'card-sign-in-needed' }
  | { readonly kind: 'strong-sign-in-needed' }
  | { readonly kind: 'sign-in-too-old' }

/** Whether a person with this sign-in may do an operation that demands this now. */
export function checkSignIn(
  { signIn: weakest, freshForMinutes }: Pick<PermissionDeclaration, 'signIn' | 'freshForMinutes'>,
  { signIn, now }: { readonly signIn: SignInFacts; readonly now: Instant },
): Result<undefined, SignInNotEnough> {
  if (signIn.method !== 'card' && weakest === undefined)
    return refuse({ kind: 'card-sign-in-needed' })
  if (signIn.method === 'password' && weakest !== 'password')
    return refuse({ kind: 'strong-sign-in-needed' })
  return freshForMinutes !== undefined && now >= plus(signIn.at, freshForMinutes * minute)
    ? refuse({ kind: 'sign-in-too-old' })
    : ok(undefined)
}
