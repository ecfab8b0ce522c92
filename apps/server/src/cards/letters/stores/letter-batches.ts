import type { LeftBehind } from '@sotevarmenne/api/production'
import { randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import type { BatchTrouble, LetterBatch } from '../domain/letter-batch.ts'

/**
 * The batch to send next: an open one, else a new one with letters that are due; undefined when there is
 * none.
 */
export async function takeBatch(
  tx: Tx,
  { day, at, limit }: { readonly day: LocalDate; readonly at: Instant; readonly limit: number },
): Promise<string | undefined> {
  const open = await sql<{ batch_id: string }>`
    select batch_id from letters.letter_batch
    where accepted_at is null and day <= ${day}::date order by formed_at limit 1`.execute(tx)
  if (open.rows[0]) return open.rows[0].batch_id

  const due = await sql<{ letter_number: string }>`
    select letter_number from letters.letter
    where state = 'planned' and planned_for <= ${day}::date
      and batch_id is null and left_behind is null
    order by planned_for, letter_number limit ${limit} for update`.execute(tx)
  if (due.rows.length === 0) return undefined

  const batchId = randomUUID()
  await sql`
    insert into letters.letter_batch (batch_id, day, formed_at)
    values (${batchId}, ${day}, ${timestamp(at)})`.execute(tx)
  await sql`
    update letters.letter set batch_id = ${batchId}
    where letter_number = any(${due.rows.map((row) => row.letter_number)})`.execute(tx)
  return batchId
}

/** Letters of the batch that have not left. */
export async function plannedInBatch(tx: Tx, batchId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ letter_number: string }>`
    select letter_number from letters.letter
    where batch_id = ${batchId} and state = 'planned' order by letter_number`.execute(tx)
  return rows.map((row) => row.letter_number)
}

/** The letter does not go with its batch. It is tried again with a later one. */
export async function leaveBehind(
  tx: Tx,
  letterNumber: string,
  because: LeftBehind,
): Promise<void> {
  await sql`
    update letters.letter set batch_id = null, left_behind = ${because}
    where letter_number = ${letterNumber}`.execute(tx)
}

/** Letters that were left behind may go again. */
export async function takeUpLeftBehind(tx: Tx, day: LocalDate): Promise<void> {
  await sql`
    update letters.letter set left_behind = null
    where state = 'planned' and planned_for <= ${day}::date and left_behind is not null`.execute(tx)
}

export async function noteTrouble(
  tx: Tx,
  batchId: string,
  { at, trouble }: { readonly at: Instant; readonly trouble: BatchTrouble },
): Promise<void> {
  await sql`
    update letters.letter_batch set tried_at = ${timestamp(at)}, trouble = ${trouble}
    where batch_id = ${batchId} and accepted_at is null`.execute(tx)
}

/** No letter of the batch goes: each was withdrawn or left behind. */
export async function dropBatch(tx: Tx, batchId: string): Promise<void> {
  await sql`update letters.letter set batch_id = null where batch_id = ${batchId}`.execute(tx)
  await sql`delete from letters.letter_batch where batch_id = ${batchId}`.execute(tx)
}

/** The bureau has acknowledged the batch: returns its day, or undefined when that was known already. */
export async function markAccepted(
  tx: Tx,
  batchId: string,
  accepted: {
    readonly at: Instant
    readonly letters: number
    readonly manifestDigest: Uint8Array
  },
): Promise<LocalDate | undefined> {
  const { rows } = await sql<{ day: LocalDate }>`
    update letters.letter_batch set accepted_at = ${timestamp(accepted.at)},
      letters = ${accepted.letters}, manifest_digest = ${accepted.manifestDigest},
      tried_at = null, trouble = null
    where batch_id = ${batchId} and accepted_at is null returning day`.execute(tx)
  await sql`
    update letters.letter set batch_id = null
    where batch_id = ${batchId} and state in ('planned', 'withdrawn')`.execute(tx)
  return rows[0]?.day
}

export type WaitingLetters = {
  readonly letters: number
  /** Of these, the letters that could not go with their batch. */
  readonly leftBehind: Readonly<Record<LeftBehind, number>>
}

/** Letters that are due and have not left. */
export async function waitingLetters(tx: Tx, day: LocalDate): Promise<WaitingLetters> {
  const { rows } = await sql<{ because: LeftBehind | null; letters: number }>`
    select left_behind as because, count(*) as letters from letters.letter
    where state = 'planned' and planned_for <= ${day}::date group by left_behind`.execute(tx)
  const of = (because: LeftBehind | null): number =>
    rows.find((row) => row.because === because)?.letters ?? 0
  const leftBehind = {
    'register-unavailable': of('register-unavailable'),
    'not-written': of('not-written'),
    'refused-by-bureau': of('refused-by-bureau'),
  }
  return { letters: rows.reduce((sum, row) => sum + row.letters, 0), leftBehind }
}

/** How many letters are planned for each coming day, nearest first. */
export async function plannedByDay(
  tx: Tx,
  after: LocalDate,
): Promise<readonly { readonly day: LocalDate; readonly letters: number }[]> {
  const { rows } = await sql<{ day: LocalDate; letters: number }>`
    select planned_for as day, count(*) as letters from letters.letter
    where state = 'planned' and planned_for > ${after}::date
    group by planned_for order by planned_for limit 10`.execute(tx)
  return rows
}

/** Newest first. */
export async function batchesPage(
  tx: Tx,
  { behind, limit }: { readonly behind: PlaceInTime | undefined; readonly limit: number },
): Promise<readonly LetterBatch[]> {
  const { rows } = await sql<BatchRow>`
    select batch_id, day, formed_at, tried_at, trouble, accepted_at, manifest_digest,
      coalesce(letters, (select count(*) from letters.letter where letter.batch_id = batch.batch_id)) as letters
    from letters.letter_batch batch
    ${
      behind
        ? sql`where (formed_at, batch_id) < (${timestamp(behind.at)}, ${behind.id}::uuid)`
        : sql``
    }
    order by formed_at desc, batch_id desc limit ${limit}`.execute(tx)
  return rows.map(batchOf)
}

type BatchRow = {
  readonly batch_id: string
  readonly day: LocalDate
  readonly formed_at: Instant
  readonly tried_at: Instant | null
  readonly trouble: BatchTrouble | null
  readonly accepted_at: Instant | null
  readonly letters: number
  readonly manifest_digest: Uint8Array | null
}

function batchOf(row: BatchRow): LetterBatch {
  const every = {
    batchId: row.batch_id,
    day: row.day,
    formedAt: row.formed_at,
    letters: row.letters,
  }
  if (row.accepted_at !== null && row.manifest_digest !== null)
    return {
      ...every,
      state: 'accepted',
      acceptedAt: row.accepted_at,
      manifestDigest: row.manifest_digest,
    }
  return {
    ...every,
    state: 'open',
    ...(row.tried_at !== null &&
      row.trouble !== null && { tried: { at: row.tried_at, trouble: row.trouble } }),
  }
}
