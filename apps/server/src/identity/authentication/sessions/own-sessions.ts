import * as api from '@sotevarmenne/api/authentication'
import type { OwnSessionView } from '@sotevarmenne/api/authentication'
import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { SessionsViewed } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { maxSession, endOf, isOpen, type Session } from '../domain/session.ts'
import { hashToken } from './session-token.ts'
import { endSession, signInShown } from './sessions.ts'
import { findSession, sessionsOfPerson } from '../stores/sessions.ts'
import { texts } from '../texts.ts'

type Shown = { sessions: OwnSessionView[] }
type Requesting = Pick<RequestFacts, 'sessionToken'>

/** The sessions of the acting person. Recorded too: somebody else may be the one who looks. */
export const viewOwnSessions = operation({
  contract: api.viewOwnSessions,
  problems: {},
  handle:
    (deps: AuthenticationDeps) =>
    (permit, _input, requesting: Requesting): Promise<Result<Shown, never>> =>
      deps.db.write(async (tx) => {
        const viewed: SessionsViewed = {
          ...{ type: 'SessionsViewed', about: { personId: personOf(permit) } },
        }
        await deps.record(tx, viewed, permit)
        return ok(await shown(deps, tx, permit, requesting))
      }),
})

export type EndOwnSessionRefusal = {
  readonly kind: 'session-not-found' | 'session-is-this-one'
}

/**
 * Ends another session, which may be in wrong hands; the current one ends by signing out. Does nothing if it
 * has ended.
 */
export const endOwnSession = operation({
  contract: api.endOwnSession,
  problems: {
    'session-not-found': { status: 404, ...texts.sessionNotFound },
    'session-is-this-one': { status: 409, ...texts.sessionIsThisOne },
  },
  handle:
    (deps: AuthenticationDeps) =>
    (permit, { sessionId }, requesting: Requesting) =>
      deps.db.write(async (tx): Promise<Result<Shown, EndOwnSessionRefusal>> => {
        const session = (await openSessions(deps, tx, personOf(permit))).find(
          (each) => each.sessionId === sessionId,
        )
        if (!session) return refuse({ kind: 'session-not-found' })
        if (session.sessionId === (await thisSession(tx, requesting))?.sessionId)
          return refuse({ kind: 'session-is-this-one' })
        await endSession(deps, tx, permit, { session, because: 'ended-elsewhere' })
        return ok(await shown(deps, tx, permit, requesting))
      }),
})

async function shown(
  deps: AuthenticationDeps,
  tx: Tx,
  permit: Permit,
  requesting: Requesting,
): Promise<Shown> {
  const current = await thisSession(tx, requesting)
  const sessions = await openSessions(deps, tx, personOf(permit))
  return {
    sessions: sessions.map((session) => ({
      sessionId: session.sessionId,
      isThis: session.sessionId === current?.sessionId,
      signIn: signInShown(session),
      openedAt: formatInstant(session.openedAt),
      lastUsedAt: formatInstant(session.lastUsedAt),
      endsAt: formatInstant(endOf(session)),
    })),
  }
}

export async function openSessions(
  { clock }: Pick<AuthenticationDeps, 'clock'>,
  tx: Tx,
  personId: string,
): Promise<readonly Session[]> {
  const now = clock.now()
  const stored = await sessionsOfPerson(tx, personId, plus(now, -maxSession))
  return stored.filter((session) => isOpen(session, now))
}

const thisSession = async (tx: Tx, { sessionToken }: Requesting): Promise<Session | undefined> =>
  sessionToken === undefined ? undefined : findSession(tx, hashToken(sessionToken))
