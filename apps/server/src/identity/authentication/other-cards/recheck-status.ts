import { setTimeout as wait } from 'node:timers/promises'
import { plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { believe } from '#platform/believe.ts'
import type { Tx } from '#platform/db.ts'
import type { OtherCardEnd } from '../contract.ts'
import type { AccessDeps } from '../deps.ts'
import { absoluteLimit, type OtherCardSignIn, type Session } from '../domain/session.ts'
import { mostWait, pauseOfQuestions } from '../domain/status-of-session.ts'
import { endSession } from '../sessions/sessions.ts'
import { noteGood, sessionsOfPerson } from '../stores/sessions.ts'
import { digestOf, type AcceptedIssuer } from './accepted-issuers.ts'
import { statusOfCard } from './status-of-card.ts'

export type SessionByOtherCard = Session & { readonly signedIn: OtherCardSignIn }

export const isByOtherCard = (session: Session): session is SessionByOtherCard =>
  session.signedIn.method === 'identityCard' || session.signedIn.method === 'organisationCard'

/** The issuer by whose card the session was begun, as it is accepted now. */
export async function issuerOfSession(
  { otherCards }: Pick<AccessDeps, 'otherCards'>,
  { signedIn }: SessionByOtherCard,
): Promise<AcceptedIssuer | undefined> {
  const issuers = (await otherCards?.issuers()) ?? []
  return issuers.find(
    ({ name, authority }) => name === signedIn.issuer && digestOf(authority) === signedIn.authority,
  )
}

/**
 * Asks anew about the card of another trust service by which a session was begun (R262): as at sign-in, once for all who use the session
 * at the same time. Answers when it is known, or when that takes too long: what is heard later counts all the same. Without an
 * answer nobody asks again for a minute.
 */
export function askAnew(deps: AccessDeps): (session: SessionByOtherCard) => Promise<unknown> {
  const asked = believe<unknown>({
    ...{ clock: deps.clock, milliseconds: pauseOfQuestions, most: 10_000 },
  })
  return (session) => asked(session.sessionId, () => atMost(mostWait, hear(deps, session)))
}

async function hear(deps: AccessDeps, session: SessionByOtherCard): Promise<void> {
  const at = deps.clock.now()
  const status = await statusOfSession(deps, session)
  if (status === 'no-answer') return
  const heard = await deps.db.write(async (tx) => {
    if (status === 'good') await noteGood(tx, session.sessionId, at)
    else await endSessionsOfCard(deps, tx, { session, because: status })
    return ok(undefined)
  })
  if (!heard.ok) throw new Error('unreachable: what was heard is not refused')
}

async function statusOfSession(
  deps: AccessDeps,
  session: SessionByOtherCard,
): ReturnType<typeof statusOfCard> {
  const issuer = await issuerOfSession(deps, session)
  if (!issuer || !deps.otherCards) return 'issuer-not-trusted'
  const { serial, statusAt } = session.signedIn
  return statusOfCard(deps, deps.otherCards, {
    issuer,
    certificate: {
      serial: new Uint8Array(Buffer.from(serial, 'hex')),
      known: {
        authorityInfoAccess: { ocsp: statusAt.ocsp, caIssuers: [] },
        crlDistributionPoints: statusAt.lists,
      },
    },
  })
}

/** What is said of a card holds for each session that it began. */
export async function endSessionsOfCard(
  deps: AccessDeps,
  tx: Tx,
  {
    session: { personId, signedIn },
    because,
  }: { readonly session: SessionByOtherCard; readonly because: OtherCardEnd },
): Promise<void> {
  const permit = deps.systemPermit('access.endSessions', 'web')
  const since = plus(deps.clock.now(), -absoluteLimit)
  for (const session of await sessionsOfPerson(tx, personId, since))
    if (
      isByOtherCard(session) &&
      session.signedIn.authority === signedIn.authority &&
      session.signedIn.serial === signedIn.serial
    )
      await endSession(deps, tx, permit, { session, because })
}

/** Of a fault that comes later nobody hears: whoever asks anew meets what is still at fault. */
async function atMost(milliseconds: number, heard: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  try {
    await Promise.race([heard, wait(milliseconds, undefined, { signal: waiting.signal })])
  } finally {
    waiting.abort()
  }
}
