import type { Subscription } from '#platform/outbox.ts'
import { createSealing } from '#platform/sealing.ts'
import type { PasswordsDeps } from './deps.ts'
import { endWithDeath } from './end-with-death.ts'
import { removeOwnPassword, setOwnPassword, viewOwnPassword } from './own-password.ts'
import { signInByPassword } from './sign-in-by-password.ts'

export type Passwords = {
  readonly signInByPassword: ReturnType<typeof signInByPassword>
  readonly viewOwnPassword: ReturnType<typeof viewOwnPassword>
  readonly setOwnPassword: ReturnType<typeof setOwnPassword>
  readonly removeOwnPassword: ReturnType<typeof removeOwnPassword>
  readonly subscriptions: readonly Subscription[]
}

export function createPasswords({
  key,
  ...rest
}: Omit<PasswordsDeps, 'sealing'> & {
  /** The people's key: user names are sealed with a key derived from it. */
  readonly key: Uint8Array
}): Passwords {
  const deps: PasswordsDeps = { ...rest, sealing: createSealing(key, 'passwords') }
  return {
    signInByPassword: signInByPassword(deps),
    viewOwnPassword: viewOwnPassword(deps),
    setOwnPassword: setOwnPassword(deps),
    removeOwnPassword: removeOwnPassword(deps),
    subscriptions: [endWithDeath(deps)],
  }
}
