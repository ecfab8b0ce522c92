import type { Decision } from '@sotevarmenne/api/decisions'
import { hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CertificateId, OrderId, PhotoId } from '../contract.ts'
import type { Address } from '#people/persons/contract.ts'
import type { Identification } from '#points/identification/contract.ts'
import type { Text } from '#platform/texts.ts'
import type { Basis } from '#organisations/registry/contract.ts'
import type { StrongSignIn } from '#platform/permit.ts'
import type {
  MemberProduct,
  Price,
  RenewalDecision,
  RenewalFacts,
} from '#cards/products/contract.ts'
import type { Right } from '#people/registers/contract.ts'
import type { Confirmation } from './confirmation.ts'

/** What is ordered, for whom, and how it was made sure: the same from the draft to the end. */
export type OrderContent = DeskContent | RenewalContent

/** Drafted and signed by a registrar. */
export type DeskContent = ProfessionalContent | MemberContent

type Common = {
  readonly orderId: OrderId
  readonly personId: string
  readonly givenNames: string
  readonly surname: string
  /** With its SHA-256 (hex), so that a signature on the order holds the picture too. */
  readonly photo?: { readonly photoId: PhotoId; readonly digest: string }
  readonly language: 'fi' | 'sv' | 'en'
  readonly letterTo: Address | 'registration-point'
  readonly point: { readonly pointId: string; readonly name: string }
  /** The registrar who identified the person and drafted the order; of a renewal the holder. */
  readonly draftedBy: string
  readonly draftedAt: Instant
}

type Decided = {
  /** The last day of the card, inclusive. */
  readonly validTo: LocalDate
  /** With its reason, by the rules and the price list of the day on which it was drafted. */
  readonly price: Price
}

type AtDesk = Common & {
  readonly identification: Identification
  /** Of the terms of use that were accepted; orders of before do not say it. */
  readonly termsVersion?: string
  /** The cancelled order in whose place it is, because that one's data were wrong (R132). */
  readonly corrects?: string
}

export type ProfessionalContent = AtDesk & ProfessionalPart
export type MemberContent = AtDesk & MemberPart

/** Made by the holder after a strong sign-in, and decided by rules alone (M3). */
export type RenewalContent = Common & ProfessionalPart & { readonly renewal: Renewal }

export type Renewal = {
  /** The card that is renewed. */
  readonly cardId: string
  readonly signIn: StrongSignIn
  readonly delivery: 'home' | 'registration-point'
  readonly decision: RenewalDecision
  /** Everything that the rules were told, as it was then. */
  readonly facts: RenewalFacts
}

/** What only a renewal says of itself, of any order. */
export const renewalOf = (content: OrderContent): Renewal | undefined =>
  'renewal' in content ? content.renewal : undefined

/** What only an order of a professional card says. */
export type ProfessionalPart = Decided & {
  readonly product: 'professional-card'
  readonly registrationNumber: string
  readonly doctorId?: string
  /** The right that is printed on the card, as its register said when the order was drafted. */
  readonly right: Right
}

/** What only an order of a staff or actor card says. */
export type MemberPart = Decided & {
  readonly product: MemberProduct
  readonly subjectNumber: string
  /** As the employer gives it: printed in the place of a right (R98). */
  readonly title: string
  readonly employment: Employment
  /** The papers on which it may be ordered. */
  readonly basis: Basis
  /** Where the card is free in the place of a faulty one (R134). */
  readonly replaces?: { readonly complaintId: string }
  /** What the employer prepared for the desk: used up by this order. */
  readonly preparedId?: string
}

/** For whom the person works, and what that one has said of it. */
export type Employment = {
  readonly organisationId: string
  readonly businessId: string
  readonly organisation: string
  readonly unit?: { readonly oid: string; readonly name: string }
  /** The last day, inclusive; absent when it has no end. */
  readonly endsOn?: LocalDate
  /** Kept when another organisation's registrar orders (R97); with its SHA-256 (hex). */
  readonly certificate?: { readonly certificateId: CertificateId; readonly digest: string }
  /** Of staff: whether the person logs in to client or patient systems in that work (R95). */
  readonly declaration?: {
    readonly logsInToPatientSystems: boolean
    /** Who said so for the employer, and when. */
    readonly givenBy: string
    readonly givenOn: LocalDate
  }
}

/** Which rule decides about the card. */
export const ruleOf = {
  'professional-card': 'professional-card',
  'staff-card': 'member-card',
  'actor-card': 'member-card',
} as const satisfies { readonly [Product in OrderContent['product']]: Decision['rule'] }

/** What is printed as the holder's title. The employer gives one word for all languages. */
export function titleOf(content: OrderContent): Text {
  if (content.product === 'professional-card') return content.right.title
  const { title } = content
  return { fi: title, sv: title, en: title }
}

/** The registrar's signature, kept so that the order can be proved as long as it is kept. */
export type OrderSignature = {
  /** SHA-256 of the statement, hex, as the audit trail says it too: stays when the statement goes. */
  readonly statementDigest: string
  readonly signature: Uint8Array
  readonly signatureAlgorithm: string
  /** DER: the signer's certificate and our own way up from it to the root. */
  readonly chain: readonly Uint8Array[]
  readonly certificateSerial: string
}

