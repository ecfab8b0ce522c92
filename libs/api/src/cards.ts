import { z } from 'zod'
import { atrText, relayTicket, relayTurn } from './card-relay.ts'
import { decision } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import { identification } from './identification.ts'
import {
  address,
  base64,
  dateText,
  id,
  instantText,
  refusalShown,
  threeLanguages,
} from './values.ts'

export const cardState = z.enum([
  'ordered',
  'inProduction',
  'productionFailed',
  'awaitingHandOver',
  'handedOver',
  'inUse',
  'closed',
])
export type CardState = z.infer<typeof cardState>

/** Why a card is closed; each maps to a CRLReason (RFC 5280 § 5.3.1). */
export const closingReason = z.enum([
  'lost',
  'stolen',
  /** Somebody else knows a PIN or has used it. */
  'misused',
  'broken',
  'data-changed',
  'returned',
  /** Of staff and actor cards: the bond to the organisation. */
  'employment-ended',
  'production-failed',
  /** Never produced: the order was cancelled. */
  'order-cancelled',
  /** By what a register says. */
  'right-ended',
  'holder-died',
  /** The new card in its place is in use. */
  'replaced',
])
export type ClosingReason = z.infer<typeof closingReason>

/** What people close a card for; the other reasons come of themselves. */
const reasonAtDesk = closingReason.exclude([
  'order-cancelled',
  'right-ended',
  'holder-died',
  'replaced',
])
export type ReasonAtDesk = z.infer<typeof reasonAtDesk>

/** Why a holder may have a new card while the old one is valid. */
export const replacementReason = z.enum(['name-changed', 'right-restricted', 'number-changed'])
export type ReplacementReason = z.infer<typeof replacementReason>

export const cardProduct = z.enum(['professional-card', 'staff-card', 'actor-card'])
export type CardProduct = z.infer<typeof cardProduct>

export const card = z.object({
  cardId: id,
  state: cardState,
  product: cardProduct,
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  /** What is printed: 17 digits, in production and after it. */
  cardNumber: z.string().optional(),
  title: threeLanguages,
  /** Of a professional. */
  registrationNumber: z.string().optional(),
  /** Of staff and actors: eleven digits, given by the service. */
  subjectNumber: z.string().optional(),
  /** To whom a staff or actor card is bound. */
  employer: z
    .object({ organisationId: id, organisation: z.string(), unit: z.string().optional() })
    .optional(),
  validTo: dateText,
  /** By post to its holder, not to the registration point. */
  isSentHome: z.literal(true).optional(),
  /** The card that works until this one is in use. */
  renews: id.optional(),
  photoId: id.optional(),
  language: z.enum(['fi', 'sv', 'en']),
  certificates: z.array(
    z.object({
      purpose: z.enum(['authentication', 'signature']),
      serial: z.string(),
      notBefore: instantText,
      notAfter: instantText,
    }),
  ),
  /** When a new letter would leave, ordered now; told of one card, where the asker may order it. */
  newLetterLeaves: dateText.optional(),
  letter: z
    .object({ letterNumber: z.string(), plannedFor: dateText, sentAt: instantText.optional() })
    .optional(),
  /** A register no longer bears out what it says: a new one may be ordered in its place. */
  replacementOffered: replacementReason.optional(),
  /** On what the service decided when a register no longer bore it out; told of one card. */
  decisions: z.array(decision).optional(),
  closed: z.object({ reason: closingReason, at: instantText }).optional(),
  /** Only while `productionFailed`: what was wrong with the last blank. `isFinal` when no further one is taken. */
  productionFailure: z
    .object({ at: instantText, isFinal: z.boolean(), findings: z.array(refusalShown) })
    .optional(),
  /** What happened, oldest first. `what` is the event's name (`CardHandedOver`). */
  timeline: z.array(z.object({ at: instantText, what: z.string() })),
  /** What the asker may do now. */
  may: z.array(z.enum(['hand-over', 'close', 'report-lost', 'unlock', 'order-new-code'])),
})
export type Card = z.infer<typeof card>

export const viewCard = defineEndpoint({
  method: 'GET',
  path: '/cards/:cardId',
  summary: 'A card with its life',
  input: z.object({ cardId: id }),
  answer: card,
})

export const listCards = defineEndpoint({
  method: 'GET',
  path: '/cards',
  summary: 'Cards of the registration point, newest first, a page at a time',
  input: z.object({
    state: cardState.optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ cards: z.array(card), nextCursor: z.string().optional() }),
})

