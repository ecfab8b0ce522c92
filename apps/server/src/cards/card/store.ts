import type { CancellationReason, CardStateShown } from '@sotevarmenne/api/cards'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql, type Generated, type RawBuilder } from 'kysely'
import { json, optionalTimestamp, there, timestamp, readOne, type Tx } from '#platform/db.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import type { CardId, CardNumber } from './contract.ts'
import {
  type Card,
  type CardCertificate,
  type CardSays,
  type ProductionData,
  productionDataOf,
} from './domain/card.ts'

export async function insertCard(
  tx: Tx,
  card: Card,
  letterAddressSealed: Uint8Array,
): Promise<void> {
  await tables(tx)
    .insertInto('cards.card')
    .values({
      card_id: card.cardId,
      order_id: card.orderId,
      holder: card.holder,
      point_id: card.pointId,
      is_sent_home: card.isSentHome ?? false,
      renews_card_id: card.renews ?? null,
      ordered_at: timestamp(card.orderedAt),
      says: json({ ...card.says, ...(card.restsOn && { restsOn: card.restsOn }) }),
      letter_address_sealed: letterAddressSealed,
      ...stateColumns(card),
    })
    .execute()
}

export async function saveCard(tx: Tx, card: Card): Promise<void> {
  await tables(tx)
    .updateTable('cards.card')
    .set(stateColumns(card))
    .where('card_id', '=', card.cardId)
    .execute()
}

export const findCard = (tx: Tx, cardId: string) =>
  readOne(cards(tx).where('card_id', '=', cardId), cardOf)

/** The card, locked until the transaction ends. */
export const lockCard = (tx: Tx, cardId: string) =>
  readOne(cards(tx).where('card_id', '=', cardId).forUpdate(), cardOf)

export const findCardOfOrder = (tx: Tx, orderId: string) =>
  readOne(cards(tx).where('order_id', '=', orderId), cardOf)

export const findCardByNumber = (tx: Tx, cardNumber: string) =>
  readOne(cards(tx).where('card_number', '=', cardNumber), cardOf)

export async function cardsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly Card[]> {
  if (orderIds.length === 0) return []
  const rows = await cards(tx)
    .where(sql<boolean>`order_id = any(${[...orderIds]}::text[])`)
    .execute()
  return rows.map(cardOf)
}

/** Oldest first. */
export async function cardsOfHolder(tx: Tx, personId: string): Promise<readonly Card[]> {
  const rows = await cards(tx)
    .where('holder', '=', personId)
    .orderBy('ordered_at')
    .orderBy('card_id')
    .execute()
  return rows.map(cardOf)
}

/** Ids of cards in their holders' hands whose last day of validity it is, one page at a time. */
export async function cardsEndingOn(
  tx: Tx,
  {
    day,
    after,
    limit,
  }: { readonly day: LocalDate; readonly after?: string | undefined; readonly limit: number },
): Promise<
  readonly { readonly cardId: CardId; readonly holder: string; readonly validTo: LocalDate }[]
> {
  let query = tables(tx)
    .selectFrom('cards.card')
    .select(['card_id', 'holder'])
    .where('state', 'in', ['handedOver', 'inUse'])
    .where(sql<boolean>`says->>'validTo' = ${day}`)
  if (after !== undefined) query = query.where('card_id', '>', after)
  const rows = await query.orderBy('card_id').limit(limit).execute()
  return rows.map(({ card_id, holder }) => ({ cardId: card_id as CardId, holder, validTo: day }))
}

/** The number of cards that are not cancelled. */
export async function countOpenCards(tx: Tx): Promise<number> {
  const { count } = await tables(tx)
    .selectFrom('cards.card')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('state', '<>', 'cancelled')
    .executeTakeFirstOrThrow()
  return count
}

/** What a list of cards is searched by. */
export type CardsSought = { readonly cardNumber: string } | { readonly holders: readonly string[] }

