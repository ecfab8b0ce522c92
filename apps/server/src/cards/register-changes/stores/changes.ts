import type { ChangeKind, ChangeState } from '@sotevarmenne/api/registers'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { CauseOfPause, ChangeId, ChangesPauseId } from '../contract.ts'

export type Change = {
  /** Increases with each change. */
  readonly position: number
  readonly changeId: ChangeId
  /** Absent for a death, which is noticed for the person. */
  readonly cardId?: string
  readonly personId: string
  readonly kind: ChangeKind
  readonly validTo?: LocalDate
  /** The register's own event. */
  readonly eventId: string
  readonly state: ChangeState
  readonly decision?: DecisionView
}

export async function insertChange(
  tx: Tx,
  change: Omit<Change, 'position' | 'state'> & {
    readonly noticedAt: Instant
    readonly dueAt: Instant
  },
): Promise<void> {
  await sql`
    insert into register_changes.change (change_id, card_id, person_id, kind, valid_to, event_id, state,
      noticed_at, due_at, decision)
    values (${change.changeId}, ${change.cardId ?? null}, ${change.personId}, ${change.kind},
      ${change.validTo ?? null}, ${change.eventId}, 'waiting', ${timestamp(change.noticedAt)},
      ${timestamp(change.dueAt)}, ${change.decision ? json(change.decision) : null})`.execute(tx)
}

/** Inserts an applied change that was not found by the feed, as if the feed had reported it. */
export async function insertApplied(
  tx: Tx,
  change: Omit<Change, 'position' | 'state'> & { readonly cardId: string; readonly at: Instant },
): Promise<void> {
  await sql`
    insert into register_changes.change (change_id, card_id, person_id, kind, valid_to, event_id, state,
      noticed_at, due_at, settled_at, decision)
    values (${change.changeId}, ${change.cardId}, ${change.personId}, ${change.kind},
      ${change.validTo ?? null}, ${change.eventId}, 'applied', ${timestamp(change.at)},
      ${timestamp(change.at)}, ${timestamp(change.at)},
      ${change.decision ? json(change.decision) : null})
    on conflict (card_id, kind) where state not in ('lapsed', 'withdrawn')
    do update set state = 'applied', settled_at = excluded.settled_at`.execute(tx)
}

/** The facts behind the applied changes of the card, oldest first. */
export async function decisionsOfCard(tx: Tx, cardId: string): Promise<readonly DecisionView[]> {
  const { rows } = await sql<{ decision: DecisionView }>`
    select decision from register_changes.change
    where card_id = ${cardId} and decision is not null and state in ('applied', 'withdrawn')
    order by position`.execute(tx)
  return rows.map(({ decision }) => decision)
}

/** Changes of the card that have neither lapsed nor been withdrawn; locked until the transaction ends. */
export async function lockChangesOf(tx: Tx, cardId: string): Promise<readonly Change[]> {
  const { rows } = await sql<ChangeRow>`
    select * from register_changes.change
    where card_id = ${cardId} and state not in ('lapsed', 'withdrawn') for update`.execute(tx)
  return rows.map(changeOf)
}

/** The person's known death, unless it has lapsed or was withdrawn; locked. */
export async function lockDeathOf(tx: Tx, personId: string): Promise<Change | undefined> {
  const { rows } = await sql<ChangeRow>`
    select * from register_changes.change
    where person_id = ${personId} and card_id is null and state not in ('lapsed', 'withdrawn')
    for update`.execute(tx)
  return rows[0] && changeOf(rows[0])
}

export async function lockChange(tx: Tx, changeId: string): Promise<Change | undefined> {
  const { rows } = await sql<ChangeRow>`
    select * from register_changes.change where change_id = ${changeId} for update`.execute(tx)
  return rows[0] && changeOf(rows[0])
}

export async function settleChange(
  tx: Tx,
  changeId: string,
  { as, at }: { readonly as: 'applied' | 'lapsed' | 'withdrawn'; readonly at: Instant },
): Promise<void> {
  await sql`
    update register_changes.change set state = ${as}, settled_at = ${timestamp(at)}
    where change_id = ${changeId}`.execute(tx)
}

/**
 * Due changes, oldest first: those released by the mass-revocation guard, and those of kinds that it does not
 * check. Those of persons with a queued query wait: the register may have taken them back.
 */
export async function dueChanges(
  tx: Tx,
  {
    guarded,
    now,
    limit,
  }: {
    readonly guarded: readonly ChangeKind[]
    readonly now: Instant
    readonly limit: number
  },
): Promise<readonly Change[]> {
  const { rows } = await sql<ChangeRow>`
    select * from register_changes.change
    where state in ('waiting', 'released') and due_at <= ${timestamp(now)}
      and (state = 'released' or kind <> all(${guarded}))
      and not exists (select from register_changes.to_query
        where to_query.person_id = change.person_id and to_query.due_at <= ${timestamp(now)})
    order by position limit ${limit}`.execute(tx)
  return rows.map(changeOf)
}

