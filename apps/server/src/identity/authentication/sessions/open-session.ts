import { randomUUID } from 'node:crypto'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingsOn } from '#settings/index.ts'
import type { Signer } from '../card/card-signature.ts'
import type { SessionId, SignedIn } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { isOpen, type Session, type SessionLimits } from '../domain/session.ts'
import { hashToken, newSessionToken } from './session-token.ts'
import { endSession, showSession } from './sessions.ts'
import { findSession, insertSession } from '../stores/sessions.ts'
import { authenticateSession } from './authenticate-session.ts'

/**
 * Opens a session for a person whose identity was proved. The browser's previous session ends: its cookie is
 * replaced, so nobody could end it later.
 */
export async function openSession(
  deps: AuthenticationDeps,
  tx: Tx,
  permit: Permit<'access.signIn'>,
  {
    event,
    before: tokenBefore,
    ...opening
  }: Pick<Session, 'sessionId' | 'personId' | 'signedIn' | 'certificateEndsAt'> & {
    readonly event: SignedIn
    readonly before: SessionToken | undefined
  },
): Promise<SessionChange<SessionView>> {
  const now = deps.clock.now()
  const before = tokenBefore && (await findSession(tx, hashToken(tokenBefore)))
  if (before && isOpen(before, now))
    await endSession(deps, tx, permit, { session: before, because: 'signed-in-again' })

  const token = newSessionToken()
  const { limits, settings } = await limitsOn(tx, dateInHelsinki(now))
  const session = { ...opening, openedAt: now, lastUsedAt: now, limits }
  await insertSession(tx, session, hashToken(token))
  const signedIn: SignedIn = { ...event, settings }
  await deps.record(tx, signedIn, permit)
  const there = await authenticateSession(deps, tx, { token, now })
  if (!there.ok)
    throw new Error(`session ${opening.sessionId} is not open although it was just opened`)
  return {
    response: await showSession(deps, tx, there.value, token),
    session: { kind: 'open', token },
  }
}

async function limitsOn(
  tx: Tx,
  today: LocalDate,
): Promise<{ readonly limits: SessionLimits; readonly settings: UsedSettings }> {
  const read = await settingsOn(tx, ['session-idle-time', 'session-length'], today)
  const { 'session-idle-time': idle, 'session-length': length } = read
  return {
    limits: { idleMinutes: idle.value, hours: length.value },
    settings: { 'session-idle-time': idle.version, 'session-length': length.version },
  }
}

/** The same for the holder of a card with a proven key. */
export function openByCard(
  deps: AuthenticationDeps,
  tx: Tx,
  permit: Permit<'access.signIn'>,
  {
    personId,
    cardId,
    issuer,
    serial,
    certificateEndsAt,
    before,
  }: Pick<Signer, 'personId' | 'cardId' | 'issuer' | 'serial' | 'certificateEndsAt'> & {
    readonly before: SessionToken | undefined
  },
): Promise<SessionChange<SessionView>> {
  const sessionId = randomUUID() as string as SessionId
  const event: SignedIn = {
    type: 'SignedIn',
    sessionId,
    method: 'card',
    certificateSerial: serial,
    about: { personId, cardId },
  }
  const signedIn = { method: 'card', cardId, issuer, serial } as const
  return openSession(deps, tx, permit, {
    ...{ sessionId, personId, signedIn, certificateEndsAt, event, before },
  })
}
