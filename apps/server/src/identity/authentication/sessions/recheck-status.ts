import { setTimeout as wait } from 'node:timers/promises'
import { plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { Tx } from '#platform/db.ts'
import type { ThirdPartyCardEnd } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { maxSession, type Session, type ThirdPartyCardSignIn } from '../domain/session.ts'
import { maxWait, pauseOfRequests } from '../domain/status-of-session.ts'
import { noteGood, sessionsOfPerson } from '../stores/sessions.ts'
import { endSession } from './sessions.ts'

export type SessionByThirdPartyCard = Session & { readonly signedIn: ThirdPartyCardSignIn }

export const isByThirdPartyCard = (session: Session): session is SessionByThirdPartyCard =>
  session.signedIn.method === 'identityCard' || session.signedIn.method === 'organisationCard'

/**
 * Checks again the status of another trust service's card that began a session (R262): as at sign-in, once
 * for all concurrent uses of the session. Returns when the status is known, or after the timeout: a later
 * response still counts. Without a response there is no new request for a minute.
 */
export function recheckStatus(
  deps: AuthenticationDeps,
): (session: SessionByThirdPartyCard) => Promise<unknown> {
  const requested = ttlCache<unknown>({
    ...{ clock: deps.clock, milliseconds: pauseOfRequests, max: 10_000 },
  })
  return (session) =>
    requested(session.sessionId, () => doneOrTimedOut(maxWait, requestStatus(deps, session)))
}

async function requestStatus(
  deps: AuthenticationDeps,
  session: SessionByThirdPartyCard,
): Promise<void> {
  const at = deps.clock.now()
  const status = await deps.thirdPartyCards.statusOf(session.signedIn)
  if (status === 'no-response') return
  const received = await deps.db.write(async (tx) => {
    if (status === 'good') await noteGood(tx, session.sessionId, at)
    else await endSessionsOfCard(deps, tx, { session, because: status })
    return ok(undefined)
  })
  if (!received.ok) throw new Error('unreachable: recording a status is never refused')
}

/** The status of a card applies to each session that it began. */
export async function endSessionsOfCard(
  deps: AuthenticationDeps,
  tx: Tx,
  {
    session: { personId, signedIn },
    because,
  }: { readonly session: SessionByThirdPartyCard; readonly because: ThirdPartyCardEnd },
): Promise<void> {
  const permit = deps.systemPermit('access.endSessions', 'web')
  const since = plus(deps.clock.now(), -maxSession)
  for (const session of await sessionsOfPerson(tx, personId, since))
    if (
      isByThirdPartyCard(session) &&
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
