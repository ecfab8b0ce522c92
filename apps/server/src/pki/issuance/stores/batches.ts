import { randomUUID } from 'node:crypto'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { bytesArray, textArray } from '#platform/arrays.ts'
import { timestamp, type Tx } from '#platform/db.ts'
import type { ClientId } from '../contract.ts'

/** A batch, as its client names it. */
export type BatchKey = { readonly clientId: ClientId; readonly key: string }

export type BatchRow = {
  readonly key: string
  /** SHA-256 of what the row requests. */
  readonly digest: Uint8Array
}

export type BatchDiffers = {
  readonly kind: 'batch-differs'
  /** Of the first row that is not what the batch had under its key. */
  readonly key: string
}

/**
 * Records rows of a batch before anything is done for them. Refuses when the batch had another row under one of the
 * keys, or is complete without it.
 */
export async function recordRows(
  tx: Tx,
  batch: BatchKey,
  {
    rows,
    isEnd,
    now,
    expiresAt,
  }: {
    readonly rows: readonly BatchRow[]
    /** With them the batch is complete. */
    readonly isEnd: boolean
    readonly now: Instant
    /** Of a batch that is new. */
    readonly expiresAt: Instant
  },
): Promise<Result<undefined, BatchDiffers>> {
  const { id, isComplete } = await openBatch(tx, batch, { now, expiresAt })
  const isWritten = !isComplete && (await insertRows(tx, id, rows)) === rows.length
  if (!isWritten) {
    const before = await digestsOf(tx, id, rows)
    const other = rows.find(({ key, digest }) => before.get(key)?.equals(digest) !== true)
    if (other !== undefined) return refuse({ kind: 'batch-differs', key: other.key })
  }
  if (isEnd && !isComplete)
    await sql`update issuance.batch set completed_at = ${timestamp(now)} where id = ${id}`.execute(
      tx,
    )
  return ok(undefined)
}

/** Others that record rows of the batch wait until this transaction ends. */
async function openBatch(
  tx: Tx,
  { clientId, key }: BatchKey,
  { now, expiresAt }: { readonly now: Instant; readonly expiresAt: Instant },
): Promise<{ readonly id: string; readonly isComplete: boolean }> {
  await eraseExpiredBatches(tx, now, { clientId, key })
  const { rows } = await sql<{ id: string; isComplete: boolean }>`
    insert into issuance.batch as known (client_id, key, id, expires_at)
    values (${clientId}, ${key}, ${randomUUID()}, ${timestamp(expiresAt)})
    on conflict (client_id, key) do update set expires_at = known.expires_at
    returning id, completed_at is not null as "isComplete"`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('an upsert returned no row')
  return row
}

/** Returns how many are new. */
async function insertRows(tx: Tx, batchId: string, rows: readonly BatchRow[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into issuance.batch_row (batch_id, key, digest)
    select ${batchId}::uuid, key, digest
    from unnest(${textArray(rows.map(({ key }) => key))}::text[],
      ${bytesArray(rows.map(({ digest }) => digest))}::bytea[]) as new (key, digest)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

async function digestsOf(
  tx: Tx,
  batchId: string,
  requested: readonly BatchRow[],
): Promise<ReadonlyMap<string, Buffer>> {
  const { rows } = await sql<{ key: string; digest: Uint8Array }>`
    select key, digest from issuance.batch_row
    where batch_id = ${batchId}
      and key = any(${textArray(requested.map(({ key }) => key))}::text[])`.execute(tx)
  return new Map(rows.map(({ key, digest }) => [key, Buffer.from(digest)]))
}

/** Of one batch, or of all. */
export async function eraseExpiredBatches(tx: Tx, now: Instant, only?: BatchKey): Promise<void> {
  await sql`
    with expired as (
      delete from issuance.batch
      where expires_at <= ${timestamp(now)}
        ${only === undefined ? sql`` : sql`and client_id = ${only.clientId} and key = ${only.key}`}
      returning id
    )
    delete from issuance.batch_row as row using expired where row.batch_id = expired.id`.execute(tx)
}
