import { clientNetwork } from '@sotevarmenne/http1/addresses'
import * as api from '@sotevarmenne/api/authentication'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { hour, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { sessionOperation } from '#platform/operation.ts'
import type { PasswordTurnedOff } from './contract.ts'
import type { HashingBusy, PasswordsDeps } from './deps.ts'
import { maxAttempts, maxWrongInARow, parseUserName, type UserName } from './domain/password.ts'
import {
  countAttempt,
  countWrongOne,
  findPassword,
  forgetAttempts,
  forgetWrongOnes,
  takeBackAttempt,
} from './store.ts'
import { texts } from './texts.ts'

export type PasswordSignInRefusal =
  /** The one response to anything wrong: it does not reveal which names exist. */
  | { readonly kind: 'name-or-password-wrong' }
  /** With this name, or from this address; also for names that do not exist. */
  | { readonly kind: 'too-many-attempts' }
  | HashingBusy

type Opened = Result<SessionChange<SessionView>, PasswordSignInRefusal>

/**
 * Opens a session for reading and drafts (R221). Each attempt is counted before it is checked, so that
 * parallel attempts count like sequential ones; names that do not exist cost the same time. However often
 * others try, the person can still sign in by card or Suomi.fi.
 */
export const signInByPassword = sessionOperation({
  contract: api.signInByPassword,
  problems: {
    'name-or-password-wrong': { status: 403, ...texts.nameOrPasswordWrong },
    'too-many-attempts': { status: 429, ...texts.tooManyAttempts },
    'too-many-password-checks': { status: 503, ...texts.tooManyPasswordChecks },
  },
  handle:
    (deps: PasswordsDeps) =>
    async (
      permit,
      typed,
      request: Pick<RequestFacts, 'sessionToken' | 'address'> = {},
    ): Promise<Opened> => {
      const parsed = parseUserName(typed.userName)
      const userName = parsed.ok ? parsed.value : undefined
      const counted = {
        name: deps.sealing.fingerprint(`name ${userName ?? typed.userName}`),
        address: deps.sealing.fingerprint(`address ${clientNetwork(request.address ?? '')}`),
      }
      const mayTry = await countBoth(deps, counted)
      if (!mayTry.ok) return mayTry

      const stored =
        userName && (await deps.db.read((tx) => findPassword(tx, deps.sealing, { userName })))
      const isRight = await deps.passwordHash.matches(
        typed.password.normalize('NFC'),
        stored?.isTurnedOff === false ? stored.slowHash : undefined,
      )
      // Counted all the same: a flood does not get more attempts than others.
      if (!isRight.ok) return isRight
      if (!stored || !isRight.value) {
        await noteWrong(deps, permit, userName)
        return refuse({ kind: 'name-or-password-wrong' })
      }
      const opened = await deps.db.write(async (tx): Promise<Opened> => {
        const now = await findPassword(tx, deps.sealing, { personId: stored.personId })
        // Changed, removed or turned off while it was checked.
        if (now?.isTurnedOff !== false || now.slowHash !== stored.slowHash)
          return refuse({ kind: 'name-or-password-wrong' })
        await forgetWrongOnes(tx, stored.personId)
        await takeBackAttempt(tx, counted.name)
        await takeBackAttempt(tx, counted.address)
        const { personId } = stored
        const before = request.sessionToken
        return ok(await deps.authentication.openPasswordSession(tx, permit, { personId, before }))
      })
      if (!opened.ok)
        deps.authentication.refusedSignIns.count({ ...opened.refusal, method: 'password' })
      return opened
    },
})

type Counted = { readonly [What in keyof typeof maxAttempts]: Uint8Array }

/** Counts the attempt for its name and its address, also when one of them is over its limit. */
async function countBoth(
  deps: PasswordsDeps,
  counted: Counted,
): Promise<Result<undefined, PasswordSignInRefusal>> {
  const now = deps.clock.now()
  const over = await deps.db.write(
    async (tx) => {
      await forgetAttempts(tx, plus(now, -hour))
      const beyond: number[] = []
      for (const what of ['address', 'name'] as const) {
        const { max, minutes } = maxAttempts[what]
        const count = await countAttempt(tx, counted[what], { now, milliseconds: minutes * minute })
        beyond.push(count - max)
      }
      return ok(beyond)
    },
    { isolation: 'read committed' },
  )
  if (!over.ok) return over
  if (over.value.every((beyond) => beyond <= 0)) return ok(undefined)
  deps.authentication.refusedSignIns.count({ method: 'password', kind: 'too-many-attempts' })
  return refuse({ kind: 'too-many-attempts' })
}

async function noteWrong(
  deps: PasswordsDeps,
  permit: Permit<'access.signIn'>,
  userName: UserName | undefined,
): Promise<void> {
  const now = deps.clock.now()
  const noted = await deps.db.write(
    async (tx) => {
      const personId = await countWrongOne(tx, deps.sealing, userName, {
        max: maxWrongInARow,
        now,
      })
      if (personId !== undefined) {
        await deps.authentication.endPasswordSessions(tx, permit, {
          ...{ personId, because: 'password-changed' },
        })
        const event: PasswordTurnedOff = { type: 'PasswordTurnedOff', about: { personId } }
        await deps.record(tx, event, permit)
      }
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
  if (!noted.ok) throw new Error('unreachable: counting is never refused')
  deps.authentication.refusedSignIns.count({ method: 'password', kind: 'name-or-password-wrong' })
}
