import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { contactMeans } from '@sotevarmenne/api/spare-cards'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import {
  requesterOf,
  showCertificates,
  showTimeline,
  type TimelineEntry,
} from '#cards/card/index.ts'
import { findingTextOf } from '#cards/production/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { SpareCardPrice } from '#cards/products/index.ts'
import type { Sealed } from './deps.ts'
import { registrarMay, type MayDo } from './domain/rules.ts'
import { chipOf, isOverdue, productionDataOf, type SpareCard } from './domain/spare-card.ts'
import { ownFindingTexts } from './finding-texts.ts'
import { priceOf } from './price-of.ts'
import { notesOf, timelines, type NoteStored } from './stores/life.ts'
import { takenChipsOf } from './stores/taken-chips.ts'

type Showing = Pick<Sealed, 'clock' | 'sealing' | 'termsOf'>

/**
 * Spare cards with the registrar's permitted actions for each, evaluated with the rules of the operations
 * themselves.
 */
export const showAtDesk = (
  deps: Showing,
  tx: Tx,
  permit: Permit,
  cards: readonly SpareCard[],
): Promise<SpareCardView[]> =>
  showAll(deps, tx, cards, (card) => registrarMay(card, requesterOf(permit)))

export async function showOneAtDesk(
  deps: Showing,
  tx: Tx,
  permit: Permit,
  card: SpareCard,
): Promise<SpareCardView> {
  const [shown] = await showAtDesk(deps, tx, permit, [card])
  if (!shown) throw new Error('the query for one spare card did not return one')
  return shown
}

/** Their holder has no actions for them here. */
export const showToHolder = (
  deps: Showing,
  tx: Tx,
  cards: readonly SpareCard[],
): Promise<SpareCardView[]> => showAll(deps, tx, cards, () => [])

async function showAll(
  deps: Showing,
  tx: Tx,
  cards: readonly SpareCard[],
  mayOf: (card: SpareCard) => readonly MayDo[],
): Promise<SpareCardView[]> {
  const ids = cards.map(({ spareCardId }) => spareCardId)
  const timelineOf = await timelines.of(tx, ids)
  const notes = await notesOf(tx, ids)
  const takenChips = await takenChipsOf(tx, ids)
  const shown: SpareCardView[] = []
  for (const card of cards)
    shown.push(
      show(deps, card, {
        timeline: timelineOf.get(card.spareCardId) ?? [],
        notes: notes.get(card.spareCardId) ?? [],
        chipsLeft: (takenChips.get(card.spareCardId) ?? []).filter((chip) => chip !== chipOf(card)),
        may: mayOf(card),
        price: await priceOf(deps, tx, card),
      }),
    )
  return shown
}

type Around = {
  readonly timeline: readonly TimelineEntry[]
  readonly notes: readonly NoteStored[]
  readonly chipsLeft: readonly string[]
  readonly may: readonly MayDo[]
  readonly price: SpareCardPrice
}

function show(
  { clock, sealing }: Showing,
  card: SpareCard,
  { timeline, notes, chipsLeft, may, price }: Around,
): SpareCardView {
  const { says } = card
  const production = productionDataOf(card)
  const chipSerial = chipOf(card)
  const handedOverAt = 'handedOverAt' in card ? card.handedOverAt : undefined
  return {
    spareCardId: card.spareCardId,
    cardId: card.actualCardId,
    state: card.state,
    holder: { personId: card.holder, givenNames: says.givenNames, surname: says.surname },
    title: says.title,
    missedBecause: card.missedBecause,
    startedAt: formatInstant(card.startedAt),
    validTo: card.validTo,
    returnBy: card.returnBy,
    ...(card.decision && { decision: card.decision }),
    price,
    isOverdue: isOverdue(card, dateInHelsinki(clock.now())),
    cardNumber: card.cardNumber,
    ...(chipSerial !== undefined && { chipSerial }),
    certificates: showCertificates(production),
    ...(handedOverAt !== undefined && { handedOverAt: formatInstant(handedOverAt) }),
    ...('reason' in card && {
      cancelled: { reason: card.reason, at: formatInstant(card.cancelledAt) },
    }),
    ...('plastic' in card && { plastic: card.plastic }),
    findings: [...new Set(card.findings)].map((kind) => ({
      kind,
      ...(ownFindingTexts[kind] ?? findingTextOf(kind)),
    })),
    notes: notes.map(({ at, means, textSealed }) => ({
      at: formatInstant(at),
      means: contactMeans.parse(means),
      ...(textSealed !== null && {
        text: Buffer.from(sealing.open(textSealed, card.spareCardId)).toString('utf8'),
      }),
    })),
    timeline: showTimeline(timeline),
    chipsLeft: [...chipsLeft],
    may: [...may],
  }
}
