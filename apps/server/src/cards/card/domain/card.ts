import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import type { CancellationReason, CertificatePurpose } from '@sotevarmenne/api/cards'
import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language, Text } from '#platform/texts.ts'
import type { IssuerId } from '../../../pki/ca/contract.ts'
import type { SerialNumber } from '../../../pki/issuance/contract.ts'
import type { CardId, CardNumber } from '../contract.ts'

/** One card of a person, from order to cancellation. Each state has only the members that are true in it. */
export type Card =
  | (Every & { readonly state: 'ordered' })
  | (Every & { readonly state: 'inProduction' } & Tries)
  | (Every & {
      readonly state: 'productionFailed'
      readonly failedAt: Instant
      /** Kinds of faults found in the last attempt. */
      readonly findings: readonly string[]
    } & Pick<Tries, 'failures'>)
  | (Every & ProductionData & { readonly state: 'awaitingHandOver' })
  | (Every & ProductionData & { readonly state: 'handedOver'; readonly handedOverAt: Instant })
  | (Every &
      ProductionData & {
        readonly state: 'inUse'
        readonly handedOverAt: Instant
        readonly activatedAt: Instant
      })
  | (Every & {
      readonly state: 'cancelled'
      readonly cancelledAt: Instant
      readonly reason: CancellationReason
      /** Absent when the card was never produced. */
      readonly production?: ProductionData
    })

export type CardIn<State extends Card['state']> = Extract<Card, { state: State }>

type Every = {
  readonly cardId: CardId
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  /**
   * The registration point to which the card is delivered; for a card sent home, the one that serves its
   * holder.
   */
  readonly pointId: string
  /** To the address of its holder, not to the point. */
  readonly isSentHome?: true
  /** The card that it replaces: that one works until this one is in use (R158). */
  readonly renews?: CardId
  /** The agreement, and the delegation, on which it was ordered; absent for a professional card. */
  readonly restsOn?: readonly string[]
  readonly orderedAt: Instant
  readonly says: CardSays
}

/** What is printed on the card and is in its certificates. */
export type CardSays = OrderedSays | SaysForTests

/** For cards that people order. */
export type OrderedSays = SaysOfAny & {
  /**
   * For an invented person, for a vendor: no register is queried for it, and the test CA certifies it (R233).
   */
  readonly isTest?: true
} & (SaysProfessional | SaysMember)

/** A kind that others issue: the service produces it only for the tests of vendors (R251). */
export type SaysForTests = SaysOfAny & { readonly isTest: true } & (SaysOrganisation | SaysCitizen)

export const isOrdered = (says: CardSays): says is OrderedSays =>
  says.product !== 'organisation-card' && says.product !== 'citizen-card'

type SaysOfAny = {
  readonly givenNames: string
  readonly surname: string
  /** The last day, inclusive. */
  readonly validTo: LocalDate
  readonly photoId?: string
  readonly language: Language
  /** Of a test card, as its vendor chose; otherwise the service's. */
  readonly keyAlgorithm?: CardKeyAlgorithm
}

/** Bound to a right to practise. */
export type SaysProfessional = {
  readonly product: 'professional-card'
  readonly registrationNumber: string
  readonly doctorId?: string
  /** The right to practise that the applicant picked. */
  readonly rightCode: string
  /** The title of that right. */
  readonly title: Text
}

/** Bound to an organisation (R98). */
export type SaysMember = {
  readonly product: MemberProduct
  readonly subjectNumber: string
  readonly employer: Employer
  /** The title that the employer gives. */
  readonly title: Text
  /** For e-mail: in the authentication certificate. */
  readonly workEmail?: string
}

/** For people who act for an organisation of any kind. */
export type SaysOrganisation = {
  readonly product: 'organisation-card'
  readonly subjectNumber: string
  readonly organisation: string
  readonly businessId: string
}

/** Bound to nothing: the client identifier identifies the person. */
export type SaysCitizen = {
  readonly product: 'citizen-card'
  readonly satu: string
}

export type Employer = {
  readonly organisationId: string
  readonly organisation: string
  readonly unit?: string
}

type Tries = {
  /** The present production attempt: another id belongs to an abandoned attempt. */
  readonly tryId: string
  /** The number of earlier attempts that failed. */
  readonly failures: number
}

export type ProductionData = {
  readonly cardNumber: CardNumber
  /** Twenty hex digits. */
  readonly chipSerial: string
  readonly producedAt: Instant
  readonly certificates: readonly CardCertificate[]
  /** The version of the master key from which its admin key was derived; 0 for one that no longer exists. */
  readonly adminKeyVersion: number
}

