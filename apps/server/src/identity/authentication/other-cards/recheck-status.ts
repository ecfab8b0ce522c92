import { setTimeout as wait } from 'node:timers/promises'
import { plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { Tx } from '#platform/db.ts'
import type { OtherCardEnd } from '../contract.ts'
import type { AccessDeps } from '../deps.ts'
import { absoluteLimit, type OtherCardSignIn, type Session } from '../domain/session.ts'
import { maxWait, pauseOfRequests } from '../domain/status-of-session.ts'
import { endSession } from '../sessions/sessions.ts'
import { noteGood, sessionsOfPerson } from '../stores/sessions.ts'
import { digestOf, type AcceptedIssuer } from './accepted-issuers.ts'
import { statusOfCard } from './status-of-card.ts'

export type SessionByOtherCard = Session & { readonly signedIn: OtherCardSignIn }

export const isByOtherCard = (session: Session): session is SessionByOtherCard =>
  session.signedIn.method === 'identityCard' || session.signedIn.method === 'organisationCard'

/** The issuer of the card that began the session, as it is accepted now. */
export async function issuerOfSession(
  { otherCards }: Pick<AccessDeps, 'otherCards'>,
  { signedIn }: SessionByOtherCard,
): Promise<AcceptedIssuer | undefined> {
  const issuers = (await otherCards?.issuers()) ?? []
  return issuers.find(({ name, ca }) => name === signedIn.issuer && digestOf(ca) === signedIn.ca)
}

/**
 * Checks again the status of another trust service's card that began a session (R262): as at sign-in, once
 * for all concurrent uses of the session. Returns when the status is known, or after the timeout: a later
 * response still counts. Without a response there is no new request for a minute.
 */
export function requestAgain(deps: AccessDeps): (session: SessionByOtherCard) => Promise<unknown> {
  const requested = ttlCache<unknown>({
    ...{ clock: deps.clock, milliseconds: pauseOfRequests, max: 10_000 },
  })
  return (session) =>
    requested(session.sessionId, () => doneOrTimedOut(maxWait, subscribe(deps, session)))
}

async function subscribe(deps: AccessDeps, session: SessionByOtherCard): Promise<void> {
  const at = deps.clock.now()
  const status = await statusOfSession(deps, session)
  if (status === 'no-response') return
  const received = await deps.db.write(async (tx) => {
    if (status === 'good') await noteGood(tx, session.sessionId, at)
    else await endSessionsOfCard(deps, tx, { session, because: status })
    return ok(undefined)
  })
  if (!received.ok) throw new Error('unreachable: recording a status is never refused')
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

/** The status of a card applies to each session that it began. */
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
      session.signedIn.ca === signedIn.ca &&
      session.signedIn.serial === signedIn.serial
    )
      await endSession(deps, tx, permit, { session, because })
}

/** Ends with the promise, or at the timeout. A fault after the timeout is dropped: the next check meets it if it persists. */
async function doneOrTimedOut(milliseconds: number, received: Promise<void>): Promise<void> {
  const waiting = new AbortController()
  try {
    await Promise.race([received, wait(milliseconds, undefined, { signal: waiting.signal })])
  } finally {
    waiting.abort()
  }
}
