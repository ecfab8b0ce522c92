import { randomUUID } from 'node:crypto'
import type { RecordedReason } from '@sotevarmenne/api/look-ups'
import { hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Generated } from 'kysely'
import { hasRow, timestamp, type Tx } from '#platform/db.ts'
import type { LookUpBasis } from './contract.ts'

export type LookUp = {
  /** Person id of the registrar or the adviser. */
  readonly registrar: string
  /** Absent at the advice desk. */
  readonly pointId?: string
  /** A keyed digest of the identity code. */
  readonly subject: Uint8Array
  readonly basis: LookUpBasis
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

/** What the registrar's last look-up of the person since then rests on. */
export async function earlierBasis(
  tx: Tx,
  {
    registrar,
    subject,
    since,
  }: Pick<LookUp, 'registrar' | 'subject'> & { readonly since: Instant },
): Promise<LookUpBasis | undefined> {
  const row = await tables(tx)
    .selectFrom('visitors.look_up')
    .select(['visit_id', 'reason', 'reason_text'])
    .where('registrar', '=', registrar)
    .where('subject', '=', subject)
    .where('looked_up_at', '>=', timestamp(since))
    .orderBy('looked_up_at', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  if (row.visit_id !== null) return { visitId: row.visit_id }
  if (row.reason === null) return undefined
  return { reason: row.reason, ...(row.reason_text !== null && { text: row.reason_text }) }
}

/** Whether somebody else was looked up during the visit. */
export const isVisitOfAnother = (
  tx: Tx,
  { visitId, subject }: { readonly visitId: string; readonly subject: Uint8Array },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .selectFrom('visitors.look_up')
      .select('look_up_id')
      .where('visit_id', '=', visitId)
      .where('subject', '!=', subject),
  )

export async function insertLookUp(tx: Tx, { registrar, pointId, subject, basis, at }: LookUp) {
  await tables(tx)
    .insertInto('visitors.look_up')
    .values({
      ...{ look_up_id: randomUUID(), registrar, point_id: pointId ?? null, subject },
      looked_up_at: timestamp(at),
      ...('visitId' in basis
        ? { visit_id: basis.visitId }
        : { reason: basis.reason, reason_text: basis.text ?? null }),
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
    withVisit: number
  }>`
    with looks as (
      select registrar, subject, looked_up_at, visit_id from visitors.look_up
      where looked_up_at >= ${timestamp(from)} and looked_up_at < ${timestamp(to)}
    ), hourly as (
      select registrar, count(distinct subject) as people
      from looks group by registrar, date_trunc('hour', looked_up_at)
    )
    select looks.registrar, count(*)::int as looks, count(distinct looks.subject)::int as people,
      (select max(hourly.people)::int from hourly where hourly.registrar = looks.registrar) as "maxInAnHour",
      coalesce(bool_or(lim.refused_at > ${timestamp(refusedSince)}), false) as "isRefused",
      count(looks.visit_id)::int as "withVisit"
    from looks left join visitors.look_up_limit as lim on lim.registrar = looks.registrar
    group by looks.registrar
    order by people desc, looks.registrar`.execute(tx)
  return rows
}

/** The reasons that registrars gave within the span, the most frequent first. */
export async function reasonsWithin(
  tx: Tx,
  { from, to }: Readonly<Record<'from' | 'to', Instant>>,
): Promise<
  readonly {
    readonly registrar: string
    readonly reason: RecordedReason
    readonly lookUps: number
    readonly texts: readonly string[]
  }[]
> {
  const { rows } = await sql<{
    registrar: string
    reason: RecordedReason
    lookUps: number
    texts: string[]
  }>`
    with stated as (
      select registrar, reason, reason_text, count(*) as looks, max(looked_up_at) as newest
      from visitors.look_up
      where looked_up_at >= ${timestamp(from)} and looked_up_at < ${timestamp(to)}
        and reason is not null
      group by registrar, reason, reason_text
    )
    select registrar, reason, sum(looks)::int as "lookUps",
      coalesce(
        (array_agg(reason_text order by newest desc) filter (where reason_text is not null))[1:20],
        '{}'
      ) as texts
    from stated group by registrar, reason
    order by "lookUps" desc, reason`.execute(tx)
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
    point_id: string | null
    subject: Uint8Array
    looked_up_at: Instant
    visit_id: Generated<string | null>
    reason: Generated<RecordedReason | null>
    reason_text: Generated<string | null>
  }
  'visitors.look_up_limit': {
    registrar: string
    released_at: Instant | null
    refused_at: Instant | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
