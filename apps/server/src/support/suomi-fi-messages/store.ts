import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Generated } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { DeliveredBy, MessageState } from './domain/message-state.ts'
import type { MessageWords } from './ports.ts'

export type PlannedMessage = {
  readonly noticeId: string
  readonly personId: string
  readonly language: Language
  readonly words: MessageWords
}

/** Returns whether it is new: each notice has one message. */
export async function insertMessage(
  tx: Tx,
  { noticeId, personId, language, words }: PlannedMessage,
  at: Instant,
): Promise<boolean> {
  const inserted = await tables(tx)
    .insertInto('suomi_fi_messages.message')
    .values({
      ...{ notice_id: noticeId, person_id: personId, language, words: json(words) },
      ...{ state: 'planned', planned_at: timestamp(at), state_at: timestamp(at) },
    })
    .onConflict((conflict) => conflict.column('notice_id').doNothing())
    .returning('notice_id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** The message, if Suomi.fi Messages has not accepted it yet, as far as this service knows. */
export async function findPlanned(tx: Tx, noticeId: string): Promise<PlannedMessage | undefined> {
  const row = await tables(tx)
    .selectFrom('suomi_fi_messages.message')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .where('words', 'is not', null)
    .executeTakeFirst()
  if (!row?.words) return undefined
  return { noticeId, personId: row.person_id, language: row.language, words: row.words }
}

/**
 * Ends the sending; returns whether this call did it. An event that was read meanwhile says more, and stays.
 */
export async function settleSending(
  tx: Tx,
  noticeId: string,
  { state, at }: { readonly state: 'accepted' | 'undelivered'; readonly at: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tables(tx)
    .updateTable('suomi_fi_messages.message')
    .set((build) => ({
      words: null,
      accepted_at: state === 'accepted' ? timestamp(at) : null,
      state: build.case().when('state', '=', 'planned').then(state).else(build.ref('state')).end(),
      state_at: timestamp(at),
    }))
    .where('notice_id', '=', noticeId)
    .where('words', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type MessageStanding = { readonly personId: string; readonly state: MessageState }

/** Locked until the transaction ends. */
export async function lockMessage(tx: Tx, noticeId: string): Promise<MessageStanding | undefined> {
  const row = await tables(tx)
    .selectFrom('suomi_fi_messages.message')
    .select(['person_id', 'state'])
    .where('notice_id', '=', noticeId)
    .forUpdate()
    .executeTakeFirst()
  return row && { personId: row.person_id, state: row.state }
}

export async function saveState(
  tx: Tx,
  noticeId: string,
  {
    state,
    by,
    at,
  }: { readonly state: MessageState; readonly by: DeliveredBy; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('suomi_fi_messages.message')
    .set({ state, delivered_by: by, state_at: timestamp(at) })
    .where('notice_id', '=', noticeId)
    .execute()
}

/** How far the events have been read, and the last response. */
export type Reading = {
  readonly continuationToken: string | undefined
  readonly requestedAt: Instant | undefined
  readonly answeredAt: Instant | undefined
  readonly unreadable: number
}

export async function readingOf(tx: Tx): Promise<Reading> {
  const row = await tables(tx)
    .selectFrom('suomi_fi_messages.reading')
    .selectAll()
    .executeTakeFirstOrThrow()
  return {
    continuationToken: row.continuation_token ?? undefined,
    requestedAt: row.requested_at ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    unreadable: row.unreadable,
  }
}

/** Locks the position: two processes never store one page. */
export async function lockReading(tx: Tx): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('suomi_fi_messages.reading')
    .select('continuation_token')
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.continuation_token ?? undefined
}

export async function saveResponse(
  tx: Tx,
  {
    continuationToken,
    unreadable,
    at,
  }: {
    readonly continuationToken: string | undefined
    readonly unreadable: number
    readonly at: Instant
  },
): Promise<void> {
  await tables(tx)
    .updateTable('suomi_fi_messages.reading')
    .set(({ eb }) => ({
      continuation_token: continuationToken ?? null,
      ...{ requested_at: timestamp(at), answered_at: timestamp(at), trouble: null },
      unreadable: eb('unreadable', '+', unreadable),
    }))
    .execute()
}

export async function saveTrouble(
  tx: Tx,
  { because, at }: { readonly because: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('suomi_fi_messages.reading')
    .set({ requested_at: timestamp(at), trouble: because })
    .execute()
}

/** The service refused the token: the next request is without one. */
export async function dropToken(
  tx: Tx,
  trouble: { readonly because: string; readonly at: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('suomi_fi_messages.reading')
    .set({ continuation_token: null })
    .execute()
  await saveTrouble(tx, trouble)
}

/** Messages that were accepted before then, and of which no event has said anything. */
export async function countWithoutState(tx: Tx, acceptedBefore: Instant): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('suomi_fi_messages.message')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('state', '=', 'accepted')
    .where('accepted_at', '<', timestamp(acceptedBefore))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Erases the messages whose last state is older. */
export const eraseMessages = (tx: Tx, before: Instant) =>
  tables(tx)
    .deleteFrom('suomi_fi_messages.message')
    .where('state_at', '<', timestamp(before))
    .execute()

type Tables = {
  'suomi_fi_messages.message': {
    notice_id: string
    person_id: string
    language: Language
    words: MessageWords | null
    state: MessageState
    delivered_by: Generated<DeliveredBy | null>
    planned_at: Instant
    accepted_at: Generated<Instant | null>
    state_at: Instant
  }
  'suomi_fi_messages.reading': {
    continuation_token: string | null
    requested_at: Instant | null
    answered_at: Instant | null
    trouble: string | null
    unreadable: number
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
