import type { Instant } from '@sotevarmenne/kernel/instant'
import type { ColumnType, Generated, Selectable } from 'kysely'
import { hasRow, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { LevelOfAssurance } from '#platform/permit.ts'
import type { SessionId, SignedOut } from '../contract.ts'
import type { ThirdPartyCardSignIn, Session } from '../domain/session.ts'

export async function insertSession(
  tx: Tx,
  session: Session,
  tokenHash: Uint8Array,
): Promise<void> {
  await tables(tx)
    .insertInto('authentication.session')
    .values({
      session_id: session.sessionId,
      token_hash: tokenHash,
      person_id: session.personId,
      ...signInColumns(session.signedIn),
      ...(session.certificateEndsAt !== undefined && {
        certificate_ends_at: timestamp(session.certificateEndsAt),
      }),
      opened_at: timestamp(session.openedAt),
      last_used_at: timestamp(session.lastUsedAt),
      idle_minutes: session.limits.idleMinutes,
      max_hours: session.limits.hours,
    })
    .execute()
}

export const findSession = (tx: Tx, tokenHash: Uint8Array): Promise<Session | undefined> =>
  readOne(sessions(tx).where('token_hash', '=', tokenHash), sessionOf)

export async function touchSession(tx: Tx, sessionId: SessionId, now: Instant): Promise<void> {
  await tables(tx)
    .updateTable('authentication.session')
    .set({ last_used_at: timestamp(now) })
    .where('session_id', '=', sessionId)
    .execute()
}

/**
 * Records that another trust service's card was good when it was checked; a later result is not overwritten.
 */
export async function noteGood(tx: Tx, sessionId: SessionId, at: Instant): Promise<void> {
  await tables(tx)
    .updateTable('authentication.session')
    .set({ status_good_at: timestamp(at) })
    .where('session_id', '=', sessionId)
    .where('status_good_at', '<', timestamp(at))
    .execute()
}

/** Ends the session; returns whether this call ended it. */
export const closeSession = (
  tx: Tx,
  sessionId: SessionId,
  { now, because }: { readonly now: Instant; readonly because: SignedOut['because'] },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('authentication.session')
      .set({ ended_at: timestamp(now), ended_because: because })
      .where('session_id', '=', sessionId)
      .where('ended_at', 'is', null)
      .returning('session_id'),
  )

export async function openSessionsOf(
  tx: Tx,
  certificate: { readonly issuer: string; readonly serial: string },
): Promise<readonly Session[]> {
  const rows = await sessions(tx)
    .where('issuer', '=', certificate.issuer)
    .where('serial', '=', certificate.serial)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map(sessionOf)
}

/** Sessions of the person that were not ended, newest first; some may have expired. */
export async function sessionsOfPerson(
  tx: Tx,
  personId: string,
  openedSince: Instant,
): Promise<readonly Session[]> {
  const rows = await sessions(tx)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('opened_at', '>', timestamp(openedSince))
    .orderBy('opened_at', 'desc')
    .execute()
  return rows.map(sessionOf)
}

type SessionRow = {
  session_id: string
  token_hash: Uint8Array
  person_id: string
  card_id: string | null
  issuer: string | null
  serial: string | null
  means: string | null
  level_of_assurance: LevelOfAssurance | null
  identified_at: Instant | null
  /** JSON, of a card of another trust service. */
  other_card: ColumnType<Omit<ThirdPartyCardSignIn, 'goodAt'> | null, string | undefined, never>
  status_good_at: Instant | null
  by_password: Generated<boolean>
  certificate_ends_at: Instant | null
  opened_at: Instant
  last_used_at: Instant
  idle_minutes: number
  max_hours: number
  ended_at: Instant | null
  ended_because: SignedOut['because'] | null
}

type Tables = { 'authentication.session': SessionRow }

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const sessions = (tx: Tx) => tables(tx).selectFrom('authentication.session').selectAll()

const sessionOf = (row: Selectable<SessionRow>): Session => ({
  sessionId: row.session_id as SessionId,
  personId: row.person_id,
  signedIn: signInIn(row),
  ...(row.certificate_ends_at !== null && { certificateEndsAt: row.certificate_ends_at }),
  openedAt: row.opened_at,
  lastUsedAt: row.last_used_at,
  limits: { idleMinutes: row.idle_minutes, hours: row.max_hours },
  ...(row.ended_at !== null && { endedAt: row.ended_at }),
  ...(row.ended_because !== null && { endedBecause: row.ended_because }),
})

function signInColumns(signedIn: Session['signedIn']) {
  switch (signedIn.method) {
    case 'card':
      return { card_id: signedIn.cardId, issuer: signedIn.issuer, serial: signedIn.serial }
    case 'suomiFi':
      return {
        means: signedIn.means,
        level_of_assurance: signedIn.levelOfAssurance,
        identified_at: timestamp(signedIn.at),
      }
    case 'identityCard':
    case 'organisationCard': {
      const { goodAt, ...card } = signedIn
      return { other_card: JSON.stringify(card), status_good_at: timestamp(goodAt) }
    }
    case 'password':
      return { by_password: true }
  }
}

function signInIn(row: Selectable<SessionRow>): Session['signedIn'] {
  if (row.by_password) return { method: 'password' }
  if (row.other_card !== null && row.status_good_at !== null)
    return { ...row.other_card, goodAt: row.status_good_at }
  const { card_id: cardId, issuer, serial, means, identified_at: at } = row
  if (cardId !== null && issuer !== null && serial !== null)
    return { method: 'card', cardId, issuer, serial }
  if (means !== null && row.level_of_assurance !== null && at !== null)
    return { method: 'suomiFi', means, levelOfAssurance: row.level_of_assurance, at }
  throw new Error(`session ${row.session_id} has no sign-in data`)
}
