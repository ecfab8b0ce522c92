import { addDays, addMonths, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Money } from '@sotevarmenne/kernel/money'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Setting } from '#settings/contract.ts'
import type { OrderTerms } from '../contract.ts'
import { isInForce } from './eligibility.ts'
import type { RightFacts } from './right-rules.ts'
import { listedPrice, type PriceList } from './price-list.ts'

/** Reasons for which a card is missing; a card cancelled for one of these may still have a spare card. */
const cancelledButMissed = ['lost', 'stolen', 'misused', 'broken', 'not-as-ordered'] as const

/** All facts on which a spare card is decided, except register data. */
export type SpareCardFacts = {
  /** The registrar who produces it. */
  readonly producedBy: string
  readonly holder: string
  readonly card: {
    readonly isInHand: boolean
    /** Whether its holder has ever had it. */
    readonly wasHandedOver: boolean
    readonly cancelledBecause?: string
    /** Last day of validity, inclusive. */
    readonly validTo: LocalDate
  }
  /** Another card of the same kind that the holder has in hand. */
  readonly otherCardInHand?: string
  /**
   * Whether the point may order for the employer of a staff or actor card; always true for a professional card.
   */
  readonly isServedHere: boolean
  /** A spare card for this card that was not returned. */
  readonly openSpareCardId?: string
  readonly validity: Validity
  readonly today: LocalDate
}

/** The months for which a spare card is valid at most, as in force on the day. */
type Validity = Setting<'spare-card-validity'>

export type SpareCardRefusal =
  | { readonly kind: 'producing-for-oneself' }
  | { readonly kind: 'not-a-point-of-the-employer' }
  | { readonly kind: 'card-never-handed-over' }
  | { readonly kind: 'card-cancelled-for-another-reason'; readonly because: string }
  | { readonly kind: 'another-card-in-hand'; readonly cardId: string }
  | { readonly kind: 'card-has-run-out'; readonly on: LocalDate }
  | { readonly kind: 'spare-card-open'; readonly spareCardId: string }

/**
 * Whether a spare card may be produced for this card (R70, R71, R72, R114). Returns the last day of its
 * certificates, inclusive (R73).
 */
export function decideSpareCard(
  facts: SpareCardFacts,
): Result<{ readonly validTo: LocalDate }, SpareCardRefusal> {
  const { card, holder, producedBy, otherCardInHand, openSpareCardId, validity, today } = facts
  if (producedBy === holder) return refuse({ kind: 'producing-for-oneself' })
  if (!facts.isServedHere) return refuse({ kind: 'not-a-point-of-the-employer' })
  if (!card.wasHandedOver) return refuse({ kind: 'card-never-handed-over' })
  if (card.cancelledBecause !== undefined && !isMissed(card.cancelledBecause))
    return refuse({ kind: 'card-cancelled-for-another-reason', because: card.cancelledBecause })
  if (!card.isInHand && otherCardInHand !== undefined)
    return refuse({ kind: 'another-card-in-hand', cardId: otherCardInHand })
  if (card.validTo < today) return refuse({ kind: 'card-has-run-out', on: card.validTo })
  if (openSpareCardId !== undefined)
    return refuse({ kind: 'spare-card-open', spareCardId: openSpareCardId })

  return ok({ validTo: temporaryValidTo(today, card.validTo, validity.value) })
}

export type SpareCardRegisterRefusal =
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-has-died' }
  | { readonly kind: 'right-no-longer-in-force' }

/** Whether the data of the actual card are still true (R70), since the spare card repeats them. */
export function checkRepeatedData({
  population,
  rights,
  printedRight,
  today,
}: {
  readonly population?: { readonly died?: LocalDate }
  readonly rights: readonly RightFacts[]
  /** Code of the right on the card; absent for a card bound to an employer. */
  readonly printedRight: string | undefined
  readonly today: LocalDate
}): Result<void, SpareCardRegisterRefusal> {
  if (!population) return refuse({ kind: 'unknown-to-population-register' })
  if (population.died !== undefined) return refuse({ kind: 'person-has-died' })
  if (printedRight === undefined) return ok(undefined)
  const isHeld = rights.some((right) => right.code === printedRight && isInForce(right, today))
  return isHeld ? ok(undefined) : refuse({ kind: 'right-no-longer-in-force' })
}

/**
 * The months less a day, so that the first and the last day are whole days, and never longer than the
 * actual card.
 */
function temporaryValidTo(today: LocalDate, cardValidTo: LocalDate, months: number): LocalDate {
  const max = addDays(addMonths(today, months), -1)
  return cardValidTo < max ? cardValidTo : max
}

/**
 * Price on the day of the hand-over, by the price list of its terms (R74, R115). Without an order (erased, or
 * never placed) the card is a professional one.
 */
export function spareCardPrice(
  terms: OrderTerms | undefined,
  on: LocalDate,
  list: PriceList,
): SpareCardPrice {
  if (terms?.employer === undefined || terms.price.kind === 'free')
    return { kind: 'free', because: 'free-card' }
  return {
    kind: 'priced',
    amount: listedPrice('temporary-certificate', on, list),
    because: 'priced-card',
  }
}

export type SpareCardPrice =
  | { readonly kind: 'free'; readonly because: 'free-card' }
  | { readonly kind: 'priced'; readonly amount: Money; readonly because: 'priced-card' }

const isMissed = (reason: string): boolean => cancelledButMissed.some((missed) => missed === reason)
