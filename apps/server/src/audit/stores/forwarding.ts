import type { Instant } from '@sotevarmenne/kernel/instant'
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
