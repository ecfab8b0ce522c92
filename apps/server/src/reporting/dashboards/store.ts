import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** Adds to the number of responses in the hour, over all OCSP nodes. */
export async function addResponses(
  tx: Tx,
  { from, responses }: { readonly from: Instant; readonly responses: number },
): Promise<void> {
  await sql`
    insert into dashboards.ocsp_load as load (hour, responses) values (${timestamp(from)}, ${responses})
    on conflict (hour) do update set responses = load.responses + excluded.responses`.execute(tx)
  await sql`delete from dashboards.ocsp_load where hour < ${timestamp(instant(from - stored))}`.execute(
    tx,
  )
}

/** A page shows a day. */
const stored = 48 * hour

export async function responsesByHour(
  tx: Tx,
  from: Instant,
): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await sql<{ hour: Instant; responses: number }>`
    select hour, responses from dashboards.ocsp_load where hour >= ${timestamp(from)}`.execute(tx)
  return new Map(rows.map((row) => [row.hour, row.responses]))
}

type RefusalCount = {
  readonly day: LocalDate
  readonly operation: string
  readonly reason: string
  readonly count: number
}

/** Adds to the existing counts, over all web processes. Days more than two years ago are deleted. */
export async function addRefusals(tx: Tx, counts: readonly RefusalCount[]): Promise<void> {
  await sql`
    insert into dashboards.refusals as stored (day, operation, reason, count)
    select (one->>'day')::date, one->>'operation', one->>'reason', (one->>'count')::integer
    from json_array_elements(${JSON.stringify(counts)}::json) as one
    order by 1, 2, 3
    on conflict (day, operation, reason) do update set count = stored.count + excluded.count`.execute(
    tx,
  )
  const [newest] = counts
    .map(({ day }) => day)
    .toSorted()
    .reverse()
  if (newest !== undefined)
    await sql`delete from dashboards.refusals where day < ${newest}::date - 731`.execute(tx)
}

/** The reasons of the days, both inclusive, the most frequent first. */
export async function refusalsBetween(
  tx: Tx,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
): Promise<readonly Omit<RefusalCount, 'day'>[]> {
  const { rows } = await sql<Omit<RefusalCount, 'day'>>`
    select operation, reason, sum(count)::integer as count from dashboards.refusals
    where day between ${from} and ${to}
    group by operation, reason order by count desc, operation, reason limit 20`.execute(tx)
  return rows
}
