import type { SellerInput } from '@sotevarmenne/api/operator-fees'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { SellerId } from '#billing/charges/contract.ts'
import { json, timestamp, type Tx } from '#platform/db.ts'

/** The seller data of a registration point operator; undefined until it has entered them. */
export async function findSeller(tx: Tx, organisationId: string): Promise<SellerInput | undefined> {
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
  { seller, by, at }: { readonly seller: SellerInput; readonly by: string; readonly at: Instant },
): Promise<void> {
  const columns = { facts: json(seller), changed_at: timestamp(at), changed_by: by }
  await tables(tx)
    .insertInto('invoices.seller')
    .values({ organisation_id: organisationId, ...columns })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(columns))
    .execute()
}

/** The seller's next number, locked until the transaction ends. */
export async function takeNumber(tx: Tx, sellerId: SellerId): Promise<number> {
  const { rows } = await sql<{ number: string | number }>`
    insert into invoices.last_number (seller_id, number) values (${sellerId}, ${defaultFirstNumber})
    on conflict (seller_id) do update set number = last_number.number + 1
    returning number`.execute(tx)
  const number = rows.at(0)?.number
  if (number === undefined) throw new Error('the seller’s number was not returned by the update')
  return Number(number)
}

/** Six digits, so that references keep one length for a long time. */
const defaultFirstNumber = 100_001

/** The number of the seller's first invoice; undefined once there is one. */
export async function findFirstNumber(tx: Tx, sellerId: SellerId): Promise<number | undefined> {
  const { rows } = await sql<{ last: string | number | null }>`
    select (select number from invoices.last_number where seller_id = ${sellerId}) as last
    where not exists (select from invoices.invoice where seller_id = ${sellerId})`.execute(tx)
  const row = rows.at(0)
  return row && (row.last === null ? defaultFirstNumber : Number(row.last) + 1)
}

/** Returns whether the first number was set: it can't be once there is an invoice. */
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
      facts: SellerInput
      changed_at: Instant
      changed_by: string
    }
  }>()
