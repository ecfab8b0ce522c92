import { z } from 'zod'
import { atrText, relayTicketView, relayTurnView } from './card-relay.ts'
import { decisionView } from './decisions.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { presentedIdentification } from './identification.ts'
import {
  address,
  letterAddress,
  base64,
  dateText,
  id,
  instantText,
  refusalShown,
  threeLanguages,
  language,
} from './values.ts'
import { definePermission } from './permission.ts'

/** Printed on the card. */
const cardNumber = z
  .string()
  .regex(/^\d{17}$/)
  .meta({ examples: ['92461234567890123'] })
/** At the top of an activation letter. */
const letterNumber = z
  .string()
  .regex(/^\d{10}$/)
  .meta({ examples: ['1234567890'] })

/** Where a card goes: posted to its holder, or handed over at a registration point. */
export const cardDelivery = z.enum(['home', 'registration-point'])
export type CardDelivery = z.infer<typeof cardDelivery>

export const cardState = z.enum([
  'ordered',
  'inProduction',
  'productionFailed',
  'awaitingHandOver',
  'handedOver',
  'inUse',
  'cancelled',
])
export type CardState = z.infer<typeof cardState>

/** The state as people read it: a card that was posted to its holder awaits nobody at the point. */
export const cardStateShown = z.enum([...cardState.options, 'sentHome'])
export type CardStateShown = z.infer<typeof cardStateShown>

export const stateShown = (card: {
  readonly state: CardState
  readonly isSentHome?: boolean | undefined
}): CardStateShown =>
  card.state === 'awaitingHandOver' && card.isSentHome === true ? 'sentHome' : card.state

/** Why a card is cancelled; each maps to a CRLReason (RFC 5280 § 5.3.1). */
export const cancellationReason = z.enum([
  'lost',
  'stolen',
  /** Somebody else knows a PIN or has used it. */
  'misused',
  'broken',
  /** A complaint: the printed or certified data are not those of the order. */
  'not-as-ordered',
  'data-changed',
  'returned',
  /** For staff and actor cards: the employment at the organisation. */
  'employment-ended',
  'production-failed',
  /** Never produced: the order was cancelled. */
  'order-cancelled',
  /** According to a register. */
  'right-ended',
  'holder-died',
  /** The new card that replaces it is in use. */
  'replaced',
])
export type CancellationReason = z.infer<typeof cancellationReason>

/** Reasons that people choose when they cancel a card; the others are set by the service. */
const reasonAtDesk = cancellationReason.exclude([
  'not-as-ordered',
  'order-cancelled',
  'right-ended',
  'holder-died',
  'replaced',
])
export type ReasonAtDesk = z.infer<typeof reasonAtDesk>

/** Why a holder may have a new card while the old one is valid. */
export const replacementReason = z.enum(['name-changed', 'right-restricted', 'number-changed'])
export type ReplacementReason = z.infer<typeof replacementReason>

export const certificatePurpose = z.enum(['authentication', 'signature'])
export type CertificatePurpose = z.infer<typeof certificatePurpose>

/** A card with two certificates of its own that a person orders. */
export const cardProduct = z.enum(['professional-card', 'staff-card', 'actor-card'])
export type CardProduct = z.infer<typeof cardProduct>

