import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Agreement, Pause, PauseId } from '../contract.ts'

/** Adds a pause, unless the issuer has an open one; returns whether it was added. */
export async function insertPause(tx: Tx, pause: Omit<Pause, 'first'>): Promise<boolean> {
  const { rows } = await sql`
    insert into crl.pause (pause_id, issuer, position, noticed_at, revoked, causes)
    values (${pause.pauseId}, ${pause.issuer}, ${pause.position}, ${timestamp(pause.noticedAt)},
      ${pause.revoked}, ${json(pause.causes)})
    on conflict (issuer) where released_at is null do nothing
    returning pause_id`.execute(tx)
  return rows.length > 0
}

export async function findOpenPauses(tx: Tx): Promise<readonly Pause[]> {
  const { rows } = await sql<PauseRow>`
    select * from crl.pause where released_at is null order by noticed_at`.execute(tx)
  return rows.map(parsePause)
}

/** The pause, locked until the end of the transaction. */
export async function lockPause(
  tx: Tx,
  pauseId: string,
): Promise<{ readonly pause: Pause; readonly isReleased: boolean } | undefined> {
  const { rows } = await sql<PauseRow>`
    select * from crl.pause where pause_id = ${pauseId} for update`.execute(tx)
  const [row] = rows
  return row && { pause: parsePause(row), isReleased: row.released_at !== null }
}

export async function saveFirstApproval(
  tx: Tx,
  pauseId: PauseId,
  { person, at, upTo, revoked }: Agreement,
): Promise<void> {
  await sql`update crl.pause set first_person = ${person}, first_at = ${timestamp(at)},
      first_up_to = ${upTo}, first_revoked = ${revoked}
    where pause_id = ${pauseId}`.execute(tx)
}

export async function saveRelease(
  tx: Tx,
  pauseId: PauseId,
  { person, at, upTo }: Omit<Agreement, 'revoked'>,
): Promise<void> {
  await sql`update crl.pause set second_person = ${person}, released_at = ${timestamp(at)},
      released_up_to = ${upTo}
    where pause_id = ${pauseId}`.execute(tx)
}

/** Position up to which two persons have released the issuer's revocations; 0 when there was no release. */
export async function lastReleaseOf(tx: Tx, issuer: IssuerId): Promise<number> {
  const { rows } = await sql<{ up_to: number | null }>`
    select max(released_up_to) as up_to from crl.pause where issuer = ${issuer}`.execute(tx)
  return rows[0]?.up_to ?? 0
}

type PauseRow = {
  pause_id: string
  issuer: string
  position: number
  noticed_at: Instant
  revoked: number
  causes: Pause['causes']
  first_person: string | null
  first_at: Instant | null
  first_up_to: number | null
  first_revoked: number | null
  released_at: Instant | null
}

const parsePause = (row: PauseRow): Pause => ({
  pauseId: row.pause_id as PauseId,
  issuer: row.issuer as IssuerId,
  position: row.position,
  noticedAt: row.noticed_at,
  revoked: row.revoked,
  causes: row.causes,
  ...firstOf(row),
})

function firstOf(row: PauseRow): Pick<Pause, 'first'> {
  const { first_person: person, first_at: at, first_up_to: upTo, first_revoked: revoked } = row
  const isAgreed = person !== null && at !== null && upTo !== null && revoked !== null
  return isAgreed ? { first: { person, at, upTo, revoked } } : {}
}
