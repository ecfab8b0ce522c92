import type { ReportingRegister } from '@sotevarmenne/api/registers'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'

/** How far a register's feed was read, and its last response. */
export type Feed = {
  readonly register: ReportingRegister
  readonly cursor?: string
  readonly requestedAt?: Instant
  /** Time of the last valid response. */
  readonly answeredAt?: Instant
  /** Why the last request failed. */
  readonly trouble?: RegisterUnavailable['because']
  /** Time of the newest change in it. */
  readonly newestChangeAt?: Instant
  /** How many events were read, about anybody. */
  readonly events: number
}

export async function feeds(tx: Tx): Promise<readonly Feed[]> {
  const { rows } = await sql<FeedRow>`
    select * from register_changes.feed order by register desc`.execute(tx)
  return rows.map(feedOf)
}

/** The feed, locked: its cursor cannot be moved by others until the transaction ends. */
export async function lockFeed(tx: Tx, register: ReportingRegister): Promise<Feed> {
  const { rows } = await sql<FeedRow>`
    select * from register_changes.feed where register = ${register} for update`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error(`no feed of register ${register}`)
  return feedOf(row)
}

export async function saveResponse(
  tx: Tx,
  register: ReportingRegister,
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
    update register_changes.feed set cursor = ${cursor}, requested_at = ${timestamp(at)},
      answered_at = ${timestamp(at)}, trouble = null, events = events + ${events},
      newest_change_at = greatest(newest_change_at, ${newest})
    where register = ${register}`.execute(tx)
}

export async function saveTrouble(
  tx: Tx,
  register: ReportingRegister,
  { because, at }: { readonly because: RegisterUnavailable['because']; readonly at: Instant },
): Promise<void> {
  await sql`
    update register_changes.feed set requested_at = ${timestamp(at)}, trouble = ${because}
    where register = ${register}`.execute(tx)
}

/** An event about a person whom the service knows. */
export type ReceivedEvent = {
  readonly eventId: string
  readonly personId: string
  readonly changedAt: Instant
}

/**
 * Stores new events and queues a query about each person; repeated events are ignored. Returns how many are
 * new.
 */
export async function storeEvents(
  tx: Tx,
  register: ReportingRegister,
  events: readonly ReceivedEvent[],
  at: Instant,
): Promise<number> {
  if (events.length === 0) return 0
  const { rows } = await sql<{ person_id: string; event_id: string }>`
    insert into register_changes.received (register, event_id, person_id, changed_at, received_at)
    select ${register}, event->>'eventId', (event->>'personId')::uuid,
      to_timestamp((event->>'changedAt')::double precision / 1000), ${timestamp(at)}
    from jsonb_array_elements(${json(events)}) as event
    on conflict do nothing
    returning person_id, event_id`.execute(tx)
  for (const { person_id: personId, event_id: eventId } of rows)
    await queueQuery(tx, { personId, register, eventId, dueAt: at })
  return rows.length
}

/** A person about whom a register is to be queried, because of its event. */
export type ToQuery = {
  readonly personId: string
  readonly register: ReportingRegister
  readonly eventId: string
  readonly dueAt: Instant
}

/** Queues a query about the person, at the earlier time if queued already; the newer event becomes the cause. */
export async function queueQuery(tx: Tx, { personId, register, eventId, dueAt }: ToQuery) {
  await sql`
    insert into register_changes.to_query (person_id, register, event_id, due_at)
    values (${personId}, ${register}, ${eventId}, ${timestamp(dueAt)})
    on conflict (person_id, register) do update set event_id = excluded.event_id,
      due_at = least(register_changes.to_query.due_at, excluded.due_at)`.execute(tx)
}

/** Delays the query about the person: a malformed response must not delay the others. */
export async function postpone(
  tx: Tx,
  { personId, register }: Pick<ToQuery, 'personId' | 'register'>,
  until: Instant,
): Promise<void> {
  await sql`
    update register_changes.to_query set due_at = ${timestamp(until)}
    where person_id = ${personId} and register = ${register}`.execute(tx)
}

export async function dueToQuery(
  tx: Tx,
  register: ReportingRegister,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly ToQuery[]> {
  const { rows } = await sql<{ person_id: string; event_id: string; due_at: Instant }>`
    select person_id, event_id, due_at from register_changes.to_query
    where register = ${register} and due_at <= ${timestamp(now)}
    order by due_at limit ${limit}`.execute(tx)
  return rows.map((row) => ({
    ...{ personId: row.person_id, register, eventId: row.event_id, dueAt: row.due_at },
  }))
}

export async function countToQuery(
  tx: Tx,
  register: ReportingRegister,
  now: Instant,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from register_changes.to_query
    where register = ${register} and due_at <= ${timestamp(now)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/**
 * Accepts the response to a query sent at an instant; false if a later query has been answered, which is
 * more current. Persons queued since then stay queued.
 */
export async function takeResponse(
  tx: Tx,
  { personId, register }: Pick<ToQuery, 'personId' | 'register'>,
  requestedAt: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    insert into register_changes.requested (person_id, register, requested_at)
    values (${personId}, ${register}, ${timestamp(requestedAt)})
    on conflict (person_id, register) do update set requested_at = excluded.requested_at
    where register_changes.requested.requested_at <= excluded.requested_at
    returning person_id`.execute(tx)
  await sql`
    delete from register_changes.to_query
    where person_id = ${personId} and register = ${register}
      and due_at <= ${timestamp(requestedAt)}`.execute(tx)
  return rows.length > 0
}

type FeedRow = {
  register: ReportingRegister
  cursor: string | null
  requested_at: Instant | null
  answered_at: Instant | null
  trouble: RegisterUnavailable['because'] | null
  newest_change_at: Instant | null
  events: number
}

const feedOf = (row: FeedRow): Feed => ({
  register: row.register,
  ...(row.cursor !== null && { cursor: row.cursor }),
  ...(row.requested_at !== null && { requestedAt: row.requested_at }),
  ...(row.answered_at !== null && { answeredAt: row.answered_at }),
  ...(row.trouble !== null && { trouble: row.trouble }),
  ...(row.newest_change_at !== null && { newestChangeAt: row.newest_change_at }),
  events: row.events,
})
