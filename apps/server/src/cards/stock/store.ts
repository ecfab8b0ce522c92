import type { RejectedBecause } from '@sotevarmenne/api/stock'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { Blank, BlankState } from './contract.ts'
import type { SerialRange } from './domain/serials.ts'

export type Batch = SerialRange & {
  readonly batchId: string
  readonly chipModel: string
  readonly amount: number
  readonly receivedAt: Instant
}

/** Returns a serial number that was already recorded, if any: then nothing was entered. */
export async function insertBatch(
  tx: Tx,
  batch: Batch,
  { serials, place }: { readonly serials: readonly string[]; readonly place: string },
): Promise<string | undefined> {
  const known = await tables(tx)
    .selectFrom('stock.blank')
    .select('chip_serial')
    .where('chip_serial', '>=', batch.firstSerial)
    .where('chip_serial', '<=', batch.lastSerial)
    .limit(1)
    .executeTakeFirst()
  if (known) return known.chip_serial
  await tables(tx)
    .insertInto('stock.batch')
    .values({
      batch_id: batch.batchId,
      chip_model: batch.chipModel,
      first_serial: batch.firstSerial,
      last_serial: batch.lastSerial,
      amount: batch.amount,
      received_at: timestamp(batch.receivedAt),
    })
    .execute()
  await sql`
    insert into stock.blank (chip_serial, batch_id, place, state, since)
    select serial, ${batch.batchId}::uuid, ${place}, 'in-stock', ${timestamp(batch.receivedAt)}
    from unnest(${serials}::text[]) as serial`.execute(tx)
  return undefined
}

/** Place and state of the blank card, locked until the transaction ends. */
export async function lockBlank(tx: Tx, chipSerial: string): Promise<Blank | undefined> {
  return tables(tx)
    .selectFrom('stock.blank')
    .select(['place', 'state'])
    .where('chip_serial', '=', chipSerial)
    .forUpdate()
    .executeTakeFirst()
}

export async function findBlank(tx: Tx, chipSerial: string): Promise<Blank | undefined> {
  return tables(tx)
    .selectFrom('stock.blank')
    .select(['place', 'state'])
    .where('chip_serial', '=', chipSerial)
    .executeTakeFirst()
}

/** The delivery that the chip came with. */
export async function batchOfChip(tx: Tx, chipSerial: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('stock.blank')
    .select('batch_id')
    .where('chip_serial', '=', chipSerial)
    .executeTakeFirst()
  return row?.batch_id
}

export type Delivered = SerialRange & {
  readonly batchId: string
  readonly chipModel: string
  readonly amount: number
}