export const handOverCard = defineEndpoint({
  method: 'POST',
  path: '/cards/:cardId/hand-over',
  summary: 'Gives the card to its holder, who was identified again',
  input: z.object({ cardId: id, identification }),
  answer: card,
})

export const closeCard = defineEndpoint({
  method: 'POST',
  path: '/cards/:cardId/closing',
  summary: 'Closes a card for good and revokes both certificates (registrar)',
  input: z.object({ cardId: id, reason: reasonAtDesk }),
  answer: card,
})

export const viewOwnCards = defineEndpoint({
  method: 'GET',
  path: '/own/cards',
  summary: 'The own cards of the one who signed in',
  input: z.object({}),
  answer: z.object({ cards: z.array(card) }),
})

export const reportOwnCardLost = defineEndpoint({
  method: 'POST',
  path: '/own/cards/:cardId/loss',
  summary: 'The holder reports the own card lost or stolen: closed for good',
  input: z.object({ cardId: id, reason: z.enum(['lost', 'stolen']) }),
  answer: card,
})

export const checkLetter = defineEndpoint({
  method: 'POST',
  path: '/activations/letter-check',
  summary:
    'Asked by the reader software before a code is tried: does this letter belong to this card?',
  open: true,
  input: z.object({
    cardNumber: z.string().regex(/^\d{17}$/),
    letterNumber: z.string().regex(/^\d{10}$/),
  }),
  answer: z.object({
    belongs: z.literal(true),
    /** False for the code of a new letter, which the card learns at its activation (`/activations/relays`). */
    codeOnCard: z.boolean(),
  }),
})

export const renewCodeOnCard = defineEndpoint({
  method: 'POST',
  path: '/activations/relays',
  summary:
    'The reader software lets the service admit a new letter’s code to its card: `proof` is Argon2id of the code (64 MiB, 3 passes, one lane, 32 octets, salt: the first 16 octets of SHA-256 of `activation code;<cardNumber>;<letterNumber>`)',
  open: true,
  input: z.object({
    cardNumber: z.string().regex(/^\d{17}$/),
    letterNumber: z.string().regex(/^\d{10}$/),
    proof: base64,
    atr: atrText,
  }),
  answer: relayTurn,
})

export const askUnlockTicket = defineEndpoint({
  method: 'POST',
  path: '/own/cards/:cardId/unlocking',
  summary:
    'A ticket for the reader software, with which the holder sets both PINs of a locked card anew, without the code',
  input: z.object({ cardId: id }),
  answer: relayTicket,
})

export const viewLetterAddress = defineEndpoint({
  method: 'GET',
  path: '/own/letter-address',
  summary:
    'Where a new activation letter of the one who signed in would go, by the population register',
  input: z.object({}),
  answer: z.object({
    /** Absent under non-disclosure, and where the register knows none: then it goes to the registration point. */
    address: address.optional(),
    /** When a letter that is ordered now leaves. */
    leaves: dateText,
  }),
})

export const orderOwnNewCode = defineEndpoint({
  method: 'POST',
  path: '/own/cards/:cardId/new-code',
  summary: 'The holder orders a new activation letter; the former code is dead at once',
  input: z.object({
    cardId: id,
    /** As the holder saw and confirmed it; absent for the registration point. */
    address: address.optional(),
  }),
  answer: card,
})

export const orderNewCode = defineEndpoint({
  method: 'POST',
  path: '/cards/:cardId/new-code',
  summary:
    'The registrar orders a new activation letter for the holder, who was identified; the former code is dead at once',
  input: z.object({
    cardId: id,
    identification,
    /** Absent for the registration point of the card. */
    letterAddress: address.optional(),
  }),
  answer: card,
})

export const reportActivation = defineEndpoint({
  method: 'POST',
  path: '/activations',
  summary:
    'The reader software reports an activation: `activation;<cardNumber>;<letterNumber>;<signedAt>` signed with the authentication key (ECDSA with SHA-384 in DER, or RSA PKCS #1 v1.5 with SHA-256)',
  open: true,
  input: z.object({
    cardNumber: z.string().regex(/^\d{17}$/),
    letterNumber: z.string().regex(/^\d{10}$/),
    signedAt: instantText,
    signature: base64,
  }),
  answer: z.object({ activatedAt: instantText }),
})
