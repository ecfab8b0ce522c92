import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** How many revocations were recorded in each hour from the instant on, by the beginning of the hour. */
export async function revokedByHour(tx: Tx, from: Instant): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await sql<{ hours: number; count: number }>`
    select floor(extract(epoch from recorded_at) / 3600)::bigint as hours, count(*) as count
    from revocation.revocation
    where recorded_at >= ${timestamp(from)}
    group by hours`.execute(tx)
  return new Map(rows.map(({ hours, count }) => [instant(hours * hour), count]))
}
