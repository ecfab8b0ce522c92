import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { hasRow, timestamp, type Tx } from '#platform/db.ts'

/** Person ids of those who want the digest. */
export async function wantingDigest(tx: Tx): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('inbox.digest')
    .select('officer')
    .orderBy('officer')
    .execute()
  return rows.map(({ officer }) => officer)
}

export const wantsDigest = (tx: Tx, officer: string): Promise<boolean> =>
  hasRow(tables(tx).selectFrom('inbox.digest').select('officer').where('officer', '=', officer))

export async function insertWish(tx: Tx, officer: string, at: Instant): Promise<void> {
  await tables(tx)
    .insertInto('inbox.digest')
    .values({ officer, wanted_since: timestamp(at) })
    .onConflict((conflict) => conflict.column('officer').doNothing())
    .execute()
}

export async function deleteWish(tx: Tx, officer: string): Promise<void> {
  await tables(tx).deleteFrom('inbox.digest').where('officer', '=', officer).execute()
}

export const isDayPlanned = (tx: Tx, day: LocalDate): Promise<boolean> =>
  hasRow(tables(tx).selectFrom('inbox.digest_day').select('day').where('day', '=', day))

/** Returns whether the day was not planned before: two processes at once plan it once. */
export async function insertDay(tx: Tx, day: LocalDate, at: Instant): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('inbox.digest_day')
    .values({ day, planned_at: timestamp(at) })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .returning('day')
    .executeTakeFirst()
  return inserted !== undefined
}

type Tables = {
  'inbox.digest': { officer: string; wanted_since: Instant }
  'inbox.digest_day': { day: LocalDate; planned_at: Instant }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
