import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** Adds to the answers of the hour: of all status nodes together. */
export async function addAnswers(
  tx: Tx,
  { from, answers }: { readonly from: Instant; readonly answers: number },
): Promise<void> {
  await sql`
    insert into dashboards.status_load as load (hour, answers) values (${timestamp(from)}, ${answers})
    on conflict (hour) do update set answers = load.answers + excluded.answers`.execute(tx)
  await sql`delete from dashboards.status_load where hour < ${timestamp(instant(from - kept))}`.execute(
    tx,
  )
}

/** A page shows a day. */
const kept = 48 * hour

export async function answersByHour(tx: Tx, from: Instant): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await sql<{ hour: Instant; answers: number }>`
    select hour, answers from dashboards.status_load where hour >= ${timestamp(from)}`.execute(tx)
  return new Map(rows.map((row) => [row.hour, row.answers]))
}

type RefusalCount = {
  readonly day: LocalDate
  readonly deed: string
  readonly reason: string
  readonly count: number
}

/** Adds to what is there: of all web processes together. Days of more than two years ago are forgotten. */
export async function addRefusals(tx: Tx, counts: readonly RefusalCount[]): Promise<void> {
  await sql`
    insert into dashboards.refusals as kept (day, deed, reason, count)
    select (one->>'day')::date, one->>'deed', one->>'reason', (one->>'count')::integer
    from json_array_elements(${JSON.stringify(counts)}::json) as one
    order by 1, 2, 3
    on conflict (day, deed, reason) do update set count = kept.count + excluded.count`.execute(tx)
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
    select deed, reason, sum(count)::integer as count from dashboards.refusals
    where day between ${from} and ${to}
    group by deed, reason order by count desc, deed, reason limit 20`.execute(tx)
  return rows
}
