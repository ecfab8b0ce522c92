import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

type SpareCardsOut = {
  readonly pointId: string
  readonly out: number
  readonly overdue: number
}

/** Spare cards that were not returned, by the point that lent them. */
export async function spareCardsOut(tx: Tx, today: LocalDate): Promise<readonly SpareCardsOut[]> {
  const { rows } = await sql<SpareCardsOut>`
    select point_id as "pointId", count(*)::integer as out,
      (count(*) filter (where return_by < ${today}))::integer as overdue
    from spare_cards.spare_card
    where state <> 'settled' and handed_over_at is not null
    group by point_id order by point_id`.execute(tx)
  return rows
}
