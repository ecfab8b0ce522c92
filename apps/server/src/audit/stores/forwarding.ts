import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import { tables } from './tables.ts'

/** How far the audit log was forwarded: every entry below the position is at the destination. */
type Forwarded = {
  readonly destination: string
  readonly position: number
  readonly at: Instant
}

export const forwardedTo = (tx: Tx, destination: string): Promise<Forwarded | undefined> =>
  tables(tx)
    .selectFrom('audit.forwarded')
    .selectAll()
    .where('destination', '=', destination)
    .executeTakeFirst()

export async function saveForwarded(
  tx: Tx,
  { destination, position, at }: Forwarded,
): Promise<void> {
  await tables(tx)
    .insertInto('audit.forwarded')
    .values({ destination, position, at: timestamp(at) })
    .onConflict((conflict) =>
      conflict.column('destination').doUpdateSet({ position, at: timestamp(at) }),
    )
    .execute()
}

/**
 * Which destinations are configured: a new one is behind by the whole log until it gets its first entries, and one
 * that is configured no more goes on, if it is again, from where it stopped. Changes nothing when nothing changed.
 */
export async function saveDestinations(tx: Tx, used: readonly string[]): Promise<void> {
  await sql`
    update audit.forwarded set is_used = destination = any(${[...used]}::text[])
    where is_used <> (destination = any(${[...used]}::text[]))`.execute(tx)
  if (used.length > 0)
    await tables(tx)
      .insertInto('audit.forwarded')
      .values(used.map((destination) => ({ destination, position: 0, at: timestamp(never) })))
      .onConflict((conflict) => conflict.column('destination').doNothing())
      .execute()
}

/** Before the first forwarding. */
const never = instant(0)

export const usedDestinations = (
  tx: Tx,
): Promise<readonly Pick<Forwarded, 'destination' | 'position'>[]> =>
  tables(tx)
    .selectFrom('audit.forwarded')
    .select(['destination', 'position'])
    .where('is_used', '=', true)
    .orderBy('destination')
    .execute()
