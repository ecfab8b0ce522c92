import type { Decision } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { CauseOfHold, ChangeId, ChangeKind, ChangesHoldId } from '../contract.ts'
import type { ChangeState } from '../domain/reconcile.ts'

export type Change = {
  /** Rises as changes are noticed. */
  readonly position: number
  readonly changeId: ChangeId
  /** Absent where a death is noticed of the person. */
  readonly cardId?: string
  readonly personId: string
  readonly kind: ChangeKind
  readonly validTo?: LocalDate
  /** The register's own event. */
  readonly eventId: string
  readonly state: ChangeState
  readonly decision?: Decision
}

export async function insertChange(
  tx: Tx,
  change: Omit<Change, 'position' | 'state'> & {
    readonly noticedAt: Instant
    readonly dueAt: Instant
  },
): Promise<void> {
  await sql`
    insert into registers.change (change_id, card_id, person_id, kind, valid_to, event_id, state,
      noticed_at, due_at, decision)
    values (${change.changeId}, ${change.cardId ?? null}, ${change.personId}, ${change.kind},
      ${change.validTo ?? null}, ${change.eventId}, 'waiting', ${timestamp(change.noticedAt)},
      ${timestamp(change.dueAt)}, ${change.decision ? json(change.decision) : null})`.execute(tx)
}

/** A change that was found elsewhere than by the feed, and has acted: as if the feed had told of it. */
export async function insertActed(
  tx: Tx,
  change: Omit<Change, 'position' | 'state'> & { readonly cardId: string; readonly at: Instant },
): Promise<void> {
  await sql`
    insert into registers.change (change_id, card_id, person_id, kind, valid_to, event_id, state,
      noticed_at, due_at, settled_at, decision)
    values (${change.changeId}, ${change.cardId}, ${change.personId}, ${change.kind},
      ${change.validTo ?? null}, ${change.eventId}, 'acted', ${timestamp(change.at)},
      ${timestamp(change.at)}, ${timestamp(change.at)},
      ${change.decision ? json(change.decision) : null})
    on conflict (card_id, kind) where state not in ('lapsed', 'withdrawn')
    do update set state = 'acted', settled_at = excluded.settled_at`.execute(tx)
}

/** On what the changes of the card that have acted were found, the oldest first. */
export async function decisionsOfCard(tx: Tx, cardId: string): Promise<readonly Decision[]> {
  const { rows } = await sql<{ decision: Decision }>`
    select decision from registers.change
    where card_id = ${cardId} and decision is not null and state in ('acted', 'withdrawn')
    order by position`.execute(tx)
  return rows.map(({ decision }) => decision)
}

/** Those of the card that have neither lapsed nor been withdrawn; nobody else changes them until the transaction ends. */
export async function lockChangesOf(tx: Tx, cardId: string): Promise<readonly Change[]> {
  const { rows } = await sql<ChangeRow>`
    select * from registers.change
    where card_id = ${cardId} and state not in ('lapsed', 'withdrawn') for update`.execute(tx)
  return rows.map(changeOf)
}

/** The death that is known of the person, unless it has lapsed or was withdrawn; locked. */
export async function lockDeathOf(tx: Tx, personId: string): Promise<Change | undefined> {
  const { rows } = await sql<ChangeRow>`
    select * from registers.change
    where person_id = ${personId} and card_id is null and state not in ('lapsed', 'withdrawn')
    for update`.execute(tx)
  return rows[0] && changeOf(rows[0])
}

export async function lockChange(tx: Tx, changeId: string): Promise<Change | undefined> {
  const { rows } = await sql<ChangeRow>`
    select * from registers.change where change_id = ${changeId} for update`.execute(tx)
  return rows[0] && changeOf(rows[0])
}

export async function settleChange(
  tx: Tx,
  changeId: string,
  { as, at }: { readonly as: 'acted' | 'lapsed' | 'withdrawn'; readonly at: Instant },
): Promise<void> {
  await sql`
    update registers.change set state = ${as}, settled_at = ${timestamp(at)}
    where change_id = ${changeId}`.execute(tx)
}

/**
 * Whose time has come, the oldest first: those that the brake has let through, and those of kinds that it does not look at.
 * About whom a register is still to be asked, they wait: it may have taken them back.
 */
