import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** How many certificates were issued in each hour from the instant on, by the beginning of the hour. */
export async function issuedByHour(tx: Tx, from: Instant): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await sql<{ hours: number; count: number }>`
    select floor(extract(epoch from settled_at) / 3600)::bigint as hours, count(*) as count
    from issuance.certificate
    where state = 'issued' and settled_at >= ${timestamp(from)}
    group by hours`.execute(tx)
  return new Map(rows.map(({ hours, count }) => [instant(hours * hour), count]))
}
