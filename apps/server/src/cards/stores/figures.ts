import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'
import { waitsIn, type Period, type Waits } from '#platform/periods.ts'

/** From the card that was made to its hand-over, of the cards that were handed over in the period. */
export const waitsForHandOver = (tx: Tx, { from, to, unit }: Period): Promise<readonly Waits[]> =>
  waitsIn(tx, {
    unit,
    rows: sql`
      select handed_over_at as at, extract(epoch from handed_over_at - produced_at) / 60 as minutes
      from cards.card
      where handed_over_at >= ${timestamp(from)} and handed_over_at < ${timestamp(to)}`,
  })
