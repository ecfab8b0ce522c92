import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import { waitsIn, type Period, type Waits } from '#platform/periods.ts'

/** From production to hand-over, for the cards that were handed over in the period. */
export const waitsForHandOver = (tx: Tx, period: Period): Promise<readonly Waits[]> =>
  waitsIn(tx, period, {
    to: 'hour',
    rows: sql`
      select handed_over_at as at, produced_at as began, handed_over_at as ended
      from cards.card
      where handed_over_at >= ${timestamp(period.from)} and handed_over_at < ${timestamp(period.to)}`,
  })
