import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { CardDelivery } from '@sotevarmenne/api/cards'
import type { Language } from '@sotevarmenne/api/values'
import { hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CertificateId, OrderId } from '../contract.ts'
import type { PhotoId } from '#cards/photos/contract.ts'
import type { LetterAddress } from '#people/persons/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Text } from '#platform/texts.ts'
import type { Basis } from '#organisations/registry/contract.ts'
import type { StrongSignIn } from '#platform/permit.ts'
import type { Price, RenewalDecision, RenewalFacts } from '#cards/products/contract.ts'
import type { Right } from '#people/registers/contract.ts'
import type { Confirmation } from './confirmation.ts'

/** What is ordered, for whom, and how it was verified: unchanged from the draft to the end. */
export type OrderContent = DeskContent | RenewalContent

/** Drafted and signed by a registrar. */
export type DeskContent = ProfessionalContent | MemberContent

type Common = {
  readonly orderId: OrderId
  readonly personId: string
  readonly givenNames: string
  readonly surname: string
  /** With its SHA-256 (hex), so that a signature on the order covers the picture too. */
  readonly photo?: { readonly photoId: PhotoId; readonly digest: string }
  readonly language: Language
  readonly letterTo: LetterAddress | 'registration-point'
  readonly point: { readonly pointId: string; readonly name: string }
  /** The registrar who identified the person and drafted the order; for a renewal the holder. */
  readonly draftedBy: string
  readonly draftedAt: Instant
}

type Decided = {
  /** Last day of validity of the card, inclusive. */
  readonly validTo: LocalDate
  /** With its reason, by the rules and the price list of the day of the draft. */
  readonly price: Price
}

type AtDesk = Common & {
  readonly identification: Identification
  /** Version of the terms of use that were accepted; absent in older orders. */
  readonly termsVersion?: string
  /** Where the applicant wants notices: not confirmed yet. */
  readonly noticeEmail?: string
  /** The cancelled order that this one corrects, because its data were wrong (R132). */
  readonly corrects?: string
}

export type ProfessionalContent = AtDesk &
  ProfessionalPart & {
    /** Absent in older orders, whose cards were all handed over at their point. */
    readonly delivery?: CardDelivery
  }
export type MemberContent = AtDesk & MemberPart

/** Ordered by the holder after a strong sign-in, and decided by rules alone (M3). */
export type RenewalContent = Common & ProfessionalPart & { readonly renewal: Renewal }

export type Renewal = {
  /** The card that is renewed. */
  readonly cardId: string
  readonly signIn: StrongSignIn
  readonly delivery: CardDelivery
  readonly decision: RenewalDecision
  /** All facts that the rules used, as they were then. */
  readonly facts: RenewalFacts
  /** By the holder; absent in renewals up to version 0.2.0. */
  readonly confirmation?: RenewalConfirmation
}

/** How the holder confirmed the renewal. In base64, since it is stored as JSON. */
export type RenewalConfirmation = {
  /** SHA-256 of what was confirmed, hex. */
  readonly statementDigest: string
} & (
  | {
      readonly by: 'signature'
      readonly signature: string
      readonly signatureAlgorithm: string
      /** DER. */
      readonly certificate: string
      readonly certificateSerial: string
    }
  | (Pick<
      Extract<StrongSignIn, { readonly method: 'suomiFi' }>,
      'means' | 'levelOfAssurance' | 'at'
    > & {
      readonly by: 'suomiFi'
    })
)

/** The renewal part of an order, if it is a renewal. */
export const renewalOf = (content: OrderContent): Renewal | undefined =>
  'renewal' in content ? content.renewal : undefined

/** Where the card goes. Staff and actor cards are handed over at their point. */
export function deliveryOf(content: OrderContent): CardDelivery {
  if ('renewal' in content) return content.renewal.delivery
  const chosen = content.product === 'professional-card' ? content.delivery : undefined
  return chosen ?? 'registration-point'
}

