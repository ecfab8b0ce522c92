import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

export type TimelineEntry = { readonly at: Instant; readonly what: string }

/** The timelines of cards, and those of spare cards: each of the two modules has its own table. */
export const timelinesIn = (table: string, cardId: string) => ({
  add: async (tx: Tx, id: string, { at, what }: TimelineEntry): Promise<void> => {
    await sql`
      insert into ${sql.table(table)} (${sql.ref(cardId)}, at, what)
      values (${id}::uuid, ${timestamp(at)}, ${what})`.execute(tx)
  },
  /** The timeline of each card, oldest event first. */
  of: async (
    tx: Tx,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly TimelineEntry[]>> => {
    if (ids.length === 0) return new Map()
    const { rows } = await sql<TimelineEntry & { readonly id: string }>`
      select ${sql.ref(cardId)} as id, at, what from ${sql.table(table)}
      where ${sql.ref(cardId)} = any(${[...ids]}::uuid[]) order by position`.execute(tx)
    return Map.groupBy(rows, ({ id }) => id)
  },
})

/** Of cards. */
export const timelines = timelinesIn('cards.timeline', 'card_id')