export async function dueChanges(
  tx: Tx,
  {
    braked,
    now,
    limit,
  }: {
    readonly braked: readonly ChangeKind[]
    readonly now: Instant
    readonly limit: number
  },
): Promise<readonly Change[]> {
  const { rows } = await sql<ChangeRow>`
    select * from registers.change
    where state in ('waiting', 'released') and due_at <= ${timestamp(now)}
      and (state = 'released' or kind <> all(${braked}))
      and not exists (select from registers.to_ask
        where to_ask.person_id = change.person_id and to_ask.due_at <= ${timestamp(now)})
    order by position limit ${limit}`.execute(tx)
  return rows.map(changeOf)
}

/** Nobody else judges whether it is too much until the transaction ends. */
export const takeTurnAtBrake = (tx: Tx): Promise<unknown> =>
  sql`lock table registers.hold in share row exclusive mode`.execute(tx)

/** Cards, by kind: what is due, and what was done since, but what two persons had seen. */
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
): Promise<readonly CauseOfHold[]> {
  const { rows } = await sql<CauseOfHold>`
    select kind as cause, count(*) as count from registers.change
    where kind = any(${kinds}) and card_id is not null
      and position > (select coalesce(max(released_up_to), 0) from registers.hold)
      and ((state in ('waiting', 'released') and due_at <= ${timestamp(now)})
        or (state = 'acted' and settled_at > ${timestamp(since)}))
    group by kind order by count desc`.execute(tx)
  return rows
}

type Braked = { readonly kinds: readonly ChangeKind[]; readonly now: Instant }

/** What is due and waits of those kinds is held. */
export async function holdWaiting(tx: Tx, { kinds, now }: Braked, holdId: ChangesHoldId) {
  await sql`
    update registers.change set state = 'held', hold_id = ${holdId}
    where kind = any(${kinds}) and state = 'waiting' and due_at <= ${timestamp(now)}`.execute(tx)
}

/** What is due and waits of those kinds is let through. */
export async function letThrough(tx: Tx, { kinds, now }: Braked) {
  await sql`
    update registers.change set state = 'released'
    where kind = any(${kinds}) and state = 'waiting' and due_at <= ${timestamp(now)}`.execute(tx)
}

/** Why and how many cards are held, up to a position; the last position of them. */
export async function heldBy(
  tx: Tx,
  holdId: ChangesHoldId,
  upTo: number = Number.MAX_SAFE_INTEGER,
): Promise<{
  readonly causes: readonly CauseOfHold[]
  readonly cards: number
  readonly upTo: number
}> {
  const { rows } = await sql<CauseOfHold & { last: number }>`
    select kind as cause, count(card_id) as count, max(position) as last from registers.change
    where hold_id = ${holdId} and state = 'held' and position <= ${upTo}
    group by kind order by count desc`.execute(tx)
  return {
    causes: rows.flatMap(({ cause, count }) => (count > 0 ? [{ cause, count }] : [])),
    cards: rows.reduce((sum, { count }) => sum + count, 0),
    upTo: Math.max(0, ...rows.map(({ last }) => last)),
  }
}

/** What both have seen is released, the rest waits for the brake to look anew; answers whom to ask about again. */
export async function releaseHeld(
  tx: Tx,
  {
    holdId,
    upTo,
    now,
  }: { readonly holdId: ChangesHoldId; readonly upTo: number; readonly now: Instant },
): Promise<readonly Pick<Change, 'personId' | 'kind' | 'eventId'>[]> {
  const { rows } = await sql<{
    person_id: string
    kind: ChangeKind
    event_id: string
    state: ChangeState
  }>`
    update registers.change set due_at = ${timestamp(now)},
      state = case when position <= ${upTo} then 'released' else 'waiting' end
    where hold_id = ${holdId} and state = 'held'
    returning person_id, kind, event_id, state`.execute(tx)
  return rows
    .filter(({ state }) => state === 'released')
    .map(({ person_id: personId, kind, event_id: eventId }) => ({ personId, kind, eventId }))
}

/** How many changes of cards, of each kind, stand in each state; those that are settled, since the instant. Each part is read from its own index. */
export async function countChanges(
  tx: Tx,
  since: Instant,
): Promise<
  readonly { readonly kind: ChangeKind; readonly state: ChangeState; readonly count: number }[]
> {
  const { rows } = await sql<{ kind: ChangeKind; state: ChangeState; count: number }>`
    select kind, state, count(*) as count
    from (
      select kind, state, card_id from registers.change where state in ('waiting', 'released')
      union all select kind, state, card_id from registers.change where state = 'held'
      union all select kind, state, card_id from registers.change
        where settled_at > ${timestamp(since)} and state not in ('waiting', 'held', 'released')
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
