import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { SessionToken } from '#platform/permit.ts'
import type { RolesNow } from '#identity/permissions/index.ts'
import type { AccessDeps } from '../deps.ts'
import { isOpen, notThere, type NotThere, type Session } from '../domain/session.ts'
import { hashToken } from './session-token.ts'
import { findSession } from '../stores/sessions.ts'

export type Present = RolesNow & { readonly session: Session }

/**
 * Who holds the token: an open session, of a card that is still good where a card signed in, and what that person may be
 * now: without a card nobody but a holder.
 */
export async function whoIsThere(
  deps: Pick<AccessDeps, 'roles' | 'revocation'>,
  tx: Tx,
  { token, now }: { readonly token: SessionToken; readonly now: Instant },
): Promise<Result<Present, NotThere>> {
  const session = await findSession(tx, hashToken(token))
  if (!session) return refuse({ kind: 'not-signed-in' })
  if (!isOpen(session, now)) return refuse(notThere(session, now))
  const { signedIn } = session
  if (signedIn.method !== 'card') return ok({ session, roles: ['holder'] })
  // Asked each time: a card reported lost must not act on until the listener has heard of it.
  const { status } = await deps.revocation.statusOf(tx, signedIn)
  if (status !== 'good') return refuse({ kind: 'session-card-not-valid' })

  return ok({ session, ...(await deps.roles.rolesNow(tx, session.personId, now)) })
}