/** Newest first. */
export async function cardsOfPoint(
  tx: Tx,
  page: RowsSought & {
    readonly pointId: string
    readonly state?: CardStateShown
    /** Only cards of these holders, or the card with this number. */
    readonly of?: CardsSought | undefined
  },
): Promise<readonly Card[]> {
  const { state, of } = page
  const rows = await cards(tx)
    .where('point_id', '=', page.pointId)
    .$call((query) => (state === undefined ? query : query.where(isInState(state))))
    .$call((query) => (of === undefined ? query : query.where(isSought(of))))
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'card_id', order: 'desc', ...page }))
    .execute()
  return rows.map(cardOf)
}

/** Cards bound to the organisation, newest first; `endingBy`: only those in their holders' hands whose last day is this or an earlier one. */
export async function cardsOfEmployer(
  tx: Tx,
  page: RowsSought & {
    readonly organisationId: string
    readonly state?: CardStateShown | undefined
    readonly endingBy?: LocalDate | undefined
    /** The whole card number, or parts of the printed name. */
    readonly search?: string | undefined
  },
): Promise<readonly Card[]> {
  const { organisationId, state, endingBy, search } = page
  const rows = await cards(tx)
    .where(isOfEmployer(organisationId))
    .$call((query) => (state === undefined ? query : query.where(isInState(state))))
    .$call((query) => (endingBy === undefined ? query : query.where(endsBy(endingBy))))
    .$call((query) => (search === undefined ? query : query.where(isFoundBy(search))))
    .$call(inOrderOfTime({ at: 'ordered_at', id: 'card_id', order: 'desc', ...page }))
    .execute()
  return rows.map(cardOf)
}

/** Cards of these holders that are bound to the organisation and not cancelled. */
export async function openCardsOfEmployer(
  tx: Tx,
  {
    organisationId,
    holders,
  }: { readonly organisationId: string; readonly holders: readonly string[] },
): Promise<readonly Card[]> {
  const rows = await cards(tx)
    .where(isAmong('holder', holders))
    .where(isOfEmployer(organisationId))
    .where('state', '<>', 'cancelled')
    .orderBy('ordered_at')
    .orderBy('card_id')
    .execute()
  return rows.map(cardOf)
}

/** The organisation's cards in their holders' hands; and those of them whose last day is this or an earlier one. */
export const countHeldOfEmployer = (
  tx: Tx,
  { organisationId, endingBy }: { readonly organisationId: string; readonly endingBy: LocalDate },
): Promise<{ readonly held: number; readonly ending: number }> =>
  tables(tx)
    .selectFrom('cards.card')
    .select(({ fn }) => [
      fn.countAll<number>().as('held'),
      fn.countAll<number>().filterWhere(endsBy(endingBy)).as('ending'),
    ])
    .where(isOfEmployer(organisationId))
    .where(isHeld)
    .executeTakeFirstOrThrow()

/** Those of the persons who have a professional card that is neither cancelled nor expired, ordered ones too. */
export const professionalHoldersAmong = (
  tx: Tx,
  { personIds, on }: { readonly personIds: readonly string[]; readonly on: LocalDate },
): Promise<ReadonlySet<string>> =>
  holdersAmong(
    tx,
    personIds,
    sql<boolean>`state <> 'cancelled' and says->>'product' = 'professional-card' and says->>'isTest' is null and says->>'validTo' >= ${on}`,
  )

