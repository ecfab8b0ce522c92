import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Which cards wait for a blank card. */
export type Waiting = {
  readonly maxFailures: number
  /** Production attempts that may be restarted. */
  readonly triesToTakeOver: readonly string[]
}

/**
 * The card to produce next, locked until the transaction ends: first one whose attempt is to be restarted,
 * then the oldest.
 */
export async function nextInQueue(tx: Tx, waiting: Waiting): Promise<string | undefined> {
  const { rows } = await sql<{ card_id: string }>`
    select card_id from cards.card
    where ${isWaiting(waiting)}
    order by (state = 'inProduction') desc, ordered_at, card_id
    limit 1
    for update skip locked`.execute(tx)
  return rows[0]?.card_id
}

export async function queueFigures(
  tx: Tx,
  waiting: Waiting,
): Promise<{ readonly waiting: number; readonly since: Instant | undefined }> {
  const { rows } = await sql<{ waiting: string | number; since: Instant | null }>`
    select count(*) as waiting, min(ordered_at) as since
    from cards.card
    where ${isWaiting(waiting)}`.execute(tx)
  return { waiting: Number(rows[0]?.waiting ?? 0), since: rows[0]?.since ?? undefined }
}

const isWaiting = ({ maxFailures, triesToTakeOver }: Waiting) => sql`
  state in ('ordered', 'inProduction', 'productionFailed')
    and (state = 'ordered'
      or (state = 'productionFailed' and failures < ${maxFailures})
      or (state = 'inProduction' and try_id = any(${[...triesToTakeOver]}::uuid[])))`

/** Cards that wait for a blank card and have no attempt in progress, oldest first. */
export async function waitingCards(tx: Tx, maxFailures: number): Promise<readonly string[]> {
  const { rows } = await sql<{ card_id: string }>`
    select card_id from cards.card
    where ${isWaiting({ maxFailures, triesToTakeOver: [] })}
    order by ordered_at limit 100`.execute(tx)
  return rows.map(({ card_id: cardId }) => cardId)
}

/** Cards whose last attempt failed, newest first. */
export async function failedCards(tx: Tx): Promise<
  readonly {
    readonly cardId: string
    readonly failures: number
    readonly at: Instant
    readonly findings: readonly string[]
  }[]
> {
  const { rows } = await sql<{
    card_id: string
    failures: number
    failed_at: Instant
    findings: readonly string[] | null
  }>`
    select card_id, failures, failed_at, findings from cards.card
    where state = 'productionFailed' and failed_at is not null
    order by failed_at desc limit 100`.execute(tx)
  return rows.map((row) => ({
    cardId: row.card_id,
    failures: row.failures,
    at: row.failed_at,
    findings: row.findings ?? [],
  }))
}
