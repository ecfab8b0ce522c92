import { randomUUID } from 'node:crypto'
import type { Session as SessionShown } from '@sotevarmenne/api/access'
import { hour, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import type { PasswordTurnedOff, SessionId, SignedIn } from '../contract.ts'
import type { AccessDeps } from '../deps.ts'
import {
  askerOf,
  mostAttempts,
  mostWrongInARow,
  parseUserName,
  type UserName,
} from '../domain/password.ts'
import { openSession, recordRefusal } from '../sessions/open-session.ts'
import { endSessionsByPassword } from './own-password.ts'
import {
  countAttempt,
  countWrongOne,
  findPassword,
  forgetAttempts,
  forgetWrongOnes,
  takeBackAttempt,
} from '../stores/passwords.ts'

export type PasswordSignInRefusal =
  /** The one answer to whatever is wrong: nobody learns which names there are. */
  | { readonly kind: 'name-or-password-wrong' }
  /** With this name, or from this address; said of names that nobody has, too. */
  | { readonly kind: 'too-many-attempts' }

type Opened = Result<SessionChange<SessionShown>, PasswordSignInRefusal>

/**
 * Opens a session that reads and drafts (R221). Each attempt is counted before it is judged, so that many at once are no more
 * than one after the other; what is judged costs the same for names that nobody has. However often others try, the
 * person signs in by card or Suomi.fi as before.
 */
export const signInByPassword =
  (deps: AccessDeps) =>
  async (
    permit: Permit<'access.signIn'>,
    typed: { readonly userName: string; readonly password: string },
    request: Pick<RequestFacts, 'sessionToken' | 'address'> = {},
  ): Promise<Opened> => {
    const parsed = parseUserName(typed.userName)
    const userName = parsed.ok ? parsed.value : undefined
    const counted = {
      name: deps.sealing.fingerprint(`name ${userName ?? typed.userName}`),
      address: deps.sealing.fingerprint(`address ${askerOf(request.address ?? '')}`),
    }
    const mayTry = await countBoth(deps, permit, counted)
    if (!mayTry.ok) return mayTry

    const kept =
      userName && (await deps.db.read((tx) => findPassword(tx, deps.sealing, { userName })))
    const isRight = await deps.passwordHash.matches(
      typed.password.normalize('NFC'),
      kept?.isTurnedOff === false ? kept.slowHash : undefined,
    )
    if (!kept || !isRight) {
      await noteWrong(deps, permit, userName)
      return refuse({ kind: 'name-or-password-wrong' })
    }
    const opened = await deps.db.write(async (tx): Promise<Opened> => {
      const now = await findPassword(tx, deps.sealing, { personId: kept.personId })
      // Changed, removed or turned off while it was judged.
      if (now?.isTurnedOff !== false || now.slowHash !== kept.slowHash)
        return refuse({ kind: 'name-or-password-wrong' })
      await forgetWrongOnes(tx, kept.personId)
      await takeBackAttempt(tx, counted.name)
      await takeBackAttempt(tx, counted.address)
      const { personId } = kept
      const sessionId = randomUUID() as string as SessionId
      const event: SignedIn = {
        ...{ type: 'SignedIn', sessionId, method: 'password', about: { personId } },
      }
      return ok(
        await openSession(deps, tx, permit, {
          ...{ sessionId, personId, signedIn: { method: 'password' }, event },
          before: request.sessionToken,
        }),
      )
    })
    if (!opened.ok) await recordRefusal(deps, permit, { ...opened.refusal, method: 'password' })
    return opened
  }

type Counted = { readonly [What in keyof typeof mostAttempts]: Uint8Array }

/** Counts the attempt with its name and from its address, also when one of them may not try any more. */
async function countBoth(
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  counted: Counted,
): Promise<Result<undefined, PasswordSignInRefusal>> {
  const now = deps.clock.now()
  const over = await deps.db.write(
    async (tx) => {
      await forgetAttempts(tx, plus(now, -hour))
      const beyond: number[] = []
      for (const what of ['address', 'name'] as const) {
        const { most, minutes } = mostAttempts[what]
        const count = await countAttempt(tx, counted[what], { now, milliseconds: minutes * minute })
        beyond.push(count - most)
      }
      return ok(beyond)
    },
    { isolation: 'read committed' },
  )
  if (!over.ok) return over
  if (over.value.every((beyond) => beyond <= 0)) return ok(undefined)
  // Once, and not each time: a guesser is not to fill the trail.
  if (over.value.includes(1))
    await recordRefusal(deps, permit, { method: 'password', kind: 'too-many-attempts' })
  return refuse({ kind: 'too-many-attempts' })
}

async function noteWrong(
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  userName: UserName | undefined,
): Promise<void> {
  const now = deps.clock.now()
  const noted = await deps.db.write(
    async (tx) => {
      const personId = await countWrongOne(tx, deps.sealing, userName, {
        most: mostWrongInARow,
        now,
      })
      if (personId !== undefined) {
        await endSessionsByPassword(deps, tx, permit, personId)
        const event: PasswordTurnedOff = { type: 'PasswordTurnedOff', about: { personId } }
        await deps.record(tx, event, permit)
      }
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
  if (!noted.ok) throw new Error('unreachable: a count is not refused')
  await recordRefusal(deps, permit, { method: 'password', kind: 'name-or-password-wrong' })
}