/** Locks the mass-revocation guard until the transaction ends. */
export const lockGuard = (tx: Tx): Promise<unknown> =>
  sql`lock table register_changes.pause in share row exclusive mode`.execute(tx)

/** Cards, by kind: due ones, and those applied since, except those released under dual control. */
export async function countRevoking(
  tx: Tx,
  {
    kinds,
    now,
    since,
  }: {
    readonly kinds: readonly ChangeKind[]
    readonly now: Instant
    readonly since: Instant
  },
): Promise<readonly CauseOfPause[]> {
  const { rows } = await sql<CauseOfPause>`
    select kind as cause, count(*) as count from register_changes.change
    where kind = any(${kinds}) and card_id is not null
      and position > (select coalesce(max(released_up_to), 0) from register_changes.pause)
      and ((state in ('waiting', 'released') and due_at <= ${timestamp(now)})
        or (state = 'applied' and settled_at > ${timestamp(since)}))
    group by kind order by count desc`.execute(tx)
  return rows
}

type Guarded = { readonly kinds: readonly ChangeKind[]; readonly now: Instant }

/** Pauses due and waiting changes of those kinds. */
export async function pauseWaiting(tx: Tx, { kinds, now }: Guarded, pauseId: ChangesPauseId) {
  await sql`
    update register_changes.change set state = 'paused', pause_id = ${pauseId}
    where kind = any(${kinds}) and state = 'waiting' and due_at <= ${timestamp(now)}`.execute(tx)
}

/** Releases due and waiting changes of those kinds. */
export async function releaseWaiting(tx: Tx, { kinds, now }: Guarded) {
  await sql`
    update register_changes.change set state = 'released'
    where kind = any(${kinds}) and state = 'waiting' and due_at <= ${timestamp(now)}`.execute(tx)
}

/** Number of paused cards by cause, up to a position; with their last position. */
export async function countPaused(
  tx: Tx,
  pauseId: ChangesPauseId,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<{
  readonly causes: readonly CauseOfPause[]
  readonly cards: number
  readonly upTo: number
}> {
  const { rows } = await sql<CauseOfPause & { last: number }>`
    select kind as cause, count(card_id) as count, max(position) as last from register_changes.change
    where pause_id = ${pauseId} and state = 'paused' and position <= ${upTo}
    group by kind order by count desc`.execute(tx)
  return {
    causes: rows.flatMap(({ cause, count }) => (count > 0 ? [{ cause, count }] : [])),
    cards: rows.reduce((sum, { count }) => sum + count, 0),
    upTo: Math.max(0, ...rows.map(({ last }) => last)),
  }
}

/**
 * Releases what both persons have seen; the others wait for the guard's next check. Returns about whom
 * the registers are to be queried again.
 */
export async function releasePaused(
  tx: Tx,
  {
    pauseId,
    upTo,
    now,
  }: { readonly pauseId: ChangesPauseId; readonly upTo: number; readonly now: Instant },
): Promise<readonly Pick<Change, 'personId' | 'kind' | 'eventId'>[]> {
  const { rows } = await sql<{
    person_id: string
    kind: ChangeKind
    event_id: string
    state: ChangeState
  }>`
    update register_changes.change set due_at = ${timestamp(now)},
      state = case when position <= ${upTo} then 'released' else 'waiting' end
    where pause_id = ${pauseId} and state = 'paused'
    returning person_id, kind, event_id, state`.execute(tx)
  return rows
    .filter(({ state }) => state === 'released')
    .map(({ person_id: personId, kind, event_id: eventId }) => ({ personId, kind, eventId }))
}

/**
 * How many changes of cards, by kind and state; settled ones since the instant. Each part is read from its
 * own index.
 */
export async function countChanges(
  tx: Tx,
  since: Instant,
): Promise<
  readonly { readonly kind: ChangeKind; readonly state: ChangeState; readonly count: number }[]
> {
  const { rows } = await sql<{ kind: ChangeKind; state: ChangeState; count: number }>`
    select kind, state, count(*) as count
    from (
      select kind, state, card_id from register_changes.change where state in ('waiting', 'released')
      union all select kind, state, card_id from register_changes.change where state = 'paused'
      union all select kind, state, card_id from register_changes.change
        where settled_at > ${timestamp(since)} and state not in ('waiting', 'paused', 'released')
    ) as each
    where card_id is not null
    group by kind, state order by kind, state`.execute(tx)
  return rows
}

type ChangeRow = {
  position: number
  change_id: string
  card_id: string | null
  person_id: string
  kind: ChangeKind
  valid_to: string | null
  event_id: string
  state: ChangeState
}

const changeOf = (row: ChangeRow): Change => ({
  position: row.position,
  changeId: row.change_id as ChangeId,
  ...(row.card_id !== null && { cardId: row.card_id }),
  personId: row.person_id,
  kind: row.kind,
  ...(row.valid_to !== null && { validTo: row.valid_to as LocalDate }),
  eventId: row.event_id,
  state: row.state,
})
