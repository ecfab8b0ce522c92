import type { Decision } from '@sotevarmenne/api/decisions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Text } from '#platform/texts.ts'
import type { CardNumber, Employer } from '#cards/card/contract.ts'
import type { IssuerId } from '../../../pki/ca/contract.ts'
import type { SerialNumber } from '../../../pki/issuance/contract.ts'
import type { MissedBecause, SpareCardId, SpareClosingReason } from '../contract.ts'

/** One loan: a blank of the stock with temporary certificates on it. Each state carries only what is true in it. */
export type SpareCard =
  | (Every & { readonly state: 'beingMade'; readonly try?: Try })
  | (Every & Made & { readonly state: 'awaitingHandOver' })
  | (Every & Made & { readonly state: 'handedOver'; readonly handedOverAt: Instant })
  /** Its certificates are revoked; the plastic is not proved empty. */
  | (Every & Ended & { readonly state: 'closed' })
  | (Every &
      Ended & {
        readonly state: 'settled'
        readonly settledAt: Instant
        readonly plastic: PlasticFate
      })

export type SpareCardIn<State extends SpareCard['state']> = Extract<SpareCard, { state: State }>

type Every = {
  readonly spareCardId: SpareCardId
  /** The card in whose place it stands. */
  readonly actualCardId: string
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  /** The registration point that makes it and follows it up. */
  readonly pointId: string
  readonly startedAt: Instant
  readonly missedBecause: MissedBecause
  readonly says: SpareCardSays
  /** The last day of its certificates, inclusive. */
  readonly validTo: LocalDate
  readonly returnBy: LocalDate
  /** On what it was decided (R142); absent of those of before. */
  readonly decision?: Decision
  /** In the chip only: nothing is printed on a spare card. */
  readonly cardNumber: CardNumber
  /** Kinds of what was found wrong when it was last tried to make or empty it. */
  readonly findings: readonly string[]
}

/** What the actual card says, repeated. */
export type SpareCardSays = {
  readonly givenNames: string
  readonly surname: string
  readonly title: Text
  readonly language: 'fi' | 'sv' | 'en'
} & (
  | { readonly registrationNumber: string; readonly doctorId?: string }
  | { readonly subjectNumber: string; readonly employer: Employer }
)

/** The try that is going on, or was the last: whoever holds another one has been overtaken. */
export type Try = { readonly tryId: string; readonly chipSerial: string }

export type Made = {
  readonly chipSerial: string
  readonly madeAt: Instant
  readonly certificates: readonly TemporaryCertificate[]
}

export type TemporaryCertificate = {
  readonly purpose: 'authentication' | 'signature'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

type Ended = {
  readonly closedAt: Instant
  readonly reason: SpareClosingReason
  /** Absent when no blank was taken for it. */
  readonly chipSerial?: string
  readonly made?: Made
  readonly handedOverAt?: Instant
}

export type PlasticFate = 'emptied' | 'gone' | 'not-taken'

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  beingMade: { startTry: 'beingMade', finishMaking: 'awaitingHandOver', close: 'closed' },
  awaitingHandOver: { handOver: 'handedOver', close: 'closed' },
  handedOver: { close: 'closed' },
  closed: { settle: 'settled' },
  settled: {},
} as const satisfies {
  readonly [State in SpareCard['state']]: { readonly [step: string]: SpareCard['state'] }
}

export const startTry = (
  card: SpareCardIn<'beingMade'>,
  started: Try,
): SpareCardIn<'beingMade'> => ({
  ...everyOf(card),
  findings: [],
  state: 'beingMade',
  try: started,
})

export const failTry = (
  card: SpareCardIn<'beingMade'>,
  findings: readonly string[],
): SpareCardIn<'beingMade'> => ({ ...card, findings })

export const finishMaking = (
  card: SpareCardIn<'beingMade'>,
  made: Made,
): SpareCardIn<'awaitingHandOver'> => ({
  ...everyOf(card),
  ...made,
  findings: [],
  state: 'awaitingHandOver',
})

export const handOver = (
  card: SpareCardIn<'awaitingHandOver'>,
  now: Instant,
): SpareCardIn<'handedOver'> => ({ ...card, state: 'handedOver', handedOverAt: now })

export type OpenState = 'beingMade' | 'awaitingHandOver' | 'handedOver'

export function close(
  card: SpareCardIn<OpenState>,
  { reason, now }: { readonly reason: SpareClosingReason; readonly now: Instant },
): SpareCardIn<'closed'> {
  const made = whatWasMade(card)
  const chipSerial = chipOf(card)
  return {
    ...everyOf(card),
    state: 'closed',
    closedAt: now,
    reason,
    ...(chipSerial !== undefined && { chipSerial }),
    ...(made && { made }),
    ...(card.state === 'handedOver' && { handedOverAt: card.handedOverAt }),
  }
}

export const settle = (
  card: SpareCardIn<'closed'>,
  { plastic, now }: { readonly plastic: PlasticFate; readonly now: Instant },
): SpareCardIn<'settled'> => ({ ...card, findings: [], state: 'settled', settledAt: now, plastic })

/** What its making left in the books, if it was ever finished. */
export function whatWasMade(card: SpareCard): Made | undefined {
  switch (card.state) {
    case 'beingMade':
      return undefined
    case 'awaitingHandOver':
    case 'handedOver': {
      const { chipSerial, madeAt, certificates } = card
      return { chipSerial, madeAt, certificates }
    }
    case 'closed':
    case 'settled':
      return card.made
  }
}

/** The chip that was taken for it last. */
export const chipOf = (card: SpareCard): string | undefined =>
  card.state === 'beingMade' ? card.try?.chipSerial : card.chipSerial

/** Out of the stock's sight: not proved empty, and not written off. */
export const isOpen = ({ state }: SpareCard): boolean => state !== 'settled'

/** Past its day and not back. What lies at the desk still, or was never finished, is nobody's to bring back. */
export const isOverdue = (card: SpareCard, today: LocalDate): boolean =>
  card.returnBy < today &&
  (card.state === 'handedOver' || (card.state === 'closed' && card.handedOverAt !== undefined))

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
