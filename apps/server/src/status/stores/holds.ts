import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#authority/contract.ts'
import type { Hold, HoldId } from '../contract.ts'

/** Adds a hold, unless the issuer has an open one; answers whether it was added. */
export async function insertHold(
  tx: Tx,
  hold: Omit<Hold, 'firstPerson' | 'firstAt'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into status.hold (hold_id, issuer, position, noticed_at, revoked, causes)
    values (${hold.holdId}, ${hold.issuer}, ${hold.position}, ${timestamp(hold.noticedAt)},
      ${hold.revoked}, ${json(hold.causes)})
    on conflict (issuer) where released_at is null do nothing
    returning hold_id`.execute(tx)
  return rows.length > 0
}

export async function findOpenHolds(tx: Tx): Promise<readonly Hold[]> {
  const { rows } = await sql<HoldRow>`
    select * from status.hold where released_at is null order by noticed_at`.execute(tx)
  return rows.map(parseHold)
}

/** The hold, until the end of the transaction for nobody else. */
export async function lockHold(
  tx: Tx,
  holdId: string,
): Promise<{ readonly hold: Hold; readonly isReleased: boolean } | undefined> {
  const { rows } = await sql<HoldRow>`
    select * from status.hold where hold_id = ${holdId} for update`.execute(tx)
  const [row] = rows
  return row && { hold: parseHold(row), isReleased: row.released_at !== null }
}

export async function saveFirstAgreement(
  tx: Tx,
  { holdId, by, at }: { readonly holdId: HoldId; readonly by: string; readonly at: Instant },
): Promise<void> {
  await sql`update status.hold set first_person = ${by}, first_at = ${timestamp(at)}
    where hold_id = ${holdId}`.execute(tx)
}

export async function saveRelease(
  tx: Tx,
  { holdId, by, at }: { readonly holdId: HoldId; readonly by: string; readonly at: Instant },
): Promise<void> {
  await sql`update status.hold set second_person = ${by}, released_at = ${timestamp(at)}
    where hold_id = ${holdId}`.execute(tx)
}

/** When the issuer's last hold was released: what was revoked until then has been looked at. */
export async function lastReleaseOf(tx: Tx, issuer: IssuerId): Promise<Instant | undefined> {
  const { rows } = await sql<{ released_at: Instant | null }>`
    select max(released_at) as released_at from status.hold where issuer = ${issuer}`.execute(tx)
  return rows[0]?.released_at ?? undefined
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
  released_at: Instant | null
}

const parseHold = (row: HoldRow): Hold => ({
  holdId: row.hold_id as HoldId,
  issuer: row.issuer as IssuerId,
  position: row.position,
  noticedAt: row.noticed_at,
  revoked: row.revoked,
  causes: row.causes,
  ...(row.first_person !== null && { firstPerson: row.first_person }),
  ...(row.first_at !== null && { firstAt: row.first_at }),
})