/** The part that only an order of a professional card has. */
export type ProfessionalPart = Decided & {
  readonly product: 'professional-card'
  readonly registrationNumber: string
  readonly doctorId?: string
  /** The right that is printed on the card, as in its register when the order was drafted. */
  readonly right: Right
}

/** The part that only an order of a staff or actor card has. */
export type MemberPart = Decided & {
  readonly product: MemberProduct
  readonly subjectNumber: string
  /** As given by the employer: printed instead of a right (R98). */
  readonly title: string
  readonly employment: Employment
  /** The agreements and delegations on which it may be ordered. */
  readonly basis: Basis
  /** The complaint because of which the replacement is free (R134). */
  readonly replaces?: { readonly complaintId: string }
  /** For e-mail: goes into the authentication certificate. */
  readonly workEmail?: string
  /** The prepared order of the employer: used up by this order. */
  readonly preparedId?: string
}

/** The person's employer, and what the employer has stated. */
export type Employment = {
  readonly organisationId: string
  readonly businessId: string
  readonly organisation: string
  readonly unit?: { readonly oid: string; readonly name: string }
  /** Last day, inclusive; absent when permanent. */
  readonly endsOn?: LocalDate
  /** Stored when another organisation's registrar orders (R97); with its SHA-256 (hex). */
  readonly certificate?: { readonly certificateId: CertificateId; readonly digest: string }
  /** For staff: whether the person logs in to client or patient systems in that work (R95). */
  readonly declaration?: {
    readonly logsInToPatientSystems: boolean
    /** A student in practice there: the card is chargeable (R407). */
    readonly isStudent?: true | undefined
    /** The person who stated it for the employer, and when. */
    readonly givenBy: string
    readonly givenOn: LocalDate
  }
}

/** The rule that decides about the card. */
export const ruleOf = {
  'professional-card': 'professional-card',
  'staff-card': 'member-card',
  'actor-card': 'member-card',
} as const satisfies { readonly [Product in OrderContent['product']]: DecisionView['rule'] }

/** The holder's title as printed. The employer gives one word for all languages. */
export function titleOf(content: OrderContent): Text {
  if (content.product === 'professional-card') return content.right.title
  const { title } = content
  return { fi: title, sv: title, en: title }
}

/** The registrar's signature, stored as proof of the order for its whole retention period. */
export type OrderSignature = {
  /** SHA-256 of the statement, hex, as in the audit log: stays when the statement is erased. */
  readonly statementDigest: string
  readonly signature: Uint8Array
  readonly signatureAlgorithm: string
  /** DER: the signer's certificate and our own chain from it to the root. */
  readonly chain: readonly Uint8Array[]
  readonly certificateSerial: string
}

/** Decided by rules, without a signature: the decision is the statement. */
export type DecidedByRules = {
  /** SHA-256 of the statement, hex. */
  readonly statementDigest: string
  readonly rulesVersion: string
}

/** An order that was decided: when, by which signature or rules, and the resulting card. */
export type Placement = {
  readonly orderedAt: Instant
  readonly cardId: string
  readonly decided: OrderSignature | DecidedByRules
}

type Every = {
  readonly content: OrderContent
  /** The grounds at the draft and at the signature (R142). Absent in older orders. */
  readonly decisions: readonly DecisionView[]
  /** The signed text, byte for byte; absent once the address in it may not be stored. */
  readonly statement?: Uint8Array
  /** By the applicant; absent in an unconfirmed draft, in renewals, and in older orders. */
  readonly confirmation?: Confirmation
}

/** One order of one card. Each state carries only the data that apply to it. */
export type Order =
  | (Every & {
      readonly state: 'draft'
      readonly content: DeskContent
      readonly statement: Uint8Array
    })
  | (Every & { readonly state: 'ordered'; readonly placement: Placement })
  | (Every & {
      readonly state: 'produced'
      readonly placement: Placement
      readonly producedAt: Instant
    })
  | (Every & {
      readonly state: 'cancelled'
      readonly cancelledAt: Instant
      /** Absent if it was still a draft. */
      readonly placement?: Placement
    })

export type OrderIn<State extends Order['state']> = Extract<Order, { state: State }>

