import type { RemindedBy, UncollectedState } from '@sotevarmenne/api/uncollected'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { optionalTimestamp, there, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import { cardIdsOf, cardsWaitingAt, type CardsSought } from '#cards/card/index.ts'
import type { Uncollected } from './uncollected.ts'

type Row = {
  card_id: string
  point_id: string | null
  produced_at: Instant
  state: UncollectedState
  reminders: number
  last_reminded_at: Instant | null
  last_reminded_by: RemindedBy | null
  first_signed: string | null
}

const tables = (tx: Tx) => tx.$extendTables<{ 'lifecycle.uncollected': Row }>()

export async function saveUncollected(tx: Tx, done: Uncollected): Promise<void> {
  const columns = {
    point_id: done.pointId ?? null,
    state: done.state,
    reminders: done.reminders,
    last_reminded_at: optionalTimestamp(done.lastRemindedAt),
    last_reminded_by: done.lastRemindedBy ?? null,
    first_signed: done.state === 'destroying' ? done.firstSigned : null,
  }
  await tables(tx)
    .insertInto('lifecycle.uncollected')
    .values({ card_id: done.cardId, produced_at: timestamp(done.producedAt), ...columns })
    .onConflict((conflict) => conflict.column('card_id').doUpdateSet(columns))
    .execute()
}

/** What was done about each card; empty for a card without a row. */
export async function uncollectedOf(
  tx: Tx,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, Uncollected>> {
  if (cardIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('lifecycle.uncollected')
    .selectAll()
    .where('card_id', 'in', [...cardIds])
    .execute()
  return new Map(rows.map((row) => [row.card_id, uncollectedIn(row)]))
}

/** Its complaint handles the card from now on (R130). */
export async function leaveToComplaint(tx: Tx, cardId: string): Promise<void> {
  await tables(tx)
    .deleteFrom('lifecycle.uncollected')
    .where('card_id', '=', cardId)
    .where('state', '=', 'cancelled')
    .execute()
}

type ReminderSent = { readonly cardId: string; readonly plannedAt: Instant }

/**
 * Removes the card's last reminder, if it is the one of that time and means, which was not delivered. Returns
 * whether it was.
 */
export async function takeBackReminder(
  tx: Tx,
  { cardId, plannedAt, means }: ReminderSent & { readonly means: readonly RemindedBy[] },
): Promise<boolean> {
  const { rows } = await sql`
    update lifecycle.uncollected set reminders = reminders - 1, last_reminded_at = null,
      last_reminded_by = null
    where card_id = ${cardId} and state = 'waiting' and reminders > 0
      and last_reminded_by = any(${means}) and last_reminded_at <= ${timestamp(plannedAt)}
    returning card_id`.execute(tx)
  return rows.length > 0
}

/**
 * Counts the reminder of that time as one by Suomi.fi Messages, whether its mail was taken back before or not.
 * Returns whether it was not counted as such yet.
 */
export async function countBySuomiFi(
  tx: Tx,
  { cardId, plannedAt }: ReminderSent,
): Promise<boolean> {
  const { rows } = await sql`
    update lifecycle.uncollected set
      reminders = reminders + case when last_reminded_by is null then 1 else 0 end,
      last_reminded_at = ${timestamp(plannedAt)}, last_reminded_by = 'suomi-fi'
    where card_id = ${cardId} and state = 'waiting' and (last_reminded_by is null
      or last_reminded_by = 'mail' and last_reminded_at <= ${timestamp(plannedAt)})
    returning card_id`.execute(tx)
  return rows.length > 0
}

type Page = RowsSought & {
  /** Absent for the office. */
  readonly pointId: string | undefined
  readonly of: CardsSought | undefined
}

type Found = { readonly cardId: string; readonly producedAt: Instant }

/** Cards that wait at the point, by the time when they were produced. */
export const cardsWaiting = async (
  tx: Tx,
  { pointId, ...page }: Page,
): Promise<readonly Found[]> =>
  pointId === undefined ? [] : cardsWaitingAt(tx, { pointId, ...page })

/** Cancelled cards that are still there, by the time when they were produced. */
export async function cardsToDestroy(
  tx: Tx,
  { pointId, of, ...page }: Page,
): Promise<readonly Found[]> {
  let query = tables(tx)
    .selectFrom('lifecycle.uncollected')
    .select(['card_id as cardId', 'produced_at as producedAt'])
    .where('state', 'in', ['cancelled', 'returned', 'destroying'])
  query =
    pointId === undefined
      ? query.where('point_id', 'is', null)
      : query.where('point_id', '=', pointId)
  if (of !== undefined) query = query.where(isAmong('card_id', await cardIdsOf(tx, of)))
  return query
    .$call(inOrderOfTime({ at: 'produced_at', id: 'card_id', order: 'desc', ...page }))
    .execute()
}

const uncollectedIn = (row: Row): Uncollected => ({
  cardId: row.card_id,
  producedAt: row.produced_at,
  reminders: row.reminders,
  ...(row.point_id !== null && { pointId: row.point_id }),
  ...(row.last_reminded_at !== null && { lastRemindedAt: row.last_reminded_at }),
  ...(row.last_reminded_by !== null && { lastRemindedBy: row.last_reminded_by }),
  ...(row.state === 'destroying'
    ? { state: row.state, firstSigned: there(row, 'first_signed') }
    : { state: row.state }),
})
