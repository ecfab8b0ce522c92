import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Agreement, Hold, HoldId } from '../contract.ts'

/** Adds a hold, unless the issuer has an open one; answers whether it was added. */
export async function insertHold(tx: Tx, hold: Omit<Hold, 'first'>): Promise<boolean> {
  const { rows } = await sql`
    insert into crl.hold (hold_id, issuer, position, noticed_at, revoked, causes)
    values (${hold.holdId}, ${hold.issuer}, ${hold.position}, ${timestamp(hold.noticedAt)},
      ${hold.revoked}, ${json(hold.causes)})
    on conflict (issuer) where released_at is null do nothing
    returning hold_id`.execute(tx)
  return rows.length > 0
}

export async function findOpenHolds(tx: Tx): Promise<readonly Hold[]> {
  const { rows } = await sql<HoldRow>`
    select * from crl.hold where released_at is null order by noticed_at`.execute(tx)
  return rows.map(parseHold)
}

/** The hold, until the end of the transaction for nobody else. */
export async function lockHold(
  tx: Tx,
  holdId: string,
): Promise<{ readonly hold: Hold; readonly isReleased: boolean } | undefined> {
  const { rows } = await sql<HoldRow>`
    select * from crl.hold where hold_id = ${holdId} for update`.execute(tx)
  const [row] = rows
  return row && { hold: parseHold(row), isReleased: row.released_at !== null }
}

export async function saveFirstAgreement(
  tx: Tx,
  holdId: HoldId,
  { person, at, upTo, revoked }: Agreement,
): Promise<void> {
  await sql`update crl.hold set first_person = ${person}, first_at = ${timestamp(at)},
      first_up_to = ${upTo}, first_revoked = ${revoked}
    where hold_id = ${holdId}`.execute(tx)
}

export async function saveRelease(
  tx: Tx,
  holdId: HoldId,
  { person, at, upTo }: Omit<Agreement, 'revoked'>,
): Promise<void> {
  await sql`update crl.hold set second_person = ${person}, released_at = ${timestamp(at)},
      released_up_to = ${upTo}
    where hold_id = ${holdId}`.execute(tx)
}

/** Position up to which two persons have released the issuer's revocations; 0 when they never had to. */
export async function lastReleaseOf(tx: Tx, issuer: IssuerId): Promise<number> {
  const { rows } = await sql<{ up_to: number | null }>`
    select max(released_up_to) as up_to from crl.hold where issuer = ${issuer}`.execute(tx)
  return rows[0]?.up_to ?? 0
}

type HoldRow = {
  hold_id: string
  issuer: string
  position: number
  noticed_at: Instant
  revoked: number
  causes: Hold['causes']
  first_person: string | null
  first_at: Instant | null
  first_up_to: number | null
  first_revoked: number | null
  released_at: Instant | null
}

const parseHold = (row: HoldRow): Hold => ({
  holdId: row.hold_id as HoldId,
  issuer: row.issuer as IssuerId,
  position: row.position,
  noticedAt: row.noticed_at,
  revoked: row.revoked,
  causes: row.causes,
  ...firstOf(row),
})

function firstOf(row: HoldRow): Pick<Hold, 'first'> {
  const { first_person: person, first_at: at, first_up_to: upTo, first_revoked: revoked } = row
  const isAgreed = person !== null && at !== null && upTo !== null && revoked !== null
  return isAgreed ? { first: { person, at, upTo, revoked } } : {}
}
