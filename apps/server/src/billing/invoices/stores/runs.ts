import type { Instant } from '@sotevarmenne/kernel/instant'
import type { SellerId } from '#billing/charges/contract.ts'
import { timestamp, type Tx } from '#platform/db.ts'
import type { Month, Run } from '../contract.ts'

/** Returns whether it is new: a month is started once. */
export async function insertRun(tx: Tx, run: Run): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('invoices.run')
    .values({
      seller_id: run.sellerId,
      month: run.month,
      started_at: timestamp(run.startedAt),
      started_by: run.startedBy,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.columns(['seller_id', 'month']).doNothing())
    .returning('month')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function finishRun(
  tx: Tx,
  { sellerId, month }: Pick<Run, 'sellerId' | 'month'>,
  at: Instant,
): Promise<void> {
  await tables(tx)
    .updateTable('invoices.run')
    .set({ finished_at: timestamp(at) })
    .where('seller_id', '=', sellerId)
    .where('month', '=', month)
    .where('finished_at', 'is', null)
    .execute()
}

/** The totals of a month. */
export type RunFigures = Run & { readonly invoices: number; readonly grossCents: number }

/** The newest month first. */
export async function runsPage(
  tx: Tx,
  {
    sellerId,
    before,
    limit,
  }: {
    readonly sellerId: SellerId
    readonly before: string | undefined
    readonly limit: number
  },
): Promise<readonly RunFigures[]> {
  let query = tables(tx)
    .selectFrom('invoices.run')
    .select((run) => [
      'seller_id',
      'month',
      'started_at',
      'started_by',
      'finished_at',
      run
        .selectFrom('invoices.invoice')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('invoices.invoice.seller_id', '=', 'invoices.run.seller_id')
        .whereRef('invoices.invoice.month', '=', 'invoices.run.month')
        .where('kind', '=', 'invoice')
        .as('invoices'),
      run
        .selectFrom('invoices.invoice')
        .select(({ fn }) => fn.sum<string | null>('gross_cents').as('sum'))
        .whereRef('invoices.invoice.seller_id', '=', 'invoices.run.seller_id')
        .whereRef('invoices.invoice.month', '=', 'invoices.run.month')
        .where('kind', '=', 'invoice')
        .as('gross_cents'),
    ])
  query = query.where('seller_id', '=', sellerId)
  if (before !== undefined) query = query.where('month', '<', before)
  const rows = await query.orderBy('month', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    sellerId: row.seller_id,
    month: row.month as Month,
    startedAt: row.started_at,
    startedBy: row.started_by,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    invoices: row.invoices ?? 0,
    grossCents: Number(row.gross_cents ?? 0),
  }))
}

type Tables = {
  'invoices.run': {
    seller_id: SellerId
    month: string
    started_at: Instant
    started_by: string
    finished_at: Instant | null
  }
  'invoices.invoice': { seller_id: SellerId; month: string; kind: string; gross_cents: number }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
