import * as api from '@sotevarmenne/api/authentication'
import type { OwnPasswordView } from '@sotevarmenne/api/authentication'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { PasswordRemoved, PasswordSet } from './contract.ts'
import type { HashingBusy, PasswordsDeps } from './deps.ts'
import {
  checkPassword,
  parseUserName,
  type PasswordRefusal,
  type UserNameRefusal,
} from './domain/password.ts'
import { findPassword, removePassword, savePassword } from './store.ts'
import { texts } from './texts.ts'

export const viewOwnPassword = operation({
  contract: api.viewOwnPassword,
  problems: {},
  handle:
    (deps: Pick<PasswordsDeps, 'db' | 'sealing'>) =>
    (permit): Promise<Result<OwnPasswordView, never>> =>
      deps.db.read(async (tx) => ok(await shown(deps, tx, personOf(permit)))),
})

export type SetPasswordRefusal =
  | UserNameRefusal
  | PasswordRefusal
  | HashingBusy
  /** Returned only to strongly identified persons. */
  | { readonly kind: 'user-name-taken' }

/** Sets or replaces the person's user name and password; sessions begun by the old ones end. */
export const setOwnPassword = operation({
  contract: api.setOwnPassword,
  problems: {
    'user-name-malformed': { status: 422, ...texts.userNameMalformed },
    'user-name-is-identity-code': { status: 422, ...texts.userNameIsIdentityCode },
    'user-name-taken': { status: 409, ...texts.userNameTaken },
    'password-too-short': { status: 422, ...texts.passwordTooShort },
    'password-too-long': { status: 422, ...texts.passwordTooLong },
    'too-many-password-checks': { status: 503, ...texts.tooManyPasswordChecks },
    'password-easily-guessed': { status: 422, ...texts.passwordEasilyGuessed },
  },
  handle:
    (deps: PasswordsDeps) =>
    async (permit, typed): Promise<Result<OwnPasswordView, SetPasswordRefusal>> => {
      const userName = parseUserName(typed.userName)
      if (!userName.ok) return userName
      const password = checkPassword(typed.password, userName.value)
      if (!password.ok) return password
      const slowHash = await deps.passwordHash.make(password.value)
      if (!slowHash.ok) return slowHash

      return deps.db.write(async (tx): Promise<Result<OwnPasswordView, SetPasswordRefusal>> => {
        const personId = personOf(permit)
        const setAt = deps.clock.now()
        const isFree = await savePassword(tx, deps.sealing, {
          ...{ personId, userName: userName.value, slowHash: slowHash.value, setAt },
        })
        if (!isFree) return refuse({ kind: 'user-name-taken' })
        await deps.authentication.endPasswordSessions(tx, permit, {
          ...{ personId, because: 'password-changed' },
        })
        const event: PasswordSet = { type: 'PasswordSet', about: { personId } }
        await deps.record(tx, event, permit)
        return ok(await shown(deps, tx, personId))
      })
    },
})

/** From now on the person can sign in strongly only. */
export const removeOwnPassword = operation({
  contract: api.removeOwnPassword,
  problems: {},
  handle:
    (deps: PasswordsDeps) =>
    (permit): Promise<Result<OwnPasswordView, never>> =>
      deps.db.write(async (tx) => {
        const personId = personOf(permit)
        await forgetPassword(deps, tx, permit, { personId, because: 'by-its-person' })
        return ok(await shown(deps, tx, personId))
      }),
})

/** Deletes the password and ends the sessions begun by it. */
export async function forgetPassword(
  deps: PasswordsDeps,
  tx: Tx,
  permit: Permit,
  { personId, because }: { readonly personId: string } & Pick<PasswordRemoved, 'because'>,
): Promise<void> {
  if (!(await removePassword(tx, personId))) return
  await deps.authentication.endPasswordSessions(tx, permit, {
    personId,
    because: because === 'holder-died' ? because : 'password-changed',
  })
  const event: PasswordRemoved = { type: 'PasswordRemoved', because, about: { personId } }
  await deps.record(tx, event, permit)
}

async function shown(
  { sealing }: Pick<PasswordsDeps, 'sealing'>,
  tx: Tx,
  personId: string,
): Promise<OwnPasswordView> {
  const stored = await findPassword(tx, sealing, { personId })
  if (!stored) return {}
  const { userName, setAt, isTurnedOff } = stored
  return { password: { userName, setAt: formatInstant(setAt), isTurnedOff } }
}