/** The deliveries by their ids. */
export async function batchesById(
  tx: Tx,
  batchIds: readonly string[],
): Promise<ReadonlyMap<string, Delivered>> {
  if (batchIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('stock.batch')
    .selectAll()
    .where('batch_id', 'in', [...new Set(batchIds)])
    .execute()
  return new Map(
    rows.map((row) => [
      row.batch_id,
      {
        batchId: row.batch_id,
        chipModel: row.chip_model,
        firstSerial: row.first_serial,
        lastSerial: row.last_serial,
        amount: row.amount,
      },
    ]),
  )
}

export async function setState(
  tx: Tx,
  chipSerial: string,
  state: Exclude<BlankState, 'rejected'>,
  since: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('stock.blank')
    .set({ state, since: timestamp(since) })
    .where('chip_serial', '=', chipSerial)
    .execute()
}

export async function setRejected(
  tx: Tx,
  chipSerial: string,
  { because, since }: { readonly because: RejectedBecause; readonly since: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('stock.blank')
    .set({ state: 'rejected', rejected_because: because, since: timestamp(since) })
    .where('chip_serial', '=', chipSerial)
    .execute()
}

export async function putIntoStock(
  tx: Tx,
  {
    chipSerial,
    place,
    since,
  }: { readonly chipSerial: string; readonly place: string; readonly since: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('stock.blank')
    .set({ state: 'in-stock', place, since: timestamp(since) })
    .where('chip_serial', '=', chipSerial)
    .execute()
}

/** Moves those of the range that are in stock; returns how many. */
export async function moveBlanksTo(
  tx: Tx,
  { firstSerial, lastSerial, place }: SerialRange & { readonly place: string },
  since: Instant,
): Promise<number> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('stock.blank')
    .set({ place, since: timestamp(since) })
    .where('chip_serial', '>=', firstSerial)
    .where('chip_serial', '<=', lastSerial)
    .where('state', '=', 'in-stock')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** The serial numbers recorded as in stock at the place, in order. */
export async function inStockAt(tx: Tx, place: string): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('stock.blank')
    .select('chip_serial')
    .where('place', '=', place)
    .where('state', '=', 'in-stock')
    .orderBy('chip_serial')
    .execute()
  return rows.map(({ chip_serial: serial }) => serial)
}

export type PlaceFigures = { readonly place: string } & {
  readonly [State in BlankState]: number
}

/** Those of the places with a blank card in stock: one index lookup each, whatever the size of the stock. */
export async function placesInStock(
  tx: Tx,
  places: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ place: string }>`
    select place from unnest(${[...places]}::text[]) as requested (place)
    where exists (
      select from stock.blank
      where blank.place = requested.place and blank.state = 'in-stock'
    )`.execute(tx)
  return new Set(rows.map(({ place }) => place))
}

/**
 * Every place that ever had blank cards, with its stock and what was used there since then: counted by the
 * indexes, so that the cost grows with the stock, and not with the total number of cards.
 */
export async function figuresByPlace(tx: Tx, usedSince: Instant): Promise<readonly PlaceFigures[]> {
  const { rows } = await sql<PlaceFigures>`
    with recursive there (place) as (
      (select place from stock.blank order by place limit 1)
      union all
      select (select place from stock.blank as next where next.place > there.place order by place limit 1)
      from there where there.place is not null
    )
    select place, ${countThere('in-stock')} as "in-stock", ${countThere('in-transit')} as "in-transit",
      ${countThere('rejected')} as rejected,
      ${countThere('missing')} as missing,
      (
        select count(*)::integer from stock.blank as used
        where used.place = there.place and used.state = 'used' and used.since >= ${timestamp(usedSince)}
      ) as used
    from there where place is not null order by place`.execute(tx)
  return rows
}

const countThere = (state: BlankState) => sql`(
  select count(*)::integer from stock.blank as one
  where one.place = there.place and one.state = ${state}
)`

/** Newest first, each with the number still in stock. */
export async function allBatches(
  tx: Tx,
): Promise<readonly (Batch & { readonly inStock: number })[]> {
  const rows = await tables(tx)
    .selectFrom('stock.batch')
    .selectAll()
    .select((expression) =>
      expression
        .selectFrom('stock.blank')
        .select((inner) => inner.fn.countAll().as('count'))
        .whereRef('stock.blank.batch_id', '=', 'stock.batch.batch_id')
        .where('stock.blank.state', '=', 'in-stock')
        .as('in_stock'),
    )
    .orderBy('received_at', 'desc')
    .orderBy('batch_id')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    batchId: row.batch_id,
    chipModel: row.chip_model,
    firstSerial: row.first_serial,
    lastSerial: row.last_serial,
    amount: row.amount,
    receivedAt: row.received_at,
    inStock: Number(row.in_stock ?? 0),
  }))
}

/** Newest first. */
export async function rejectedLast(tx: Tx): Promise<
  readonly {
    readonly chipSerial: string
    readonly place: string
    readonly because?: RejectedBecause
    readonly at: Instant
  }[]
> {
  const rows = await tables(tx)
    .selectFrom('stock.blank')
    .select(['chip_serial', 'place', 'rejected_because', 'since'])
    .where('state', '=', 'rejected')
    .orderBy('since', 'desc')
    .orderBy('chip_serial')
    .limit(100)
    .execute()
  return rows.map(({ chip_serial: chipSerial, place, rejected_because: because, since: at }) => ({
    chipSerial,
    place,
    ...(because !== null && { because }),
    at,
  }))
}

type Tables = {
  'stock.batch': {
    batch_id: string
    chip_model: string
    first_serial: string
    last_serial: string
    amount: number
    received_at: Instant
  }
  'stock.blank': {
    chip_serial: string
    batch_id: string
    place: string
    state: BlankState
    rejected_because: RejectedBecause | null
    since: Instant
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