/** The rules decided, and nobody signed: what they decided is the statement. */
export type DecidedByRules = {
  /** SHA-256 of the statement, hex. */
  readonly statementDigest: string
  readonly rulesVersion: string
}

/** An order that was decided: when, by whose signature or by which rules, and the card that came of it. */
export type Placement = {
  readonly orderedAt: Instant
  readonly cardId: string
  readonly decided: OrderSignature | DecidedByRules
}

type Every = {
  readonly content: OrderContent
  /** As it was drafted, and as it was signed: on what it was decided each time (R142). Not there in orders of before. */
  readonly decisions: readonly Decision[]
  /** The text that is signed, byte for byte; absent once the address in it may not be kept. */
  readonly statement?: Uint8Array
  /** Of the applicant; absent in a draft that is still to be confirmed, in renewals, and in orders of before. */
  readonly confirmation?: Confirmation
}

/** One order of one card. Each state carries only what is true in it. */
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
      /** Absent when it was still a draft. */
      readonly placement?: Placement
    })

export type OrderIn<State extends Order['state']> = Extract<Order, { state: State }>

/** The applicant has confirmed what was shown; the registrar signs the text with the confirmation. */
export const confirmOrder = (
  order: OrderIn<'draft'>,
  confirmation: Confirmation,
  statement: Uint8Array,
): OrderIn<'draft'> => ({ ...order, confirmation, statement })

/** It was decided once more, and signed. */
export const placeOrder = (
  order: OrderIn<'draft'>,
  placement: Placement,
  decision: Decision,
): OrderIn<'ordered'> => ({
  ...order,
  state: 'ordered',
  placement,
  decisions: [...order.decisions, decision],
})

/** A renewal is decided at once: it never was a draft. */
export const orderRenewal = (
  content: RenewalContent,
  { statement, ...placement }: Placement & { readonly statement: Uint8Array },
): OrderIn<'ordered'> => ({
  content,
  // It keeps its own decision, with its facts, in its content.
  decisions: [],
  statement,
  state: 'ordered',
  placement,
})

/** The card of the order was made and read back. */
export const produceOrder = (
  order: OrderIn<'ordered'>,
  producedAt: Instant,
): OrderIn<'produced'> => ({
  ...order,
  state: 'produced',
  producedAt,
})

/** Nothing comes of the order: the desk took it back, or its card was closed before it was made. */
export const cancelOrder = (
  order: OrderIn<'draft' | 'ordered'>,
  cancelledAt: Instant,
): OrderIn<'cancelled'> => ({ ...order, state: 'cancelled', cancelledAt })

/**
 * The letter's address may not be kept any more (R23): it goes, and with it the text that names it. Its digest stays, so
 * that whoever has the text can still prove what was signed.
 */
export const forgetLetterAddress = (order: Order): Order => {
  if (order.state === 'draft') return order
  // The decision on a renewal names no address.
  if (renewalOf(order.content))
    return { ...order, content: { ...order.content, letterTo: 'registration-point' } }
  const { statement: _erased, ...rest } = order
  return { ...rest, content: { ...order.content, letterTo: 'registration-point' } }
}

/** A draft that nobody signed by then has ended by itself; it never stood in the way of another. */
export const lapsesAt = ({ draftedAt }: OrderContent): Instant => plus(draftedAt, draftLives)

/** How long a draft may wait for its signature: the person was identified at the desk, today. */
const draftLives = 24 * hour

export type DraftRefusal =
  | { readonly kind: 'order-not-a-draft'; readonly state: Order['state'] }
  | { readonly kind: 'drafted-by-another' }
  | { readonly kind: 'draft-lapsed' }

type Signing = { readonly signer: string; readonly now: Instant }

/** May the order be signed by this registrar? Not before the applicant has confirmed it (R109). */
export function mayBeSigned(
  order: Order,
  signing: Signing,
): Result<OrderIn<'draft'>, DraftRefusal | { readonly kind: 'not-confirmed' }> {
  const draft = mayBeConfirmed(order, signing)
  if (draft.ok && !draft.value.confirmation) return refuse({ kind: 'not-confirmed' })
  return draft
}

/** May the order go on at this registrar's desk? Who signs is who saw the person and the document. */
export function mayBeConfirmed(
  order: Order,
  { signer, now }: Signing,
): Result<OrderIn<'draft'>, DraftRefusal> {
  if (order.state !== 'draft') return refuse({ kind: 'order-not-a-draft', state: order.state })
  if (order.content.draftedBy !== signer) return refuse({ kind: 'drafted-by-another' })
  if (now > lapsesAt(order.content)) return refuse({ kind: 'draft-lapsed' })
  return ok(order)
}

/** Which step leads from which state where; the README draws it and a test compares. */
export const lifecycle = {
  draft: { placeOrder: 'ordered', cancelOrder: 'cancelled' },
  ordered: { cardProduced: 'produced', cancelOrder: 'cancelled', cardClosed: 'cancelled' },
  produced: {},
  cancelled: {},
} as const satisfies {
  readonly [State in Order['state']]: { readonly [step: string]: Order['state'] }
}
