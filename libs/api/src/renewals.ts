import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { order, right } from './orders.ts'
import { releaseVersion } from './reader-software.ts'
import { address, base64, dateText, id, instantText, language, refusalShown } from './values.ts'

/** Why there is a new card in the place of another. */
const renewalGround = z.enum(['expiring', 'data-changed', 'lost', 'stolen', 'broken'])

/** A renewal that was decided, and the order that it is. */
export const renewal = z.object({
  orderId: id,
  /** The card that is renewed. */
  cardId: id,
  newCardId: id,
  ground: renewalGround,
  decidedAt: instantText,
  /** The last day of the new card, inclusive. */
  validTo: dateText,
  delivery: z.enum(['home', 'registration-point']),
  /** Where the card waits, or its holder is served. */
  point: z.object({ pointId: id, name: z.string() }),
  letterTo: z.enum(['home', 'registration-point']),
  rulesVersion: z.string(),
})
export type Renewal = z.infer<typeof renewal>

/** The holder says that a card which is not closed does not work any more. */
const broken = z.literal('yes').optional()

export const viewRenewal = defineEndpoint({
  method: 'GET',
  path: '/own/cards/:cardId/renewal',
  summary: 'May the own card be renewed now, by what the registers say at this moment, and how',
  input: z.object({ cardId: id, broken }),
  answer: z.object({
    cardId: id,
    may: z.union([
      z.object({ answer: z.literal('yes'), ground: renewalGround }),
      z.object({ answer: z.literal('no'), because: refusalShown }),
    ]),
    /** Of which one is printed on the new card; the last day that it would have. */
    rights: z.array(right.extend({ isOnCard: z.boolean(), cardValidTo: dateText })),
    /** The address of the population register, where the card or its letter may go; absent under non-disclosure. */
    address: address.optional(),
    /** Printed on the new card as on this one; absent when this one has none. */
    photoId: id.optional(),
    language,
    /** Where this card was ordered. */
    point: z.object({ pointId: id, name: z.string() }).optional(),
    /** Older reader software can't use the new card. */
    minimumReaderVersion: releaseVersion,
    /** There is a renewal of the card already. */
    renewal: renewal.optional(),
  }),
})

export const renewCard = defineEndpoint({
  method: 'POST',
  path: '/own/cards/:cardId/renewal',
  summary: 'Renews the own card: decided at once by rules alone. Sent again, it is the same order',
  input: z.object({
    cardId: id,
    rightId: z.string().max(100),
    broken,
    delivery: z.union([
      z.object({ to: z.literal('home') }),
      z.object({ to: z.literal('registration-point'), pointId: id }),
    ]),
    /** As the population register has it, confirmed by the holder: the letter goes there. To the point without. */
    address: address.optional(),
    language,
    /** As the reader software beside the holder tells it. */
    readerVersion: releaseVersion.optional(),
    termsAccepted: z.literal(true),
  }),
  answer: renewal,
})

export const viewOwnOrders = defineEndpoint({
  method: 'GET',
  path: '/own/orders',
  summary: 'The own orders, newest first, and which own cards may be renewed',
  input: z.object({}),
  answer: z.object({
    orders: z.array(order.extend({ renewal: renewal.optional() })),
    /** Of each professional card; what the registers say is asked when the renewal is opened. */
    renewals: z.array(
      z.object({
        cardId: id,
        ground: renewalGround.optional(),
        /** From when on, when it is only too early. */
        opensOn: dateText.optional(),
        /** Whether a new card may be had in place of this one when it is broken. */
        mayBeBroken: z.boolean(),
        renewal: renewal.optional(),
      }),
    ),
  }),
})

export const viewDecision = defineEndpoint({
  method: 'GET',
  path: '/own/orders/:orderId/decision',
  summary: 'The automatic decision on the renewal, with its grounds, as a PDF',
  input: z.object({ orderId: id }),
  answer: z.object({ mediaType: z.literal('application/pdf'), document: base64 }),
})