/** Those of the persons who have a card in use. */
export const holdersOfCardsInUse = (
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> => holdersAmong(tx, personIds, sql<boolean>`state = 'inUse'`)

async function holdersAmong(
  tx: Tx,
  personIds: readonly string[],
  ofCards: RawBuilder<boolean>,
): Promise<ReadonlySet<string>> {
  if (personIds.length === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .select('holder')
    .distinct()
    .where(sql<boolean>`holder = any(${sql.val([...personIds])}::uuid[])`)
    .where(ofCards)
    .execute()
  return new Set(rows.map(({ holder }) => holder))
}

/** Each word is a part of the printed name, or all of them are the card number. */
function isFoundBy(search: string) {
  const words = search.split(/\s+/u).filter((word) => word !== '')
  const named = words.map(
    (word) =>
      sql`(says->>'givenNames') || ' ' || (says->>'surname') ilike ${`%${word.replaceAll(/[\\%_]/gu, '\\$&')}%`}`,
  )
  return sql<boolean>`(card_number = ${words.join('')} or (${sql.join(named, sql` and `)}))`
}

/** Test cards name invented employers. */
const isOfEmployer = (organisationId: string) =>
  sql<boolean>`says->'employer'->>'organisationId' = ${organisationId} and says->>'isTest' is null`

const isHeld = sql<boolean>`state in ('handedOver', 'inUse')`

const endsBy = (day: LocalDate) => sql<boolean>`${isHeld} and says->>'validTo' <= ${day}`

const isInState = (state: CardStateShown) =>
  state === 'sentHome' || state === 'awaitingHandOver'
    ? sql<boolean>`state = 'awaitingHandOver' and is_sent_home = ${state === 'sentHome'}`
    : sql<boolean>`state = ${state}`

/** Cards that wait at the point for their holders, by the time when they were produced. */
export async function cardsWaitingAt(
  tx: Tx,
  page: RowsSought & { readonly pointId: string; readonly of?: CardsSought | undefined },
): Promise<readonly { readonly cardId: string; readonly producedAt: Instant }[]> {
  const rows = await cards(tx)
    .where('point_id', '=', page.pointId)
    .where('state', '=', 'awaitingHandOver')
    .where('is_sent_home', '=', false)
    .$call((query) => (page.of === undefined ? query : query.where(isSought(page.of))))
    .$call(inOrderOfTime({ at: 'produced_at', id: 'card_id', order: 'desc', ...page }))
    .execute()
  return rows.map((row) => ({ cardId: row.card_id, producedAt: there(row, 'produced_at') }))
}

/** The ids of all cards of these holders, or of the card with this number. */
export async function cardIdsOf(tx: Tx, of: CardsSought): Promise<readonly string[]> {
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .select('card_id')
    .where(isSought(of))
    .execute()
  return rows.map((row) => row.card_id)
}

/** By card id; cards without a number, or unknown ones, are left out. */
export async function cardNumbersOf(
  tx: Tx,
  cardIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tables(tx)
    .selectFrom('cards.card')
    .select(['card_id', 'card_number'])
    .where(isAmong('card_id', cardIds))
    .where('card_number', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.card_id, row.card_number ?? '']))
}

const isSought = (of: CardsSought) =>
  'cardNumber' in of ? sql<boolean>`card_number = ${of.cardNumber}` : isAmong('holder', of.holders)

export async function letterAddressSealedOf(
  tx: Tx,
  cardId: string,
): Promise<Uint8Array | undefined> {
  const row = await tables(tx)
    .selectFrom('cards.card')
    .select('letter_address_sealed')
    .where('card_id', '=', cardId)
    .executeTakeFirst()
  return row?.letter_address_sealed ?? undefined
}

export async function forgetLetterAddress(tx: Tx, cardId: string): Promise<void> {
  await tables(tx)
    .updateTable('cards.card')
    .set({ letter_address_sealed: null })
    .where('card_id', '=', cardId)
    .execute()
}

/** The card goes to its point instead of the holder's home. */
export async function sendToPoint(tx: Tx, cardId: string): Promise<void> {
  await tables(tx)
    .updateTable('cards.card')
    .set({ is_sent_home: false })
    .where('card_id', '=', cardId)
    .execute()
}

export async function keepLetterAddress(
  tx: Tx,
  cardId: string,
  letterAddressSealed: Uint8Array,
): Promise<void> {
  await tables(tx)
    .updateTable('cards.card')
    .set({ letter_address_sealed: letterAddressSealed })
    .where('card_id', '=', cardId)
    .execute()
}