/** The applicant has confirmed the text shown; the registrar signs the text with the confirmation. */
export const confirmOrder = (
  order: OrderIn<'draft'>,
  confirmation: Confirmation,
  statement: Uint8Array,
): OrderIn<'draft'> => ({ ...order, confirmation, statement })

/** The order was decided a second time, and signed. */
export const placeOrder = (
  order: OrderIn<'draft'>,
  placement: Placement,
  decision: DecisionView,
): OrderIn<'ordered'> => ({
  ...order,
  state: 'ordered',
  placement,
  decisions: [...order.decisions, decision],
})

/** A renewal is decided at once: it is never a draft. */
export const orderRenewal = (
  content: RenewalContent,
  { statement, ...placement }: Placement & { readonly statement: Uint8Array },
): OrderIn<'ordered'> => ({
  content,
  // Its own decision, with its facts, is in its content.
  decisions: [],
  statement,
  state: 'ordered',
  placement,
})

/** The card of the order was produced and read back. */
export const produceOrder = (
  order: OrderIn<'ordered'>,
  producedAt: Instant,
): OrderIn<'produced'> => ({
  ...order,
  state: 'produced',
  producedAt,
})

/** The order ends without a card: the desk withdrew it, or its card was cancelled before production. */
export const cancelOrder = (
  order: OrderIn<'draft' | 'ordered'>,
  cancelledAt: Instant,
): OrderIn<'cancelled'> => ({ ...order, state: 'cancelled', cancelledAt })

/**
 * The letter's address may no longer be stored (R23): it is erased, and with it the text that contains it.
 * Its digest stays, so that a copy of the text still proves what was signed.
 */
export const forgetLetterAddress = (order: Order): Order => {
  if (order.state === 'draft') return order
  // The decision on a renewal contains no address.
  if (renewalOf(order.content))
    return { ...order, content: { ...order.content, letterTo: 'registration-point' } }
  const { statement: _erased, ...rest } = order
  return { ...rest, content: { ...order.content, letterTo: 'registration-point' } }
}

/** A draft not signed by then has lapsed; it never blocked another order. */
export const lapsesAt = ({ draftedAt }: OrderContent): Instant => plus(draftedAt, draftLives)

/** Time limit for signing a draft: the person was identified at the desk, today. */
const draftLives = 24 * hour

export type DraftRefusal =
  | { readonly kind: 'order-not-a-draft'; readonly state: Order['state'] }
  | { readonly kind: 'drafted-by-another' }
  | { readonly kind: 'draft-lapsed' }

type Signing = { readonly signer: string; readonly now: Instant }

/** Whether this registrar may sign the order. Not before the applicant has confirmed it (R109). */
export function mayBeSigned(
  order: Order,
  signing: Signing,
): Result<OrderIn<'draft'>, DraftRefusal | { readonly kind: 'not-confirmed' }> {
  const draft = mayBeConfirmed(order, signing)
  if (draft.ok && !draft.value.confirmation) return refuse({ kind: 'not-confirmed' })
  return draft
}

/** Whether this registrar may continue the order. The signer must have seen the person and the document. */
export function mayBeConfirmed(
  order: Order,
  { signer, now }: Signing,
): Result<OrderIn<'draft'>, DraftRefusal> {
  if (order.state !== 'draft') return refuse({ kind: 'order-not-a-draft', state: order.state })
  if (order.content.draftedBy !== signer) return refuse({ kind: 'drafted-by-another' })
  if (now > lapsesAt(order.content)) return refuse({ kind: 'draft-lapsed' })
  return ok(order)
}

/** The transitions between states; the README draws them and a test compares. */
export const lifecycle = {
  draft: { placeOrder: 'ordered', cancelOrder: 'cancelled' },
  ordered: { cardProduced: 'produced', cancelOrder: 'cancelled', cardCancelled: 'cancelled' },
  produced: {},
  cancelled: {},
} as const satisfies {
  readonly [State in Order['state']]: { readonly [step: string]: Order['state'] }
}
