import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { SessionToken } from '#platform/permit.ts'
import type { RolesNow } from '#identity/permissions/index.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { isOpen, sessionInvalid, type SessionInvalid, type Session } from '../domain/session.ts'
import { hashToken } from './session-token.ts'
import { findSession } from '../stores/sessions.ts'

export type Present = RolesNow & { readonly session: Session }

/**
 * Authenticates the holder of the token: an open session, of a card that is still good if a card signed in,
 * and the person's current roles: without a card only that of a holder.
 */
export async function authenticateSession(
  deps: Pick<AuthenticationDeps, 'roles' | 'revocations'>,
  tx: Tx,
  { token, now }: { readonly token: SessionToken; readonly now: Instant },
): Promise<Result<Present, SessionInvalid>> {
  const session = await findSession(tx, hashToken(token))
  if (!session) return refuse({ kind: 'not-signed-in' })
  if (!isOpen(session, now)) return refuse(sessionInvalid(session, now))
  const { signedIn } = session
  if (signedIn.method !== 'card') return ok({ session, roles: ['holder'] })
  // Checked each time: a card reported lost must not be used until the subscriber has handled the event.
  const { status } = await deps.revocations.statusOf(tx, signedIn)
  if (status !== 'good') return refuse({ kind: 'session-card-not-valid' })

  return ok({ session, ...(await deps.roles.rolesNow(tx, session.personId, now)) })
}