export const cardView = z.object({
  cardId: id,
  state: cardState,
  product: cardProduct,
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  /** The printed number: 17 digits, from production on. */
  cardNumber: z.string().optional(),
  title: threeLanguages,
  /** For a professional. */
  registrationNumber: z.string().optional(),
  /** For a professional: the printed right, by its code in the register. */
  rightCode: z.string().optional(),
  /** For staff and actors: eleven digits, assigned by the service. */
  subjectNumber: z.string().optional(),
  /** The organisation to which a staff or actor card is bound. */
  employer: z
    .object({ organisationId: id, organisation: z.string(), unit: z.string().optional() })
    .optional(),
  /** In the authentication certificate, of a card for e-mail too. */
  workEmail: z.string().optional(),
  validTo: dateText,
  /** Posted to its holder, not sent to the registration point. */
  isSentHome: z.literal(true).optional(),
  /** The card that works until this one is in use. */
  renews: id.optional(),
  photoId: id.optional(),
  language,
  certificates: z.array(
    z.object({
      purpose: certificatePurpose,
      serial: z.string(),
      notBefore: instantText,
      notAfter: instantText,
    }),
  ),
  /** When a new letter would leave if ordered now; only for a single card, where the caller may order it. */
  newLetterLeaves: dateText.optional(),
  letter: z
    .object({ letterNumber: z.string(), plannedFor: dateText, sentAt: instantText.optional() })
    .optional(),
  /** A register no longer confirms its data: a replacement may be ordered. */
  replacementOffered: replacementReason.optional(),
  /** Decisions of the service after a register no longer confirmed its data; only for a single card. */
  decisions: z.array(decisionView).optional(),
  cancelled: z.object({ reason: cancellationReason, at: instantText }).optional(),
  /** Of the contactless side, for doors and time clocks: hexadecimal; absent when none was recorded. */
  contactlessId: z.string().optional(),
  /**
   * Only while `productionFailed`: the fault of the last blank card. `isFinal` when no further one is tried.
   */
  productionFailure: z
    .object({ at: instantText, isFinal: z.boolean(), findings: z.array(refusalShown) })
    .optional(),
  /** The card's events, oldest first. `what` is the event's name (`CardHandedOver`). */
  timeline: z.array(z.object({ at: instantText, what: z.string() })),
  /** What the caller may do now. */
  may: z.array(
    z.enum([
      'hand-over',
      'cancel',
      'report-lost',
      'unlock',
      'order-new-code',
      'record-contactless',
    ]),
  ),
})
export type CardView = z.infer<typeof cardView>

export const viewCard = defineEndpoint({
  method: 'GET',
  path: '/cards/:cardId',
  permission: definePermission('cards.viewCard', {
    roles: ['registrar'],
    label: { fi: 'Kortin katselu', sv: 'Visning av kort', en: 'Viewing a card' },
  }),
  summary: 'A card with its timeline',
  input: z.object({ cardId: id }),
  response: cardView,
})

export const recordContactlessId = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/cards/:cardId/contactless-id',
  permission: definePermission('cards.recordContactlessId', {
    roles: ['registrar'],
    label: {
      fi: 'Kortin etälukutunnisteen kirjaaminen',
      sv: 'Registrering av kortets kontaktlösa identifierare',
      en: 'Recording the contactless identifier of a card',
    },
  }),
  summary:
    'Records the identifier (UID, ISO/IEC 14443-3) of the contactless side of a card, for doors and time clocks; without one, what was recorded is removed',
  input: z.object({
    cardId: id,
    /** Hexadecimal, 4, 7 or 10 bytes. */
    contactlessId: z.string().max(40).optional(),
  }),
  response: cardView,
})

export const listCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/cards/search',
  permission: definePermission('cards.listCards', {
    roles: ['registrar'],
    label: { fi: 'Korttien selaaminen', sv: 'Bläddring bland kort', en: 'Listing cards' },
  }),
  summary: 'Cards of the registration point, newest first, a page at a time',
  input: deskList
    .extend({ state: cardStateShown.optional() })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ cards: z.array(cardView), nextCursor: z.string().optional() }),
})

export const handOverCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/cards/:cardId/hand-over',
  permission: definePermission('cards.handOverCard', {
    roles: ['registrar'],
    label: { fi: 'Kortin luovutus', sv: 'Överlämning av kort', en: 'Handing a card over' },
  }),
  summary: 'Hands the card over to its holder, who was identified again',
  input: z.object({ cardId: id, identification: presentedIdentification }),
  response: cardView,
})

export const cancelCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/cards/:cardId/cancellation',
  permission: definePermission('cards.cancelCard', {
    roles: ['registrar'],
    label: { fi: 'Kortin sulkeminen', sv: 'Spärrning av kort', en: 'Cancelling a card' },
  }),
  summary: 'Cancels a card for good and revokes both certificates (registrar)',
  input: z.object({ cardId: id, reason: reasonAtDesk }),
  response: cardView,
})

