import { hour, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

/** Adds to the answers of the hour: of all status nodes together. */
export async function addAnswers(
  tx: Tx,
  { from, answers }: { readonly from: Instant; readonly answers: number },
): Promise<void> {
  await sql`
    insert into overview.status_load as load (hour, answers) values (${timestamp(from)}, ${answers})
    on conflict (hour) do update set answers = load.answers + excluded.answers`.execute(tx)
  await sql`delete from overview.status_load where hour < ${timestamp(instant(from - kept))}`.execute(
    tx,
  )
}

/** A page shows a day. */
const kept = 48 * hour

export async function answersByHour(tx: Tx, from: Instant): Promise<ReadonlyMap<Instant, number>> {
  const { rows } = await sql<{ hour: Instant; answers: number }>`
    select hour, answers from overview.status_load where hour >= ${timestamp(from)}`.execute(tx)
  return new Map(rows.map((row) => [row.hour, row.answers]))
}