export type CardCertificate = {
  readonly purpose: CertificatePurpose
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** Where each step leads. The README has the diagram, and a test compares the two. */
export const lifecycle = {
  ordered: { startTry: 'inProduction', cancelOrder: 'cancelled' },
  inProduction: {
    finishTry: 'awaitingHandOver',
    failTry: 'productionFailed',
    cancelOrder: 'cancelled',
  },
  productionFailed: {
    startTry: 'inProduction',
    tryAgain: 'ordered',
    cancel: 'cancelled',
    cancelOrder: 'cancelled',
  },
  awaitingHandOver: { handOver: 'handedOver', cancel: 'cancelled' },
  handedOver: { activate: 'inUse', cancel: 'cancelled' },
  inUse: { cancel: 'cancelled' },
  cancelled: {},
} as const satisfies {
  readonly [State in Card['state']]: { readonly [step: string]: Card['state'] }
}

/** Maximum number of blank cards used for one order before a person must deal with it. */
export const maxTries = 3

/** Starts a production attempt. One in progress is thereby abandoned. */
export const startTry = (card: CardIn<OrderedState>, tryId: string): CardIn<'inProduction'> => ({
  ...everyOf(card),
  state: 'inProduction',
  tryId,
  failures: card.state === 'ordered' ? 0 : card.failures,
})

export const finishTry = (
  card: CardIn<'inProduction'>,
  production: ProductionData,
): CardIn<'awaitingHandOver'> => ({
  ...everyOf(card),
  ...production,
  state: 'awaitingHandOver',
})

export const failTry = (
  card: CardIn<'inProduction'>,
  { findings, now }: { readonly findings: readonly string[]; readonly now: Instant },
): CardIn<'productionFailed'> => ({
  ...everyOf(card),
  state: 'productionFailed',
  failedAt: now,
  findings,
  failures: card.failures + 1,
})

/** A person has dealt with the failure: up to three further blank cards may be used. */
export const tryAgain = (card: CardIn<'productionFailed'>): CardIn<'ordered'> => ({
  ...everyOf(card),
  state: 'ordered',
})

export const handOver = (card: CardIn<'awaitingHandOver'>, now: Instant): CardIn<'handedOver'> => ({
  ...card,
  state: 'handedOver',
  handedOverAt: now,
})

export const activate = (card: CardIn<'handedOver'>, now: Instant): CardIn<'inUse'> => ({
  ...card,
  state: 'inUse',
  activatedAt: now,
})

export const cancel = (
  card: CardIn<'productionFailed' | ProducedState>,
  { reason, now }: { readonly reason: CancellationReason; readonly now: Instant },
): CardIn<'cancelled'> => ({
  ...everyOf(card),
  state: 'cancelled',
  cancelledAt: now,
  reason,
  ...(card.state !== 'productionFailed' && { production: onlyProductionData(card) }),
})

/** The order ends without a card: it is not wanted, or its data are no longer true. */
export const cancelOrder = (
  card: CardIn<OrderedState>,
  { reason, now }: { readonly reason: CancellationReason; readonly now: Instant },
): CardIn<'cancelled'> => ({
  ...everyOf(card),
  state: 'cancelled',
  cancelledAt: now,
  reason,
})

export type OrderedState = 'ordered' | 'inProduction' | 'productionFailed'

export type ProducedState = 'awaitingHandOver' | 'handedOver' | 'inUse'

/** Posted to its holder and not activated yet: whether it has arrived is not known here (R156). */
export const isOnTheWayHome = (card: Card): card is CardIn<'awaitingHandOver'> =>
  card.state === 'awaitingHandOver' && card.isSentHome === true

/** The production data of the card, if it was ever produced. */
export function productionDataOf(card: Card): ProductionData | undefined {
  switch (card.state) {
    case 'ordered':
    case 'inProduction':
    case 'productionFailed':
      return undefined
    case 'awaitingHandOver':
    case 'handedOver':
    case 'inUse':
      return onlyProductionData(card)
    case 'cancelled':
      return card.production
  }
}

const everyOf = ({
  cardId,
  orderId,
  holder,
  pointId,
  isSentHome,
  renews,
  restsOn,
  orderedAt,
  says,
}: Every): Every => ({
  cardId,
  orderId,
  holder,
  pointId,
  ...(isSentHome && { isSentHome }),
  ...(renews !== undefined && { renews }),
  ...(restsOn && { restsOn }),
  orderedAt,
  says,
})

const onlyProductionData = ({
  cardNumber,
  chipSerial,
  producedAt,
  certificates,
  adminKeyVersion,
}: ProductionData): ProductionData => ({
  cardNumber,
  chipSerial,
  producedAt,
  certificates,
  adminKeyVersion,
})
