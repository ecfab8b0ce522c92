import { z } from 'zod'
import { relayTicketView } from './card-relay.ts'
import { decisionView } from './decisions.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { presentedIdentification } from './identification.ts'
import { price } from './organisations.ts'
import { dateText, id, instantText, refusalShown, threeLanguages, writtenText } from './values.ts'
import { definePermission } from './permission.ts'
import { certificatePurpose } from './cards.ts'

export const spareCardState = z.enum([
  'beingProduced',
  'awaitingHandOver',
  'handedOver',
  'cancelled',
  'settled',
])

/** Why the holder can't use the actual card now. */
export const missedBecause = z.enum(['lost', 'forgotten', 'broken'])
export type MissedBecause = z.infer<typeof missedBecause>

export const spareCancellationReason = z.enum([
  'returned',
  'lost',
  'stolen',
  'misused',
  'broken',
  /** Never handed over. */
  'abandoned',
  /** Its certificates expired before it was returned. */
  'run-out',
  /** The data that it repeats are no longer true, or the actual card is no longer wanted. */
  'actual-card-cancelled',
  /** A new card of its holder is in use. */
  'actual-card-replaced',
  /** By register data. */
  'right-ended',
  'holder-died',
])

export type SpareCancellationReason = z.infer<typeof spareCancellationReason>

/** Reasons that a registrar chooses; the others are set by the service. */
export const spareReasonAtDesk = spareCancellationReason.extract([
  'lost',
  'stolen',
  'broken',
  'abandoned',
])
export type SpareReasonAtDesk = z.infer<typeof spareReasonAtDesk>

/** `out`: not returned yet. `overdue`: not returned by that day. */
export const spareCardsShown = z.enum(['out', 'overdue', 'all'])
export type SpareCardsShown = z.infer<typeof spareCardsShown>

/** What happened to the plastic: verified as wiped and back in stock, gone for good, or never used. */
export const plasticFate = z.enum(['emptied', 'gone', 'not-taken'])
export type PlasticFate = z.infer<typeof plasticFate>

export const contactMeans = z.enum(['phone', 'e-mail', 'letter', 'in-person', 'other'])
export type ContactMeans = z.infer<typeof contactMeans>

export const spareCardView = z.object({
  spareCardId: id,
  /** The actual card that it replaces. */
  cardId: id,
  state: spareCardState,
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  title: threeLanguages,
  missedBecause,
  startedAt: instantText,
  /** The last day of its certificates, inclusive. */
  validTo: dateText,
  /** The day by which the holder must return it. */
  returnBy: dateText,
  /** The decision about it. Absent for cards from before it was stored. */
  decision: decisionView.optional(),
  /** With its reason; on the day of the hand-over, or today's before that. */
  price,
  isOverdue: z.boolean(),
  cardNumber: z.string(),
  chipSerial: z.string().optional(),
  certificates: z.array(
    z.object({
      purpose: certificatePurpose,
      serial: z.string(),
      notBefore: instantText,
      notAfter: instantText,
    }),
  ),
  handedOverAt: instantText.optional(),
  cancelled: z.object({ reason: spareCancellationReason, at: instantText }).optional(),
  plastic: plasticFate.optional(),
  /** The faults found at the last attempt to produce or to wipe it. */
  findings: z.array(refusalShown),
  /** Other chips with a production attempt of it, which were not wiped since. */
  chipsLeft: z.array(z.string()),
  notes: z.array(z.object({ at: instantText, means: contactMeans, text: z.string().optional() })),
  timeline: z.array(z.object({ at: instantText, what: z.string() })),
  /** What the caller may do now. */
  may: z.array(z.enum(['produce', 'hand-over', 'cancel', 'write-off', 'note'])),
})
export type SpareCardView = z.infer<typeof spareCardView>

export const viewSpareCardsOf = defineEndpoint({
  method: 'GET',
  path: '/persons/:personId/spare-cards',
  permission: definePermission('spareCards.viewSpareCardsOf', {
    roles: ['registrar'],
    label: {
      fi: 'Asiakkaan varakorttien katselu',
      sv: 'Visning av kundens tillfälliga kort',
      en: 'Viewing a visitor’s spare cards',
    },
  }),
  summary: 'For each card of the visitor: its spare cards, and whether one may be produced now',
  input: z.object({ personId: id }),
  response: z.object({
    cards: z.array(
      z.object({
        cardId: id,
        spareCards: z.array(spareCardView),
        mayMake: z.union([
          z.object({ allowed: z.literal(true), validTo: dateText, price }),
          z.object({ allowed: z.literal(false), because: refusalShown }),
        ]),
      }),
    ),
  }),
})

export const produceSpareCardPermission = definePermission('spareCards.produceSpareCard', {
  roles: ['registrar'],
  label: {
    fi: 'Varakortin teko',
    sv: 'Tillverkning av tillfälligt kort',
    en: 'Making a spare card',
  },
})

