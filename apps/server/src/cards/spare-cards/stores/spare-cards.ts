import type {
  MissedBecause,
  SpareCancellationReason,
  PlasticFate,
  SpareCardsShown,
} from '@sotevarmenne/api/spare-cards'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, optionalTimestamp, there, timestamp, readOne, type Tx } from '#platform/db.ts'
import type { CardCertificate, CardNumber } from '#cards/card/contract.ts'
import type { SpareCardId } from '../contract.ts'
import {
  chipOf,
  productionDataOf,
  type ProductionData,
  type SpareCard,
  type SpareCardSays,
} from '../domain/spare-card.ts'

export async function insertSpareCard(
  tx: Tx,
  card: SpareCard,
  identificationSealed: Uint8Array,
): Promise<void> {
  await tables(tx)
    .insertInto('spare_cards.spare_card')
    .values({
      spare_card_id: card.spareCardId,
      actual_card_id: card.actualCardId,
      order_id: card.orderId,
      holder: card.holder,
      point_id: card.pointId,
      started_at: timestamp(card.startedAt),
      missed_because: card.missedBecause,
      says: json(card.says),
      valid_to: card.validTo,
      return_by: card.returnBy,
      decision: card.decision ? json(card.decision) : null,
      identification_sealed: identificationSealed,
      ...stateColumns(card),
    })
    .execute()
}

export async function saveSpareCard(tx: Tx, card: SpareCard): Promise<void> {
  await tables(tx)
    .updateTable('spare_cards.spare_card')
    .set(stateColumns(card))
    .where('spare_card_id', '=', card.spareCardId)
    .execute()
}

export const findSpareCard = (tx: Tx, spareCardId: string) =>
  readOne(cards(tx).where('spare_card_id', '=', spareCardId), cardOf)

export const findSpareCardByNumber = (tx: Tx, cardNumber: string) =>
  readOne(cards(tx).where('card_number', '=', cardNumber), cardOf)

/** The spare card, locked until the transaction ends. */
export const lockSpareCard = (tx: Tx, spareCardId: string) =>
  readOne(cards(tx).where('spare_card_id', '=', spareCardId).forUpdate(), cardOf)

/** Oldest first. */
export async function spareCardsOfHolder(tx: Tx, holder: string): Promise<readonly SpareCard[]> {
  const rows = await cards(tx)
    .where('holder', '=', holder)
    .orderBy('started_at')
    .orderBy('spare_card_id')
    .execute()
  return rows.map(cardOf)
}

/** The end of a page: the next one begins after it. */
export type Place = { readonly returnBy: LocalDate; readonly spareCardId: string }

/** By return date, earliest first, or `isReversed`. */
export async function spareCardsOfPoint(
  tx: Tx,
  page: {
    readonly pointId: string
    readonly show: SpareCardsShown
    readonly today: LocalDate
    readonly search?: string
    /** The first and the last return date, both included. */
    readonly from?: LocalDate
    readonly to?: LocalDate
    readonly isReversed: boolean
    readonly behind?: Place
    readonly limit: number
  },
): Promise<readonly SpareCard[]> {
  let query = cards(tx).where('point_id', '=', page.pointId)
  if (page.show !== 'all') query = query.where('state', '<>', 'settled')
  if (page.show === 'overdue')
    query = query
      .where('return_by', '<', page.today)
      .where('state', 'in', ['handedOver', 'cancelled'])
      .where('handed_over_at', 'is not', null)
  if (page.search !== undefined)
    query = query.where(
      sql<boolean>`(
        ${page.search} in (card_number, chip_serial)
        or position(lower(${page.search}) in lower((says->>'surname') || ' ' || (says->>'givenNames'))) > 0
        or position(lower(${page.search}) in lower((says->>'givenNames') || ' ' || (says->>'surname'))) > 0
      )`,
    )
  if (page.from !== undefined) query = query.where('return_by', '>=', page.from)
  if (page.to !== undefined) query = query.where('return_by', '<=', page.to)
  if (page.behind !== undefined)
    query = query.where(
      sql<boolean>`(return_by, spare_card_id) ${sql.raw(page.isReversed ? '<' : '>')} (${page.behind.returnBy}::date, ${page.behind.spareCardId}::uuid)`,
    )
  const direction = page.isReversed ? 'desc' : 'asc'
  const rows = await query
    .orderBy('return_by', direction)
    .orderBy('spare_card_id', direction)
    .limit(page.limit)
    .execute()
  return rows.map(cardOf)
}