export const viewOwnCards = defineEndpoint({
  method: 'GET',
  path: '/own/cards',
  permission: definePermission('cards.viewOwnCards', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: { fi: 'Omien korttien katselu', sv: 'Visning av egna kort', en: 'Viewing own cards' },
  }),
  summary: 'The cards of the signed-in holder',
  input: z.object({}),
  response: z.object({ cards: z.array(cardView) }),
})

export const reportOwnCardLost = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/own/cards/:cardId/loss',
  permission: definePermission('cards.reportOwnCardLost', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Oman kortin katoamisilmoitus',
      sv: 'Anmälan om att det egna kortet försvunnit',
      en: 'Reporting own card lost',
    },
  }),
  summary: 'The holder reports their own card lost or stolen: it is cancelled for good',
  input: z.object({ cardId: id, reason: z.enum(['lost', 'stolen']) }),
  response: cardView,
})

export const checkLetter = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/activations/letter-check',
  permission: definePermission('cards.checkLetter', {
    roles: 'everybody',
    label: {
      fi: 'Aktivointikirjeen tarkistus',
      sv: 'Kontroll av aktiveringsbrev',
      en: 'Checking an activation letter',
    },
  }),
  summary:
    'The card reader software checks, before a code is tried, whether this letter belongs to this card',
  input: z.object({
    cardNumber,
    letterNumber,
  }),
  response: z.object({
    belongs: z.literal(true),
    /**
     * False for the code of a new letter, which is written to the card at its activation
     * (`/activations/relays`).
     */
    codeOnCard: z.boolean(),
  }),
})

export const checkCode = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/activations/code-check',
  permission: definePermission('cards.checkCode', {
    roles: 'everybody',
    label: {
      fi: 'Kortin aktivointitunnusluvun tarkistus',
      sv: 'Kontroll av kortets aktiveringskod',
      en: 'Checking a card’s activation code',
    },
  }),
  summary:
    'The card reader software checks, before the code on a card sets new PINs, whether a new code was ordered in its place',
  input: z.object({
    cardNumber,
  }),
  /** Of a card that the service does not know it says false. */
  response: z.object({ isReplaced: z.boolean() }),
})

export const renewCodeOnCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/activations/relays',
  permission: definePermission('cards.renewCodeOnCard', {
    roles: 'everybody',
    label: {
      fi: 'Uuden aktivointitunnusluvun käyttöönotto',
      sv: 'Ibruktagande av ny aktiveringskod',
      en: 'Taking a new activation code into use',
    },
  }),
  summary:
    'The card reader software opens an APDU relay, by which the service lets the holder put the code of a new letter on the card: `proof` is Argon2id of the code (64 MiB, 3 passes, one lane, 32 bytes, salt: the first 16 bytes of SHA-256 of `activation code;<cardNumber>;<letterNumber>`)',
  input: z.object({
    cardNumber,
    letterNumber,
    proof: base64,
    atr: atrText,
  }),
  response: relayTurnView,
})

export const requestUnlockTicket = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/own/cards/:cardId/unlocking',
  permission: definePermission('cards.unlockOwnCard', {
    roles: ['holder'],
    signIn: 'suomiFi',
    freshForMinutes: 10,
    label: {
      fi: 'Oman kortin lukituksen avaaminen',
      sv: 'Upplåsning av eget kort',
      en: 'Unlocking own card',
    },
  }),
  summary:
    'A ticket for the card reader software, with which the holder resets both PINs of a locked card, without the code',
  input: z.object({ cardId: id }),
  response: relayTicketView,
})

