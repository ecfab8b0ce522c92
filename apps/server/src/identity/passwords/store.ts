import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { hasRow, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { UserName } from './domain/password.ts'

/** A person's user name and password; only the slow hash of the password is stored. */
type StoredPassword = {
  readonly personId: string
  readonly userName: UserName
  readonly slowHash: string
  readonly setAt: Instant
  /** After too many wrong passwords: it does not work until it is set again. */
  readonly isTurnedOff: boolean
}

export const findPassword = (
  tx: Tx,
  sealing: Sealing,
  of: { readonly personId: string } | { readonly userName: UserName },
): Promise<StoredPassword | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('passwords.password')
      .selectAll()
      .where(
        'personId' in of ? sql<boolean>`person_id = ${of.personId}` : named(sealing, of.userName),
      ),
    (row) => ({
      personId: row.person_id,
      userName: nameIn(row, sealing),
      slowHash: row.slow_hash,
      setAt: row.set_at,
      isTurnedOff: row.turned_off_at !== null,
    }),
  )

/** Returns whether the name was free, or the person's own. */
export async function savePassword(
  tx: Tx,
  sealing: Sealing,
  { personId, userName, slowHash, setAt }: Omit<StoredPassword, 'isTurnedOff'>,
): Promise<boolean> {
  const taken = await findPassword(tx, sealing, { userName })
  if (taken && taken.personId !== personId) return false
  const columns = {
    ...nameColumns(sealing, personId, userName),
    slow_hash: slowHash,
    set_at: timestamp(setAt),
    wrong_in_a_row: 0,
    turned_off_at: null,
  }
  await tables(tx)
    .insertInto('passwords.password')
    .values({ person_id: personId, ...columns })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(columns))
    .execute()
  return true
}

const nameColumns = (sealing: Sealing, personId: string, userName: UserName) => ({
  name_fingerprint: fingerprintOf(sealing, userName),
  name_sealed: sealing.seal(Buffer.from(userName, 'utf8'), personId),
})

const nameIn = (
  { person_id: personId, name_sealed: sealed }: Tables['passwords.password'],
  sealing: Sealing,
): UserName => Buffer.from(sealing.open(sealed, personId)).toString('utf8') as UserName

const fingerprintOf = ({ fingerprint }: Sealing, userName: string): Uint8Array =>
  fingerprint(`user name ${userName}`)

const named = (sealing: Sealing, userName: string) =>
  sql<boolean>`name_fingerprint = ${fingerprintOf(sealing, userName)}`

/** Returns whether there was one. */
export const removePassword = (tx: Tx, personId: string): Promise<boolean> =>
  hasRow(
    tables(tx)
      .deleteFrom('passwords.password')
      .where('person_id', '=', personId)
      .returning('person_id'),
  )

export async function forgetWrongOnes(tx: Tx, personId: string): Promise<void> {
  await tables(tx)
    .updateTable('passwords.password')
    .set({ wrong_in_a_row: 0 })
    .where('person_id', '=', personId)
    .execute()
}

/** Counts a wrong password; returns the person if this turned the password off. */
export async function countWrongOne(
  tx: Tx,
  sealing: Sealing,
  userName: UserName | undefined,
  { max, now }: { readonly max: number; readonly now: Instant },
): Promise<string | undefined> {
  const row = await tables(tx)
    .updateTable('passwords.password')
    .set({
      wrong_in_a_row: sql<number>`wrong_in_a_row + 1`,
      turned_off_at: sql<Instant | null>`case
        when wrong_in_a_row + 1 >= ${max} then coalesce(turned_off_at, ${timestamp(now)})
        else turned_off_at end`,
    })
    // A name that cannot exist costs the same query.
    .where(named(sealing, userName ?? ''))
    .returning(['person_id', 'wrong_in_a_row'])
    .executeTakeFirst()
  return row?.wrong_in_a_row === max ? row.person_id : undefined
}

/**
 * Counts one more attempt in the window since the first; returns the count. One row per key, however many run
 * at once.
 */
export async function countAttempt(
  tx: Tx,
  counted: Uint8Array,
  { now, milliseconds }: { readonly now: Instant; readonly milliseconds: number },
): Promise<number> {
  const over = timestamp(plus(now, -milliseconds))
  const { rows } = await sql<{ count: number }>`
    insert into passwords.attempt_count as stored (counted, since, count)
    values (${counted}, ${timestamp(now)}, 1)
    on conflict (counted) do update set
      count = case when stored.since <= ${over} then 1 else stored.count + 1 end,
      since = case when stored.since <= ${over} then excluded.since else stored.since end
    returning count`.execute(tx)
  return rows[0]?.count ?? 1
}

/** A right password does not count. */
export async function takeBackAttempt(tx: Tx, counted: Uint8Array): Promise<void> {
  await tables(tx)
    .updateTable('passwords.attempt_count')
    .set({ count: sql<number>`greatest(count - 1, 0)` })
    .where('counted', '=', counted)
    .execute()
}

export async function forgetAttempts(tx: Tx, before: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('passwords.attempt_count')
    .where('since', '<', timestamp(before))
    .execute()
}

type Tables = {
  'passwords.password': {
    person_id: string
    name_fingerprint: Uint8Array
    name_sealed: Uint8Array
    slow_hash: string
    set_at: Instant
    wrong_in_a_row: number
    turned_off_at: Instant | null
  }
  'passwords.attempt_count': { counted: Uint8Array; since: Instant; count: number }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