/** Erases by which document the holders were identified; returns the spare cards concerned. */
export async function eraseIdentificationOf(tx: Tx, orderId: string): Promise<readonly string[]> {
  const rows = await tables(tx)
    .updateTable('spare_cards.spare_card')
    .set({ identification_sealed: null })
    .where('order_id', '=', orderId)
    .returning('spare_card_id')
    .execute()
  return rows.map(({ spare_card_id: id }) => id)
}

type CardRow = {
  spare_card_id: string
  actual_card_id: string
  order_id: string
  holder: string
  point_id: string
  state: SpareCard['state']
  started_at: Instant
  missed_because: MissedBecause
  says: SpareCardSays
  valid_to: LocalDate
  return_by: LocalDate
  card_number: string
  findings: readonly string[]
  try_id: string | null
  chip_serial: string | null
  produced_at: Instant | null
  certificates: readonly CardCertificate[] | null
  handed_over_at: Instant | null
  cancelled_at: Instant | null
  cancellation_reason: SpareCancellationReason | null
  settled_at: Instant | null
  plastic: PlasticFate | null
  identification_sealed: Uint8Array | null
  decision: DecisionView | null
}

type Tables = { 'spare_cards.spare_card': CardRow }

const tables = (tx: Tx) => tx.$extendTables<Tables>()
const cards = (tx: Tx) => tables(tx).selectFrom('spare_cards.spare_card').selectAll()

/** All columns that change with the state; those that do not apply become null. */
function stateColumns(card: SpareCard) {
  const production = productionDataOf(card)
  return {
    state: card.state,
    card_number: card.cardNumber,
    findings: json(card.findings),
    try_id: card.state === 'beingProduced' ? (card.try?.tryId ?? null) : null,
    chip_serial: chipOf(card) ?? null,
    produced_at: optionalTimestamp(production?.producedAt),
    certificates: production ? json(production.certificates) : null,
    handed_over_at: optionalTimestamp('handedOverAt' in card ? card.handedOverAt : undefined),
    cancelled_at: optionalTimestamp('cancelledAt' in card ? card.cancelledAt : undefined),
    cancellation_reason: 'reason' in card ? card.reason : null,
    settled_at: optionalTimestamp('settledAt' in card ? card.settledAt : undefined),
    plastic: 'plastic' in card ? card.plastic : null,
  }
}

function cardOf(row: CardRow): SpareCard {
  const every = {
    spareCardId: row.spare_card_id as SpareCardId,
    actualCardId: row.actual_card_id,
    orderId: row.order_id,
    holder: row.holder,
    pointId: row.point_id,
    startedAt: row.started_at,
    missedBecause: row.missed_because,
    says: row.says,
    validTo: row.valid_to,
    returnBy: row.return_by,
    ...(row.decision !== null && { decision: row.decision }),
    cardNumber: row.card_number as CardNumber,
    findings: row.findings,
  }
  switch (row.state) {
    case 'beingProduced':
      return {
        ...every,
        state: 'beingProduced',
        ...(row.try_id !== null && {
          try: { tryId: row.try_id, chipSerial: there(row, 'chip_serial') },
        }),
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
    case 'cancelled':
      return { ...every, ...endedOf(row), state: 'cancelled' }
    case 'settled':
      return {
        ...every,
        ...endedOf(row),
        state: 'settled',
        settledAt: there(row, 'settled_at'),
        plastic: there(row, 'plastic'),
      }
  }
}

const endedOf = (row: CardRow) => ({
  cancelledAt: there(row, 'cancelled_at'),
  reason: there(row, 'cancellation_reason'),
  ...(row.chip_serial !== null && { chipSerial: row.chip_serial }),
  ...(row.certificates !== null && { production: productionDataOfRow(row) }),
  ...(row.handed_over_at !== null && { handedOverAt: row.handed_over_at }),
})

const productionDataOfRow = (row: CardRow): ProductionData => ({
  chipSerial: there(row, 'chip_serial'),
  producedAt: there(row, 'produced_at'),
  certificates: there(row, 'certificates'),
})
