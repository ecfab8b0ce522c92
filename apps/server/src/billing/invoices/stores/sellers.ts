import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { SellerId } from '#billing/charges/contract.ts'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { ToldSeller } from '../contract.ts'

/** As whom the keeper of registration points invoices; undefined until it has said so. */
export async function findSeller(tx: Tx, organisationId: string): Promise<ToldSeller | undefined> {
  const row = await tables(tx)
    .selectFrom('invoices.seller')
    .select('facts')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst()
  return row?.facts
}

export async function saveSeller(
  tx: Tx,
  organisationId: string,
  { seller, by, at }: { readonly seller: ToldSeller; readonly by: string; readonly at: Instant },
): Promise<void> {
  const columns = { facts: json(seller), changed_at: timestamp(at), changed_by: by }
  await tables(tx)
    .insertInto('invoices.seller')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute()
}

/** The next number of the seller, which nobody else takes until the transaction ends. */
export async function takeNumber(tx: Tx, sellerId: SellerId): Promise<number> {
  const { rows } = await sql<{ number: string | number }>`
    insert into invoices.last_number (seller_id, number) values (${sellerId}, ${usualFirstNumber})
    on conflict (seller_id) do update set number = last_number.number + 1
    returning number`.execute(tx)
  const number = rows.at(0)?.number
  if (number === undefined) throw new Error('the last number is missing')
  return Number(number)
}

/** Six digits, so that references are of one length for long. */
const usualFirstNumber = 100_001

/** The number that the seller's first invoice gets; undefined once there is one. */
export async function findFirstNumber(tx: Tx, sellerId: SellerId): Promise<number | undefined> {
  const { rows } = await sql<{ last: string | number | null }>`
    select (select number from invoices.last_number where seller_id = ${sellerId}) as last
    where not exists (select from invoices.invoice where seller_id = ${sellerId})`.execute(tx)
  const row = rows.at(0)
  return row && (row.last === null ? usualFirstNumber : Number(row.last) + 1)
}

/** Answers whether it may begin there: with the first invoice its numbers have begun. */
export async function saveFirstNumber(
  tx: Tx,
  sellerId: SellerId,
  number: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into invoices.last_number (seller_id, number)
    select ${sellerId}, ${number - 1}::bigint
    where not exists (select from invoices.invoice where seller_id = ${sellerId})
    on conflict (seller_id) do update set number = excluded.number
    returning number`.execute(tx)
  return rows.length > 0
}

const tables = (tx: Tx) =>
  tx.$extendTables<{
    'invoices.seller': {
      organisation_id: string
      facts: ToldSeller
      changed_at: Instant
      changed_by: string
    }
  }>()
