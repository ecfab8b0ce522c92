import type { FollowUpResult, FollowUpState, CallsShown } from '@sotevarmenne/api/hotline'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql, type Generated, type Selectable } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import { inOrderOfTime, type RowsSought } from '#platform/paging.ts'
import { openJson, sealJson, type Sealing } from '#platform/sealing.ts'
import type { CallId, CallReference } from './contract.ts'
import type { Call, Personal } from './domain/call.ts'

/** Data about callers are sealed, each bound to its call: unreadable in a copy of the database. */
type WithSealing = { readonly sealing: Sealing }

export async function nextCallNumber(tx: Tx): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select nextval('hotline.call_number')::integer as number`.execute(tx)
  const number = rows.at(0)?.number
  if (number === undefined) throw new Error('nextval returned no row')
  return number
}

export async function insertCall({ sealing }: WithSealing, tx: Tx, call: Call): Promise<void> {
  const { personal = {} } = call
  await tables(tx)
    .insertInto('hotline.call')
    .values({
      call_id: call.callId,
      reference: call.reference,
      agent: call.agent,
      taken_at: timestamp(call.takenAt),
      caller: call.caller,
      language: call.language,
      identity: call.identity,
      outcome: call.outcome,
      happened: call.happened ?? null,
      happened_on: call.happenedOn ?? null,
      holder: call.holder ?? null,
      cards: json(call.cards),
      follow_up: call.followUp,
      personal_sealed: sealJson(sealing, personal, call.callId),
    })
    .execute()
}

export const findCall = (
  { sealing }: WithSealing,
  tx: Tx,
  callId: string,
): Promise<Call | undefined> =>
  readOne(calls(tx).where('call_id', '=', callId), (row) => callOf(sealing, row))

/** The call, locked until the transaction ends. */
export const lockCall = (
  { sealing }: WithSealing,
  tx: Tx,
  callId: string,
): Promise<Call | undefined> =>
  readOne(calls(tx).where('call_id', '=', callId).forUpdate(), (row) => callOf(sealing, row))

/** Newest first. */
export async function callsBehind(
  { sealing }: WithSealing,
  tx: Tx,
  requested: RowsSought & {
    readonly show: CallsShown
    readonly reference?: CallReference
    /** Inclusive. */
    readonly from?: Instant
    /** Exclusive. */
    readonly to?: Instant
  },
): Promise<readonly Call[]> {
  let query = calls(tx)
  if (requested.show === 'to-follow-up') query = query.where('follow_up', '=', 'open')
  if (requested.show === 'cancelled') query = query.where('outcome', '=', 'cancelled')
  if (requested.reference !== undefined) query = query.where('reference', '=', requested.reference)
  if (requested.from !== undefined) query = query.where('taken_at', '>=', timestamp(requested.from))
  if (requested.to !== undefined) query = query.where('taken_at', '<', timestamp(requested.to))
  const rows = await query
    .$call(inOrderOfTime({ at: 'taken_at', id: 'call_id', order: 'desc', ...requested }))
    .execute()
  return rows.map((row) => callOf(sealing, row))
}

export async function setFollowUp(tx: Tx, callId: CallId, followUp: FollowUpState): Promise<void> {
  await tables(tx)
    .updateTable('hotline.call')
    .set({ follow_up: followUp })
    .where('call_id', '=', callId)
    .execute()
}

/** Data about the caller, and the notes of follow-ups. */
export async function eraseCaller(tx: Tx, callId: CallId): Promise<void> {
  await tables(tx)
    .updateTable('hotline.call')
    .set({ personal_sealed: null })
    .where('call_id', '=', callId)
    .execute()
  await tables(tx)
    .updateTable('hotline.follow_up')
    .set({ note_sealed: null })
    .where('call_id', '=', callId)
    .execute()
}

export type FollowUp = {
  readonly callId: CallId
  readonly at: Instant
  /** Person id. */
  readonly by: string
  readonly result: FollowUpResult
  readonly note?: string
}

export async function insertFollowUp(
  { sealing }: WithSealing,
  tx: Tx,
  { callId, at, by, result, note }: FollowUp,
): Promise<void> {
  await tables(tx)
    .insertInto('hotline.follow_up')
    .values({
      call_id: callId,
      at: timestamp(at),
      by,
      result,
      note_sealed: note === undefined ? null : sealing.seal(Buffer.from(note), callId),
    })
    .execute()
}

/** Of each call, oldest first. */
export async function followUpsOf(
  { sealing }: WithSealing,
  tx: Tx,
  callIds: readonly CallId[],
): Promise<ReadonlyMap<CallId, readonly FollowUp[]>> {
  if (callIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('hotline.follow_up')
    .selectAll()
    .where('call_id', 'in', [...callIds])
    .orderBy('position')
    .execute()
  return Map.groupBy(
    rows.map(({ call_id, at, by, result, note_sealed: note }) => ({
      callId: call_id as CallId,
      at,
      by,
      result,
      ...(note && { note: Buffer.from(sealing.open(note, call_id)).toString('utf8') }),
    })),
    ({ callId }) => callId,
  )
}

/** How many holders are still to be contacted, and since when the first of them. */
export async function openFollowUps(
  tx: Tx,
): Promise<{ readonly open: number; readonly since?: Instant }> {
  const { rows } = await sql<{ open: number; since: Instant | null }>`
    select count(*)::integer as open, min(taken_at) as since
    from hotline.call where follow_up = 'open'`.execute(tx)
  const { open = 0, since = null } = rows.at(0) ?? {}
  return { open, ...(since !== null && { since }) }
}

type CallTable = {
  call_id: string
  reference: string
  agent: string
  taken_at: Instant
  caller: Call['caller']
  language: Call['language']
  identity: Call['identity']
  outcome: Call['outcome']
  happened: Call['happened'] | null
  happened_on: LocalDate | null
  holder: string | null
  cards: Call['cards']
  follow_up: FollowUpState
  personal_sealed: Uint8Array | null
}

type Tables = {
  'hotline.call': CallTable
  'hotline.follow_up': {
    position: Generated<number>
    call_id: string
    at: Instant
    by: string
    result: FollowUpResult
    note_sealed: Uint8Array | null
  }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const calls = (tx: Tx) => tables(tx).selectFrom('hotline.call').selectAll()

const callOf = (sealing: Sealing, row: Selectable<CallTable>): Call => ({
  callId: row.call_id as CallId,
  reference: row.reference as CallReference,
  agent: row.agent,
  takenAt: row.taken_at,
  caller: row.caller,
  language: row.language,
  identity: row.identity,
  outcome: row.outcome,
  ...(row.happened && { happened: row.happened }),
  ...(row.happened_on !== null && { happenedOn: row.happened_on }),
  ...(row.holder !== null && { holder: row.holder }),
  cards: row.cards,
  followUp: row.follow_up,
  ...(row.personal_sealed && {
    personal: openJson(sealing, row.personal_sealed, row.call_id) as Personal,
  }),
})
