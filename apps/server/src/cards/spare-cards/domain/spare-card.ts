import type {
  MissedBecause,
  SpareCancellationReason,
  PlasticFate,
} from '@sotevarmenne/api/spare-cards'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Text } from '#platform/texts.ts'
import type { CardCertificate, CardNumber, Employer } from '#cards/card/contract.ts'
import type { SpareCardId } from '../contract.ts'

/**
 * One loan: a blank card of the stock with temporary certificates. Each state carries only the data that
 * apply to it.
 */
export type SpareCard =
  | (Every & { readonly state: 'beingProduced'; readonly try?: Try })
  | (Every & ProductionData & { readonly state: 'awaitingHandOver' })
  | (Every & ProductionData & { readonly state: 'handedOver'; readonly handedOverAt: Instant })
  /** Its certificates are revoked; the plastic was not verified to be empty. */
  | (Every & Ended & { readonly state: 'cancelled' })
  | (Every &
      Ended & {
        readonly state: 'settled'
        readonly settledAt: Instant
        readonly plastic: PlasticFate
      })

export type SpareCardIn<State extends SpareCard['state']> = Extract<SpareCard, { state: State }>

type Every = {
  readonly spareCardId: SpareCardId
  /** The card that it replaces. */
  readonly actualCardId: string
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  /** The registration point that produces it and monitors its return. */
  readonly pointId: string
  readonly startedAt: Instant
  readonly missedBecause: MissedBecause
  readonly says: SpareCardSays
  /** Last day of its certificates, inclusive. */
  readonly validTo: LocalDate
  readonly returnBy: LocalDate
  /** The grounds of its decision (R142); absent in older ones. */
  readonly decision?: DecisionView
  /** Of the current or last try. Stored only in the chip: nothing is printed on a spare card. */
  readonly cardNumber: CardNumber
  /** Kinds of the faults found in the last attempt to produce or wipe it. */
  readonly findings: readonly string[]
}

/** Data repeated from the actual card. */
export type SpareCardSays = {
  readonly givenNames: string
  readonly surname: string
  readonly title: Text
  readonly language: Language
} & (
  | { readonly registrationNumber: string; readonly doctorId?: string }
  | { readonly subjectNumber: string; readonly employer: Employer }
)

/** The current or last attempt: a run with another one was superseded. */
export type Try = { readonly tryId: string; readonly chipSerial: string }

export type ProductionData = {
  readonly chipSerial: string
  readonly producedAt: Instant
  readonly certificates: readonly CardCertificate[]
}

type Ended = {
  readonly cancelledAt: Instant
  readonly reason: SpareCancellationReason
  /** Absent when no blank card was taken for it. */
  readonly chipSerial?: string
  readonly production?: ProductionData
  readonly handedOverAt?: Instant
}

/** The state after each transition. The README draws it, and a test compares the two. */
export const lifecycle = {
  beingProduced: {
    startTry: 'beingProduced',
    finishProduction: 'awaitingHandOver',
    cancel: 'cancelled',
  },
  awaitingHandOver: { handOver: 'handedOver', cancel: 'cancelled' },
  handedOver: { cancel: 'cancelled' },
  cancelled: { settle: 'settled' },
  settled: {},
} as const satisfies {
  readonly [State in SpareCard['state']]: { readonly [step: string]: SpareCard['state'] }
}

export const startTry = (
  card: SpareCardIn<'beingProduced'>,
  { cardNumber, ...started }: Try & { readonly cardNumber: CardNumber },
): SpareCardIn<'beingProduced'> => ({
  ...everyOf(card),
  cardNumber,
  findings: [],
  state: 'beingProduced',
  try: started,
})

export const failTry = (
  card: SpareCardIn<'beingProduced'>,
  findings: readonly string[],
): SpareCardIn<'beingProduced'> => ({ ...card, findings })

export const finishProduction = (
  card: SpareCardIn<'beingProduced'>,
  production: ProductionData,
): SpareCardIn<'awaitingHandOver'> => ({
  ...everyOf(card),
  ...production,
  findings: [],
  state: 'awaitingHandOver',
})

export const handOver = (
  card: SpareCardIn<'awaitingHandOver'>,
  now: Instant,
): SpareCardIn<'handedOver'> => ({ ...card, state: 'handedOver', handedOverAt: now })

export type OpenState = 'beingProduced' | 'awaitingHandOver' | 'handedOver'

export function cancel(
  card: SpareCardIn<OpenState>,
  { reason, now }: { readonly reason: SpareCancellationReason; readonly now: Instant },
): SpareCardIn<'cancelled'> {
  const production = productionDataOf(card)
  const chipSerial = chipOf(card)
  return {
    ...everyOf(card),
    state: 'cancelled',
    cancelledAt: now,
    reason,
    ...(chipSerial !== undefined && { chipSerial }),
    ...(production && { production }),
    ...(card.state === 'handedOver' && { handedOverAt: card.handedOverAt }),
  }
}

export const settle = (
  card: SpareCardIn<'cancelled'>,
  { plastic, now }: { readonly plastic: PlasticFate; readonly now: Instant },
): SpareCardIn<'settled'> => ({ ...card, findings: [], state: 'settled', settledAt: now, plastic })

/** The recorded result of its production, if it was ever finished. */
export function productionDataOf(card: SpareCard): ProductionData | undefined {
  switch (card.state) {
    case 'beingProduced':
      return undefined
    case 'awaitingHandOver':
    case 'handedOver': {
      const { chipSerial, producedAt, certificates } = card
      return { chipSerial, producedAt, certificates }
    }
    case 'cancelled':
    case 'settled':
      return card.production
  }
}

/** The chip that was last taken for it. */
export const chipOf = (card: SpareCard): string | undefined =>
  card.state === 'beingProduced' ? card.try?.chipSerial : card.chipSerial

/** Whether it is still outside the stock: neither verified to be empty nor written off. */
export const isOpen = ({ state }: SpareCard): boolean => state !== 'settled'

/** Past its return date and not returned. One still at the desk, or never finished, cannot be overdue. */
export const isOverdue = (card: SpareCard, today: LocalDate): boolean =>
  card.returnBy < today &&
  (card.state === 'handedOver' || (card.state === 'cancelled' && card.handedOverAt !== undefined))

const everyOf = (card: SpareCard): Every => ({
  spareCardId: card.spareCardId,
  actualCardId: card.actualCardId,
  orderId: card.orderId,
  holder: card.holder,
  pointId: card.pointId,
  startedAt: card.startedAt,
  missedBecause: card.missedBecause,
  says: card.says,
  validTo: card.validTo,
  returnBy: card.returnBy,
  ...(card.decision && { decision: card.decision }),
  cardNumber: card.cardNumber,
  findings: card.findings,
})
