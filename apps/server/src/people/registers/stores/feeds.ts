import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { RegisterUnavailable, ToldBy } from '../contract.ts'

/** How far a register's feed was read, and how it answered last. */
export type Feed = {
  readonly register: ToldBy
  readonly cursor?: string
  readonly askedAt?: Instant
  /** When it last answered readably. */
  readonly answeredAt?: Instant
  /** Why it did not, when it was last asked. */
  readonly trouble?: RegisterUnavailable['because']
  /** When the newest change that it told of happened. */
  readonly newestChangeAt?: Instant
  /** How many events were read, of whomever. */
  readonly events: number
}

export async function feeds(tx: Tx): Promise<readonly Feed[]> {
  const { rows } = await sql<FeedRow>`
    select * from registers.feed order by register desc`.execute(tx)
  return rows.map(feedOf)
}

/** The feed, whose cursor nobody else moves until the transaction ends. */
export async function lockFeed(tx: Tx, register: ToldBy): Promise<Feed> {
  const { rows } = await sql<FeedRow>`
    select * from registers.feed where register = ${register} for update`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error(`no feed of ${register}`)
  return feedOf(row)
}

export async function saveAnswer(
  tx: Tx,
  register: ToldBy,
  {
    cursor,
    at,
    events,
    newestChangeAt,
  }: {
    readonly cursor: string
    readonly at: Instant
    readonly events: number
    readonly newestChangeAt: Instant | undefined
  },
): Promise<void> {
  const newest = newestChangeAt === undefined ? sql`null::timestamptz` : timestamp(newestChangeAt)
  await sql`
    update registers.feed set cursor = ${cursor}, asked_at = ${timestamp(at)},
      answered_at = ${timestamp(at)}, trouble = null, events = events + ${events},
      newest_change_at = greatest(newest_change_at, ${newest})
    where register = ${register}`.execute(tx)
}

export async function saveTrouble(
  tx: Tx,
  register: ToldBy,
  { because, at }: { readonly because: RegisterUnavailable['because']; readonly at: Instant },
): Promise<void> {
  await sql`
    update registers.feed set asked_at = ${timestamp(at)}, trouble = ${because}
    where register = ${register}`.execute(tx)
}

/** An event about somebody whom the service knows. */
export type HeardEvent = {
  readonly eventId: string
  readonly personId: string
  readonly changedAt: Instant
}

/** Notes them, and that their persons are to be asked about; those that were heard before do nothing. Answers how many are new. */
export async function hear(
  tx: Tx,
  register: ToldBy,
  events: readonly HeardEvent[],
  at: Instant,
): Promise<number> {
  if (events.length === 0) return 0
  const { rows } = await sql<{ person_id: string; event_id: string }>`
    insert into registers.heard (register, event_id, person_id, changed_at, heard_at)
    select ${register}, event->>'eventId', (event->>'personId')::uuid,
      to_timestamp((event->>'changedAt')::double precision / 1000), ${timestamp(at)}
    from jsonb_array_elements(${json(events)}) as event
    on conflict do nothing
    returning person_id, event_id`.execute(tx)
  for (const { person_id: personId, event_id: eventId } of rows)
    await askAbout(tx, { personId, register, eventId, dueAt: at })
  return rows.length
}

/** Somebody about whom a register is to be asked, because of an event of it. */
export type ToAsk = {
  readonly personId: string
  readonly register: ToldBy
  readonly eventId: string
  readonly dueAt: Instant
}

/** Earlier of both, when it was to be done already; the newer event is its cause. */
export async function askAbout(tx: Tx, { personId, register, eventId, dueAt }: ToAsk) {
  await sql`
    insert into registers.to_ask (person_id, register, event_id, due_at)
    values (${personId}, ${register}, ${eventId}, ${timestamp(dueAt)})
    on conflict (person_id, register) do update set event_id = excluded.event_id,
      due_at = least(registers.to_ask.due_at, excluded.due_at)`.execute(tx)
}

/** Asks about the person later: what the register says of this one can't be read, which keeps nobody else waiting. */
export async function postpone(
  tx: Tx,
  { personId, register }: Pick<ToAsk, 'personId' | 'register'>,
  until: Instant,
): Promise<void> {
  await sql`
    update registers.to_ask set due_at = ${timestamp(until)}
    where person_id = ${personId} and register = ${register}`.execute(tx)
}

export async function dueToAsk(
  tx: Tx,
  register: ToldBy,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly ToAsk[]> {
  const { rows } = await sql<{ person_id: string; event_id: string; due_at: Instant }>`
    select person_id, event_id, due_at from registers.to_ask
    where register = ${register} and due_at <= ${timestamp(now)}
    order by due_at limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    ...{ personId: row.person_id, register, eventId: row.event_id, dueAt: row.due_at },
  }))
}

export async function countToAsk(tx: Tx, register: ToldBy, now: Instant): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from registers.to_ask
    where register = ${register} and due_at <= ${timestamp(now)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * Takes the answer of a question that was asked at an instant; false when a later question was answered already, which
 * knows better. What was put on the list since then stays on it.
 */
export async function takeAnswer(
  tx: Tx,
  { personId, register }: Pick<ToAsk, 'personId' | 'register'>,
  askedAt: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    insert into registers.asked (person_id, register, asked_at)
    values (${personId}, ${register}, ${timestamp(askedAt)})
    on conflict (person_id, register) do update set asked_at = excluded.asked_at
    where registers.asked.asked_at <= excluded.asked_at
    returning person_id`.execute(tx)
  await sql`
    delete from registers.to_ask
    where person_id = ${personId} and register = ${register}
      and due_at <= ${timestamp(askedAt)}`.execute(tx)
  return rows.length > 0
}

type FeedRow = {
  register: ToldBy
  cursor: string | null
  asked_at: Instant | null
  answered_at: Instant | null
  trouble: RegisterUnavailable['because'] | null
  newest_change_at: Instant | null
  events: number
}

const feedOf = (row: FeedRow): Feed => ({
  register: row.register,
  ...(row.cursor !== null && { cursor: row.cursor }),
  ...(row.asked_at !== null && { askedAt: row.asked_at }),
  ...(row.answered_at !== null && { answeredAt: row.answered_at }),
  ...(row.trouble !== null && { trouble: row.trouble }),
  ...(row.newest_change_at !== null && { newestChangeAt: row.newest_change_at }),
  events: row.events,
})
