import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** A revocation list that was signed. */
export type PublishedList = {
  readonly issuer: string
  readonly number: number
  /** It holds every revocation up to this position. */
  readonly position: number
  readonly thisUpdate: Instant
  readonly nextUpdate: Instant
  readonly der: Uint8Array
}

/** Takes the issuer's next number, for good. */
export async function reserveNumber(
  tx: Tx,
  list: Omit<PublishedList, 'number' | 'der'> & { readonly entries: number },
): Promise<number> {
  await sql`lock table status.list in share row exclusive mode`.execute(tx)
  const last = await lists(tx)
    .selectFrom('status.list')
    .select('number')
    .where('issuer', '=', list.issuer)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await lists(tx)
    .insertInto('status.list')
    .values({
      issuer: list.issuer,
      number,
      position: list.position,
      this_update: timestamp(list.thisUpdate),
      next_update: timestamp(list.nextUpdate),
      entries: list.entries,
      der: null,
    })
    .execute()
  return number
}

export async function saveSigned(
  tx: Tx,
  { issuer, number, der }: Pick<PublishedList, 'issuer' | 'number' | 'der'>,
): Promise<void> {
  await lists(tx)
    .updateTable('status.list')
    .set({ der: Buffer.from(der) })
    .where('issuer', '=', issuer)
    .where('number', '=', number)
    .execute()
}

/** The issuer's last list, if it is newer than the number. */
export async function findListAfter(
  tx: Tx,
  { issuer, number }: { readonly issuer: string; readonly number: number },
): Promise<PublishedList | undefined> {
  const row = await lists(tx)
    .selectFrom('status.list')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('number', '>', number)
    .where('der', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.der === null) return undefined
  return {
    issuer,
    number: row.number,
    position: row.position,
    thisUpdate: row.this_update,
    nextUpdate: row.next_update,
    der: row.der,
  }
}

type ListTable = {
  issuer: string
  number: number
  position: number
  this_update: Instant
  next_update: Instant
  entries: number
  der: Uint8Array | null
}

const lists = (tx: Tx) => tx.$extendTables<{ 'status.list': ListTable }>()
