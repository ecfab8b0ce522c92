import {
  counterpart,
  trouble,
  type Counterpart,
  type CounterpartTrouble,
} from '@sotevarmenne/api/counterparts'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import type { Outcome } from './watched.ts'

/** How the calls of one counterpart went. */
export type Health = {
  readonly counterpart: Counterpart
  readonly respondedAt?: Instant
  readonly failedAt?: Instant
  /** Since when every call has failed; absent while it responds. */
  readonly failingSince?: Instant
  readonly because?: CounterpartTrouble
}

/** Adds the outcome of a call at that time; processes write in any order. */
export async function saveOutcome(
  tx: Tx,
  { counterpart: name, outcome, at }: { counterpart: Counterpart; outcome: Outcome; at: Instant },
): Promise<void> {
  const now = timestamp(at)
  await (
    outcome.responded
      ? sql`
        insert into counterparts.health as known (counterpart, responded_at) values (${name}, ${now})
        on conflict (counterpart) do update set
          responded_at = greatest(known.responded_at, excluded.responded_at),
          failing_since = case when known.failed_at > excluded.responded_at then known.failing_since end`
      : sql`
        insert into counterparts.health as known (counterpart, failed_at, failing_since, because)
        values (${name}, ${now}, ${now}, ${outcome.because ?? null})
        on conflict (counterpart) do update set
          failed_at = greatest(known.failed_at, excluded.failed_at),
          because = excluded.because,
          failing_since = case
            when known.responded_at > excluded.failed_at then known.failing_since
            else coalesce(known.failing_since, excluded.failing_since) end`
  ).execute(tx)
}

/** Of every counterpart that was ever called. */
export async function allHealth(tx: Tx): Promise<readonly Health[]> {
  const { rows } = await sql<Row>`
    select counterpart, responded_at, failed_at, failing_since, because from counterparts.health`.execute(
    tx,
  )
  return rows.flatMap((row) => {
    const known = counterpart.safeParse(row.counterpart)
    const because = trouble.safeParse(row.because)
    if (!known.success) return []
    return {
      counterpart: known.data,
      ...(row.responded_at !== null && { respondedAt: row.responded_at }),
      ...(row.failed_at !== null && { failedAt: row.failed_at }),
      ...(row.failing_since !== null && { failingSince: row.failing_since }),
      ...(because.success && { because: because.data }),
    }
  })
}

type Row = {
  readonly counterpart: string
  readonly responded_at: Instant | null
  readonly failed_at: Instant | null
  readonly failing_since: Instant | null
  readonly because: string | null
}
