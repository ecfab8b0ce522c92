import { randomUUID } from 'node:crypto'
import { hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { timestamp, type Tx } from '#platform/db.ts'

export type LookUp = {
  readonly registrar: string
  readonly pointId: string
  /** A keyed digest of the identity code. */
  readonly subject: Uint8Array
  readonly at: Instant
}

/** Serialises the look-ups of a registrar until the transaction ends. */
export async function lockLimit(
  tx: Tx,
  registrar: string,
): Promise<{ readonly releasedAt?: Instant }> {
  await sql`
    insert into visitors.look_up_limit (registrar) values (${registrar}) on conflict do nothing`.execute(
    tx,
  )
  const { released_at: releasedAt } = await tables(tx)
    .selectFrom('visitors.look_up_limit')
    .select('released_at')
    .where('registrar', '=', registrar)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return releasedAt === null ? {} : { releasedAt }
}

/** The different people whom the registrar looked up since then. */
export async function subjectsSince(
  tx: Tx,
  registrar: string,
  since: Instant,
): Promise<ReadonlySet<string>> {
  const rows = await tables(tx)
    .selectFrom('visitors.look_up')
    .select('subject')
    .distinct()
    .where('registrar', '=', registrar)
    .where('looked_up_at', '>', timestamp(since))
    .execute()
  return new Set(rows.map(({ subject }) => nameOfSubject(subject)))
}

export const nameOfSubject = (subject: Uint8Array): string => Buffer.from(subject).toString('hex')

export async function insertLookUp(tx: Tx, { registrar, pointId, subject, at }: LookUp) {
  await tables(tx)
    .insertInto('visitors.look_up')
    .values({
      ...{ look_up_id: randomUUID(), registrar, point_id: pointId, subject },
      looked_up_at: timestamp(at),
    })
    .execute()
}

export const noteRefused = (tx: Tx, registrar: string, at: Instant) =>
  tables(tx)
    .updateTable('visitors.look_up_limit')
    .set({ refused_at: timestamp(at) })
    .where('registrar', '=', registrar)
    .execute()

export const noteReleased = (tx: Tx, registrar: string, at: Instant) =>
  tables(tx)
    .updateTable('visitors.look_up_limit')
    .set({ released_at: timestamp(at), refused_at: null })
    .where('registrar', '=', registrar)
    .execute()

/** Of each registrar with a look-up within the span: how many, of how many people, and whether one is refused. */
export async function lookUpsWithin(
  tx: Tx,
  { from, to, refusedSince }: Readonly<Record<'from' | 'to' | 'refusedSince', Instant>>,
) {
  const { rows } = await sql<{
    registrar: string
    looks: number
    people: number
    maxInAnHour: number
    isRefused: boolean
  }>`
    with looks as (
      select registrar, subject, looked_up_at from visitors.look_up
      where looked_up_at >= ${timestamp(from)} and looked_up_at < ${timestamp(to)}
    ), hourly as (
      select registrar, count(distinct subject) as people
      from looks group by registrar, date_trunc('hour', looked_up_at)
    )
    select looks.registrar, count(*)::int as looks, count(distinct looks.subject)::int as people,
      (select max(hourly.people)::int from hourly where hourly.registrar = looks.registrar) as "maxInAnHour",
      coalesce(bool_or(lim.refused_at > ${timestamp(refusedSince)}), false) as "isRefused"
    from looks left join visitors.look_up_limit as lim on lim.registrar = looks.registrar
    group by looks.registrar
    order by people desc, looks.registrar`.execute(tx)
  return rows
}

/** How many registrars were refused another look-up within the hour, and not released. */
export async function registrarsAtLimit(tx: Tx, now: Instant): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('visitors.look_up_limit')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('refused_at', '>', timestamp(plus(now, -hour)))
    .executeTakeFirstOrThrow()
  return count
}

export const forgetLookUps = (tx: Tx, before: Instant) =>
  tables(tx)
    .deleteFrom('visitors.look_up')
    .where('looked_up_at', '<', timestamp(instant(before)))
    .execute()

type Tables = {
  'visitors.look_up': {
    look_up_id: string
    registrar: string
    point_id: string
    subject: Uint8Array
    looked_up_at: Instant
  }
  'visitors.look_up_limit': {
    registrar: string
    released_at: Instant | null
    refused_at: Instant | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