export const startSpareCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/spare-cards',
  permission: produceSpareCardPermission,
  summary:
    'Decides on a spare card for the identified holder: it may then be produced on a blank card',
  input: z.object({
    cardId: id,
    missedBecause,
    returnBy: dateText,
    identification: presentedIdentification,
  }),
  response: spareCardView,
})

export const requestSpareCardProduction = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/spare-cards/:spareCardId/production',
  permission: produceSpareCardPermission,
  summary:
    'A ticket by which the card reader software lets the service produce the card in its reader',
  input: z.object({ spareCardId: id }),
  response: relayTicketView,
})

export const handOverSpareCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/spare-cards/:spareCardId/hand-over',
  permission: definePermission('spareCards.handOverSpareCard', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin luovutus',
      sv: 'Överlämning av tillfälligt kort',
      en: 'Handing over a spare card',
    },
  }),
  summary: 'Hands the spare card over to its holder, who was told what it cannot be used for',
  input: z.object({ spareCardId: id, input: z.literal(true) }),
  response: spareCardView,
})

export const cancelSpareCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/spare-cards/:spareCardId/cancellation',
  permission: definePermission('spareCards.cancelSpareCard', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin sulkeminen',
      sv: 'Spärrning av tillfälligt kort',
      en: 'Cancelling a spare card',
    },
  }),
  summary: 'Cancels a spare card for good and revokes both certificates',
  input: z.object({
    spareCardId: id,
    reason: spareReasonAtDesk,
  }),
  response: spareCardView,
})

export const writeOffSpareCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/spare-cards/:spareCardId/write-off',
  permission: definePermission('spareCards.writeOffSpareCard', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin poisto käytöstä',
      sv: 'Tillfälligt kort taget ur bruk',
      en: 'Writing off a spare card',
    },
  }),
  summary:
    'Writes off the plastic of a cancelled spare card that will not come back or cannot be wiped',
  input: z.object({ spareCardId: id }),
  response: spareCardView,
})

export const requestToTakeBackSpareCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/spare-card-returns',
  permission: definePermission('spareCards.takeBackSpareCard', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin palautus',
      sv: 'Återlämning av tillfälligt kort',
      en: 'Taking a spare card back',
    },
  }),
  summary:
    'A ticket by which the card reader software lets the service take back the spare card in its reader',
  input: z.object({}),
  response: relayTicketView,
})

export const noteContact = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/spare-cards/:spareCardId/notes',
  permission: definePermission('spareCards.noteContact', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin palautuksesta muistuttaminen',
      sv: 'Påminnelse om tillfälliga kort',
      en: 'Reminding of a spare card',
    },
  }),
  summary: 'Notes that the holder was reminded of a spare card that has not come back',
  input: z.object({
    spareCardId: id,
    means: contactMeans,
    text: writtenText({ min: 0, max: 500 }).optional(),
  }),
  response: spareCardView,
})

export const viewSpareCard = defineEndpoint({
  method: 'GET',
  path: '/spare-cards/:spareCardId',
  permission: definePermission('spareCards.viewSpareCard', {
    roles: ['registrar'],
    label: {
      fi: 'Varakortin katselu',
      sv: 'Visning av tillfälligt kort',
      en: 'Viewing a spare card',
    },
  }),
  summary: 'A spare card with its history',
  input: z.object({ spareCardId: id }),
  response: spareCardView,
})

export const listSpareCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/spare-cards/search',
  permission: definePermission('spareCards.listSpareCards', {
    roles: ['registrar'],
    label: {
      fi: 'Varakorttien selaaminen',
      sv: 'Bläddring bland tillfälliga kort',
      en: 'Listing spare cards',
    },
  }),
  summary:
    'Spare cards of the registration point by their return date, the earliest first unless requested otherwise; a page at a time',
  /** Searched by part of a name, or by the whole card number or chip serial number; the days are return dates. */
  input: deskList
    .extend({ show: spareCardsShown.default('out') })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ spareCards: z.array(spareCardView), nextCursor: z.string().optional() }),
})

export const viewOwnSpareCards = defineEndpoint({
  method: 'GET',
  path: '/own/spare-cards',
  permission: definePermission('spareCards.viewOwnSpareCards', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Omien varakorttien katselu',
      sv: 'Visning av egna tillfälliga kort',
      en: 'Viewing one’s own spare cards',
    },
  }),
  summary: 'Your own spare cards that have not been returned yet',
  input: z.object({}),
  response: z.object({ spareCards: z.array(spareCardView) }),
})

export const followPermission = definePermission('spareCards.follow', {
  roles: 'service',
  label: {
    fi: 'Varakortin seuranta',
    sv: 'Uppföljning av tillfälligt kort',
    en: 'Following up a spare card',
  },
})
