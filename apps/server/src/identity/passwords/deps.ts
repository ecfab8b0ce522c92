import type { Result } from '@sotevarmenne/kernel/result'
import type { Authentication } from '#identity/authentication/index.ts'
import type { SystemPermit } from '#identity/permissions/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Dependencies of the module; wired by `entry`. */
export type PasswordsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly systemPermit: SystemPermit
  readonly authentication: Pick<
    Authentication,
    'openPasswordSession' | 'endPasswordSessions' | 'refusedSignIns'
  >
  readonly passwordHash: PasswordHash
  /**
   * Seals user names and finds them; attempts are counted by its fingerprints. Names and addresses are not
   * stored otherwise.
   */
  readonly sealing: Sealing
}

/** A hash that costs time and memory, so that a stolen one is hard to guess. */
export type PasswordHash = {
  readonly make: (password: string) => Promise<Result<string, HashingBusy>>
  /**
   * Without a hash it does the same work and returns false: the duration does not reveal whether there is
   * one.
   */
  readonly matches: (
    password: string,
    stored: string | undefined,
  ) => Promise<Result<boolean, HashingBusy>>
}

/** Too many wait already. */
export type HashingBusy = { readonly kind: 'too-many-password-checks' }