export const viewLetterAddress = defineEndpoint({
  method: 'GET',
  path: '/own/letter-address',
  permission: definePermission('cards.viewLetterAddress', {
    roles: ['holder'],
    signIn: 'suomiFi',
    freshForMinutes: 10,
    label: {
      fi: 'Kirjeen osoitteen katselu',
      sv: 'Visning av brevets adress',
      en: 'Viewing where a letter goes',
    },
  }),
  summary:
    'Where a new activation letter of the signed-in holder would go, according to the population register',
  input: z.object({}),
  response: z.object({
    /** Absent under non-disclosure, and where the register has none: then it goes to the registration point. */
    address: address.optional(),
    /** When a letter leaves if ordered now. */
    leaves: dateText,
  }),
})

export const orderOwnNewCode = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/own/cards/:cardId/new-code',
  permission: definePermission('cards.orderOwnNewCode', {
    roles: ['holder'],
    signIn: 'suomiFi',
    freshForMinutes: 10,
    label: {
      fi: 'Uuden aktivointitunnusluvun tilaaminen itselle',
      sv: 'Beställning av ny aktiveringskod för sig själv',
      en: 'Ordering a new activation code for own card',
    },
  }),
  summary: 'The holder orders a new activation letter; the former code stops working at once',
  input: z.object({
    cardId: id,
    /** As the holder saw and confirmed it; absent when it goes to the registration point. */
    address: address.optional(),
  }),
  response: cardView,
})

export const orderNewCode = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/cards/:cardId/new-code',
  permission: definePermission('cards.orderNewCode', {
    roles: ['registrar'],
    label: {
      fi: 'Uuden aktivointitunnusluvun tilaaminen',
      sv: 'Beställning av ny aktiveringskod',
      en: 'Ordering a new activation code',
    },
  }),
  summary:
    'The registrar orders a new activation letter for the holder, who was identified; the former code stops working at once',
  input: z.object({
    cardId: id,
    identification: presentedIdentification,
    /** Absent when it goes to the registration point of the card. */
    letterAddress: letterAddress.optional(),
  }),
  response: cardView,
})

export const reportActivation = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/activations',
  permission: definePermission('cards.reportActivation', {
    roles: 'everybody',
    label: { fi: 'Kortin aktivointi', sv: 'Aktivering av kort', en: 'Activating a card' },
  }),
  summary:
    'The card reader software reports an activation: `activation;<cardNumber>;<letterNumber>;<signedAt>` signed with the authentication key (ECDSA with SHA-384 in DER, or RSA PKCS #1 v1.5 with SHA-256)',
  input: z.object({
    cardNumber,
    letterNumber,
    signedAt: instantText,
    signature: base64,
  }),
  response: z.object({ activatedAt: instantText }),
})

export const produceCardPermission = definePermission('cards.produceCard', {
  roles: 'service',
  label: { fi: 'Kortin valmistus', sv: 'Tillverkning av kort', en: 'Producing a card' },
})

export const sendLetterPermission = definePermission('cards.sendLetter', {
  roles: 'service',
  label: {
    fi: 'Aktivointikirjeen lähetys',
    sv: 'Utskick av aktiveringsbrev',
    en: 'Sending an activation letter',
  },
})

export const followRegistersPermission = definePermission('cards.followRegisters', {
  roles: 'service',
  label: {
    fi: 'Rekisterimuutoksen vaikutus korttiin',
    sv: 'Registerändringens verkan på kortet',
    en: 'What a change of a register does to a card',
  },
})

export const noteFirstUsePermission = definePermission('cards.noteFirstUse', {
  roles: 'service',
  label: {
    fi: 'Kortin ensimmäinen käyttö',
    sv: 'Första användningen av kortet',
    en: 'First use of the card',
  },
})

export const countUnreachedPermission = definePermission('cards.countUnreached', {
  roles: 'service',
  label: {
    fi: 'Perille menemättömän muistutuksen huomaaminen',
    sv: 'Notering av en påminnelse som inte nådde fram',
    en: 'Noticing a reminder that reached nobody',
  },
})

export const remindOfUnusedCardPermission = definePermission('cards.remindOfUnusedCard', {
  roles: 'service',
  label: {
    fi: 'Käyttämättömästä kortista kysyminen',
    sv: 'Fråga om oanvänt kort',
    en: 'Asking about an unused card',
  },
})