/** Those of the cards that have the event on their timeline. */
export async function cardsWithEvent(
  tx: Tx,
  cardIds: readonly string[],
  what: string,
): Promise<ReadonlySet<string>> {
  if (cardIds.length === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('cards.timeline')
    .select('card_id')
    .where('card_id', 'in', [...cardIds])
    .where('what', '=', what)
    .execute()
  return new Set(rows.map(({ card_id: cardId }) => cardId))
}

type CardRow = {
  card_id: string
  order_id: string
  holder: string
  point_id: string
  is_sent_home: boolean
  renews_card_id: string | null
  state: Card['state']
  ordered_at: Instant
  /** With the register data that the card relies on, which are not printed. */
  says: CardSays & { readonly restsOn?: readonly string[] }
  letter_address_sealed: Uint8Array | null
  try_id: string | null
  failures: number
  failed_at: Instant | null
  findings: readonly string[] | null
  card_number: string | null
  chip_serial: string | null
  produced_at: Instant | null
  certificates: readonly CardCertificate[] | null
  admin_key_version: number | null
  handed_over_at: Instant | null
  activated_at: Instant | null
  cancelled_at: Instant | null
  cancellation_reason: CancellationReason | null
}

type Tables = {
  'cards.card': CardRow
  'cards.timeline': { position: Generated<number>; card_id: string; at: Instant; what: string }
}

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const cards = (tx: Tx) => tables(tx).selectFrom('cards.card').selectAll()

/** All columns that depend on the state; those that do not apply become null. */
function stateColumns(card: Card) {
  const production = productionDataOf(card)
  return {
    state: card.state,
    try_id: card.state === 'inProduction' ? card.tryId : null,
    failures: 'failures' in card ? card.failures : 0,
    failed_at: optionalTimestamp('failedAt' in card ? card.failedAt : undefined),
    findings: 'findings' in card ? json(card.findings) : null,
    card_number: production?.cardNumber ?? null,
    chip_serial: production?.chipSerial ?? null,
    produced_at: optionalTimestamp(production?.producedAt),
    certificates: production ? json(production.certificates) : null,
    admin_key_version: production?.adminKeyVersion ?? null,
    handed_over_at: optionalTimestamp('handedOverAt' in card ? card.handedOverAt : undefined),
    activated_at: optionalTimestamp('activatedAt' in card ? card.activatedAt : undefined),
    cancelled_at: optionalTimestamp('cancelledAt' in card ? card.cancelledAt : undefined),
    cancellation_reason: card.state === 'cancelled' ? card.reason : null,
  }
}

function cardOf(row: CardRow): Card {
  const { restsOn, ...says } = row.says
  const every = {
    cardId: row.card_id as CardId,
    orderId: row.order_id,
    holder: row.holder,
    pointId: row.point_id,
    ...(row.is_sent_home && { isSentHome: true as const }),
    ...(row.renews_card_id !== null && { renews: row.renews_card_id as CardId }),
    ...(restsOn && { restsOn }),
    orderedAt: row.ordered_at,
    says,
  }
  switch (row.state) {
    case 'ordered':
      return { ...every, state: 'ordered' }
    case 'inProduction':
      return {
        ...every,
        state: 'inProduction',
        tryId: there(row, 'try_id'),
        failures: row.failures,
      }
    case 'productionFailed':
      return {
        ...every,
        state: 'productionFailed',
        failures: row.failures,
        failedAt: there(row, 'failed_at'),
        findings: there(row, 'findings'),
      }
    case 'awaitingHandOver':
      return { ...every, ...productionDataOfRow(row), state: 'awaitingHandOver' }
    case 'handedOver':
      return {
        ...every,
        ...productionDataOfRow(row),
        state: 'handedOver',
        handedOverAt: there(row, 'handed_over_at'),
      }
    case 'inUse':
      return {
        ...every,
        ...productionDataOfRow(row),
        state: 'inUse',
        handedOverAt: there(row, 'handed_over_at'),
        activatedAt: there(row, 'activated_at'),
      }
    case 'cancelled':
      return {
        ...every,
        state: 'cancelled',
        cancelledAt: there(row, 'cancelled_at'),
        reason: there(row, 'cancellation_reason'),
        ...(row.card_number !== null && { production: productionDataOfRow(row) }),
      }
  }
}

const productionDataOfRow = (row: CardRow): ProductionData => ({
  cardNumber: there(row, 'card_number') as CardNumber,
  chipSerial: there(row, 'chip_serial'),
  producedAt: there(row, 'produced_at'),
  certificates: there(row, 'certificates'),
  adminKeyVersion: row.admin_key_version ?? 0,
})
