import { randomUUID } from 'node:crypto'
import type { SessionView } from '@sotevarmenne/api/authentication'
import type { Tx } from '#platform/db.ts'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { SessionId, SignedIn, SignedOut } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { openSession } from './open-session.ts'
import { openSessions } from './own-sessions.ts'
import { endSession } from './sessions.ts'

/** Opens a session for a person whose password was right, as `identity/passwords` has checked. */
export const openPasswordSession =
  (deps: AuthenticationDeps) =>
  (
    tx: Tx,
    permit: Permit<'access.signIn'>,
    { personId, before }: { readonly personId: string; readonly before: SessionToken | undefined },
  ): Promise<SessionChange<SessionView>> => {
    const sessionId = randomUUID() as string as SessionId
    const event: SignedIn = {
      ...{ type: 'SignedIn', sessionId, method: 'password', about: { personId } },
    }
    return openSession(deps, tx, permit, {
      ...{ sessionId, personId, signedIn: { method: 'password' }, event, before },
    })
  }

/** Ends the sessions that the person began by password; the others continue. */
export const endPasswordSessions =
  (deps: AuthenticationDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      personId,
      because,
    }: {
      readonly personId: string
      readonly because: Extract<SignedOut['because'], 'password-changed' | 'holder-died'>
    },
  ): Promise<void> => {
    for (const session of await openSessions(deps, tx, personId))
      if (session.signedIn.method === 'password')
        await endSession(deps, tx, permit, { session, because })
  }
