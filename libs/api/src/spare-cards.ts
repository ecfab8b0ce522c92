import { z } from 'zod'
import { relayTicket } from './card-relay.ts'
import { decision } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import { identification } from './identification.ts'
import { price } from './organisations.ts'
import { dateText, id, instantText, refusalShown, threeLanguages } from './values.ts'

export const spareCardState = z.enum([
  'beingMade',
  'awaitingHandOver',
  'handedOver',
  'closed',
  'settled',
])

/** Why the holder has no use of the actual card now. */
export const missedBecause = z.enum(['lost', 'forgotten', 'broken'])

export const spareClosingReason = z.enum([
  'returned',
  'lost',
  'stolen',
  'misused',
  'broken',
  'given-up',
  'run-out',
  'actual-card-closed',
  'actual-card-replaced',
  'right-ended',
  'holder-died',
])

export type SpareClosingReason = z.infer<typeof spareClosingReason>

/** What became of the plastic: proved empty and back in stock, gone for good, or never taken. */
export const plasticFate = z.enum(['emptied', 'gone', 'not-taken'])

export const contactMeans = z.enum(['phone', 'e-mail', 'letter', 'in-person', 'other'])
export type ContactMeans = z.infer<typeof contactMeans>

export const spareCard = z.object({
  spareCardId: id,
  /** The actual card in whose place it stands. */
  cardId: id,
  state: spareCardState,
  holder: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  title: threeLanguages,
  missedBecause,
  startedAt: instantText,
  /** The last day of its certificates, inclusive. */
  validTo: dateText,
  /** The day by which the holder brings it back. */
  returnBy: dateText,
  /** On what it was decided. None where that was not kept yet. */
  decision: decision.optional(),
  /** With its reason; of the day of the hand-over, or of today before that. */
  price,
  isOverdue: z.boolean(),
  cardNumber: z.string(),
  chipSerial: z.string().optional(),
  certificates: z.array(
    z.object({
      purpose: z.enum(['authentication', 'signature']),
      serial: z.string(),
      notBefore: instantText,
      notAfter: instantText,
    }),
  ),
  handedOverAt: instantText.optional(),
  closed: z.object({ reason: spareClosingReason, at: instantText }).optional(),
  plastic: plasticFate.optional(),
  /** What was wrong when it was last tried to make or to empty it. */
  findings: z.array(refusalShown),
  /** Other chips on which it was begun, and which were not emptied since. */
  chipsLeft: z.array(z.string()),
  notes: z.array(z.object({ at: instantText, means: contactMeans, text: z.string().optional() })),
  timeline: z.array(z.object({ at: instantText, what: z.string() })),
  /** What the asker may do now. */
  may: z.array(z.enum(['make', 'hand-over', 'close', 'write-off', 'note'])),
})
export type SpareCard = z.infer<typeof spareCard>

export const viewSpareCardsOf = defineEndpoint({
  method: 'GET',
  path: '/persons/:personId/spare-cards',
  summary: 'For each card of the visitor: its spare cards, and whether one may be made now',
  input: z.object({ personId: id }),
  answer: z.object({
    cards: z.array(
      z.object({
        cardId: id,
        spareCards: z.array(spareCard),
        mayMake: z.union([
          z.object({ answer: z.literal('yes'), validTo: dateText, price }),
          z.object({ answer: z.literal('no'), because: refusalShown }),
        ]),
      }),
    ),
  }),
})

export const startSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-cards',
  summary: 'Decides a spare card for the identified holder: it may be made on a blank then',
  input: z.object({
    cardId: id,
    missedBecause,
    returnBy: dateText,
    identification,
  }),
  answer: spareCard,
})

export const askToMakeSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-cards/:spareCardId/making',
  summary: 'A ticket by which the reader software lets the service make the card in its reader',
  input: z.object({ spareCardId: id }),
  answer: relayTicket,
})

export const handOverSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-cards/:spareCardId/hand-over',
  summary: 'Gives the spare card to its holder, who was told what it does not do',
  input: z.object({ spareCardId: id, told: z.literal(true) }),
  answer: spareCard,
})

export const closeSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-cards/:spareCardId/closing',
  summary: 'Closes a spare card for good and revokes both certificates',
  input: z.object({
    spareCardId: id,
    reason: z.enum(['lost', 'stolen', 'broken', 'given-up']),
  }),
  answer: spareCard,
})

export const writeOffSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-cards/:spareCardId/write-off',
  summary: 'The plastic of a closed spare card will not come back, or cannot be emptied',
  input: z.object({ spareCardId: id }),
  answer: spareCard,
})

export const askToTakeBackSpareCard = defineEndpoint({
  method: 'POST',
  path: '/spare-card-returns',
  summary:
    'A ticket by which the reader software lets the service take the card in its reader back',
  input: z.object({}),
  answer: relayTicket,
})

export const noteContact = defineEndpoint({
  method: 'POST',
  path: '/spare-cards/:spareCardId/notes',
  summary: 'That the holder was reminded of a spare card that has not come back',
  input: z.object({
    spareCardId: id,
    means: contactMeans,
    text: z.string().trim().max(500).optional(),
  }),
  answer: spareCard,
})

export const viewSpareCard = defineEndpoint({
  method: 'GET',
  path: '/spare-cards/:spareCardId',
  summary: 'A spare card with its life',
  input: z.object({ spareCardId: id }),
  answer: spareCard,
})

export const listSpareCards = defineEndpoint({
  method: 'GET',
  path: '/spare-cards',
  summary: 'Spare cards of the registration point by their return date, a page at a time',
  input: z.object({
    /** `out`: not back yet. `overdue`: not back, and past the day. */
    show: z.enum(['out', 'overdue', 'all']).default('out'),
    /** Of names, or the whole card number or chip serial number. */
    search: z.string().trim().max(100).optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ spareCards: z.array(spareCard), nextCursor: z.string().optional() }),
})

export const viewOwnSpareCards = defineEndpoint({
  method: 'GET',
  path: '/own/spare-cards',
  summary: 'The own spare cards of the one who signed in that are not back yet',
  input: z.object({}),
  answer: z.object({ spareCards: z.array(spareCard) }),
})
