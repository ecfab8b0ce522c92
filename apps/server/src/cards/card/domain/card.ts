import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language, Text } from '#platform/texts.ts'
import type { MemberProduct } from '#cards/products/contract.ts'
import type { IssuerId } from '../../../pki/ca/contract.ts'
import type { SerialNumber } from '../../../pki/issuance/contract.ts'
import type { CardId, CardNumber, ClosingReason } from '../contract.ts'

/** One card of a person, from order to closing. Each state carries only what is true in it. */
export type Card =
  | (Every & { readonly state: 'ordered' })
  | (Every & { readonly state: 'inProduction' } & Tries)
  | (Every & {
      readonly state: 'productionFailed'
      readonly failedAt: Instant
      /** Kinds of what was found wrong with the last try. */
      readonly findings: readonly string[]
    } & Pick<Tries, 'failures'>)
  | (Every & Made & { readonly state: 'awaitingHandOver' })
  | (Every & Made & { readonly state: 'handedOver'; readonly handedOverAt: Instant })
  | (Every &
      Made & {
        readonly state: 'inUse'
        readonly handedOverAt: Instant
        readonly activatedAt: Instant
      })
  | (Every & {
      readonly state: 'closed'
      readonly closedAt: Instant
      readonly reason: ClosingReason
      /** Absent when the card was never produced. */
      readonly made?: Made
    })

export type CardIn<State extends Card['state']> = Extract<Card, { state: State }>

type Every = {
  readonly cardId: CardId
  readonly orderId: string
  /** Person id. */
  readonly holder: string
  /** The registration point to which the card is delivered; of one that is sent home, where its holder is served. */
  readonly pointId: string
  /** To the address of its holder, not to the point. */
  readonly isSentHome?: true
  /** The card in whose place it is: it works until this one is in use (R158). */
  readonly renews?: CardId
  /** The agreement, and the delegation, on which it was ordered; absent of a professional card. */
  readonly restsOn?: readonly string[]
  readonly orderedAt: Instant
  readonly says: CardSays
}

/** What is printed on the card and stands in its certificates. */
export type CardSays = OrderedSays | SaysForTests

/** Of what people order. */
export type OrderedSays = SaysOfAny & {
  /** Of an invented person, for a vendor: no register is asked of it, and the test authority certifies it (R233). */
  readonly isTest?: true
} & (SaysProfessional | SaysMember)

/** Of a kind that others issue: the service makes it for the tests of vendors alone (R251). */
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
}

/** Bound to a right to practise. */
export type SaysProfessional = {
  readonly product: 'professional-card'
  readonly registrationNumber: string
  readonly doctorId?: string
  /** The right to practise that the applicant picked. */
  readonly rightCode: string
  /** Of that right. */
  readonly title: Text
}

/** Bound to an organisation (R98). */
export type SaysMember = {
  readonly product: MemberProduct
  readonly subjectNumber: string
  readonly employer: Employer
  /** The one that the employer gives. */
  readonly title: Text
}

/** Of whoever acts for an organisation of any kind. */
export type SaysOrganisation = {
  readonly product: 'organisation-card'
  readonly subjectNumber: string
  readonly organisation: string
  readonly businessId: string
}

/** Bound to nothing: the client identifier says who it is. */
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
  /** The try that is going on: whoever holds another one has been overtaken. */
  readonly tryId: string
  /** Earlier tries that were found wrong. */
  readonly failures: number
}

export type Made = {
  readonly cardNumber: CardNumber
  /** Twenty hex digits. */
  readonly chipSerial: string
  readonly producedAt: Instant
  readonly certificates: readonly CardCertificate[]
  /** Of the master key of which its admin key was made; 0 for one that nobody has any more. */
  readonly adminKeyVersion: number
}

export type CardCertificate = {
  readonly purpose: 'authentication' | 'signature'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** Where each step leads. The README draws it, and a test compares the two. */
export const lifecycle = {
  ordered: { startTry: 'inProduction', cancelOrder: 'closed' },
  inProduction: {
    finishTry: 'awaitingHandOver',
    failTry: 'productionFailed',
    cancelOrder: 'closed',
  },
  productionFailed: {
    startTry: 'inProduction',
    tryAgain: 'ordered',
    close: 'closed',
    cancelOrder: 'closed',
  },
  awaitingHandOver: { handOver: 'handedOver', close: 'closed' },
  handedOver: { activate: 'inUse', close: 'closed' },
  inUse: { close: 'closed' },
  closed: {},
} as const satisfies {
  readonly [State in Card['state']]: { readonly [step: string]: Card['state'] }
}

/** Blanks that are spent on one order before a person must look at it. */
export const triesAtMost = 3

/** A new try. One that was going on is thereby abandoned. */
export const startTry = (
  card: CardIn<'ordered' | 'inProduction' | 'productionFailed'>,
  tryId: string,
): CardIn<'inProduction'> => ({
  ...everyOf(card),
  state: 'inProduction',
  tryId,
  failures: card.state === 'ordered' ? 0 : card.failures,
})

export const finishTry = (
  card: CardIn<'inProduction'>,
  made: Made,
): CardIn<'awaitingHandOver'> => ({
  ...everyOf(card),
  ...made,
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

/** Somebody has looked at what went wrong: up to three further blanks may be taken. */
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

export const close = (
  card: CardIn<'productionFailed' | MadeState>,
  { reason, now }: { readonly reason: ClosingReason; readonly now: Instant },
): CardIn<'closed'> => ({
  ...everyOf(card),
  state: 'closed',
  closedAt: now,
  reason,
  ...(card.state !== 'productionFailed' && { made: madeOf(card) }),
})

/** Nothing comes of it: nobody wants it, or what it would say is no longer true. */
export const cancelOrder = (
  card: CardIn<'ordered' | 'inProduction' | 'productionFailed'>,
  { reason, now }: { readonly reason: ClosingReason; readonly now: Instant },
): CardIn<'closed'> => ({
  ...everyOf(card),
  state: 'closed',
  closedAt: now,
  reason,
})

export type MadeState = 'awaitingHandOver' | 'handedOver' | 'inUse'

/** Posted to its holder and not activated yet: whether it has come is not known here (R156). */
export const isOnTheWayHome = (card: Card): card is CardIn<'awaitingHandOver'> =>
  card.state === 'awaitingHandOver' && card.isSentHome === true

/** What was made of the card, if it was ever made. */
export function whatWasMade(card: Card): Made | undefined {
  switch (card.state) {
    case 'ordered':
    case 'inProduction':
    case 'productionFailed':
      return undefined
    case 'awaitingHandOver':
    case 'handedOver':
    case 'inUse':
      return madeOf(card)
    case 'closed':
      return card.made
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

const madeOf = ({
  cardNumber,
  chipSerial,
  producedAt,
  certificates,
  adminKeyVersion,
}: Made): Made => ({
  cardNumber,
  chipSerial,
  producedAt,
  certificates,
  adminKeyVersion,
})
