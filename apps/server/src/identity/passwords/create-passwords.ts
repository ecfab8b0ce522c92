import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { PasswordsDeps } from './deps.ts'
import { endWithDeath } from './end-with-death.ts'
import { removeOwnPassword, setOwnPassword, viewOwnPassword } from './own-password.ts'
import { signInByPassword } from './sign-in-by-password.ts'

export type Passwords = ReturnType<typeof createPasswords>

export function createPasswords(wired: Unsealed<PasswordsDeps>) {
  const deps: PasswordsDeps = withSealing(wired, 'passwords')
  return {
    ...bindOperations(deps, {
      signInByPassword,
      viewOwnPassword,
      setOwnPassword,
      removeOwnPassword,
    }),
    subscriptions: [endWithDeath(deps)],
  }
}
