import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { servicePrice } from './organisations.ts'
import { address, dateText, id, instantText, language, threeLanguages } from './values.ts'

const plasticKind = z.enum(['professional', 'staff', 'actor', 'organisation', 'citizen'])
export type PlasticTestCardKind = z.infer<typeof plasticKind>

const kind = z.enum([...plasticKind.options, 'temporary'])
export type TestCardKind = z.infer<typeof kind>

const revocation = z.enum([
  'card-lost',
  'card-stolen',
  'card-faulty',
  'data-changed',
  'employment-ended',
  'right-ended',
])
export type TestRevocation = z.infer<typeof revocation>

const card = z.object({
  testCardId: id,
  kind,
  form: z.enum(['virtual', 'plastic']),
  /** Invented. */
  holder: z.string(),
  orderedAt: instantText,
  validTo: dateText,
  /** `ready`, `fetched` and `lapsed` of a virtual one; `posted`, `activated` and `not-made` of plastic. */
  state: z.enum([
    ...(['making', 'ready', 'fetched', 'lapsed', 'posted', 'activated', 'revoked'] as const),
    'not-made',
  ]),
  revokedAt: instantText.optional(),
  because: revocation.optional(),
  /** What a member of the account may do with it now. */
  may: z.array(z.enum(['revoke', 'cancel'])),
})
export type TestCardShown = z.infer<typeof card>

const testPerson = z.object({
  personKey: z.string(),
  /** Of the range that no real person has: for the vendor's own test registers. */
  identityCode: z.string(),
  name: z.string(),
  registrationNumber: z.string(),
  /** Of citizen cards: the electronic client identifier. */
  satu: z.string(),
  doctorId: z.string().optional(),
  right: threeLanguages,
  jobTitle: threeLanguages,
})
export type TestPersonShown = z.infer<typeof testPerson>

export const viewTestPeople = defineEndpoint({
  method: 'GET',
  path: '/test-people',
  summary: 'The invented people of whom test cards are made',
  input: z.object({}),
  answer: z.object({
    people: z.array(testPerson),
    /** Of each card on plastic that is ordered today. */
    price: servicePrice,
  }),
})

export const listTestCards = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/test-cards',
  summary: 'The test cards of the organisation, newest first',
  input: z.object({
    organisationId: id,
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ cards: z.array(card), nextCursor: z.string().optional() }),
})

export const makeVirtualTestCard = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/virtual-test-cards',
  summary:
    'Makes a virtual test card at once; its file is fetched once by the secret that is told here',
  input: z.object({
    organisationId: id,
    kind,
    personKey: z.string().max(40),
    /** Of the card's own names for its parts. */
    language,
  }),
  answer: z.object({
    card,
    /** base64url; kept nowhere. */
    secret: z.string(),
    pins: z.object({ pin1: z.string(), pin2: z.string() }),
    until: instantText,
  }),
})

export const fetchTestCardFile = defineEndpoint({
  method: 'POST',
  path: '/test-card-files',
  summary: 'The file of a virtual test card, by its secret: given once, then gone',
  open: true,
  input: z.object({ secret: z.base64url().length(43) }),
  answer: z.object({
    fileName: z.string(),
    /** JSON: what to know of it, and the virtual card. */
    file: z.string(),
  }),
})

export const revokeTestCard = defineEndpoint({
  method: 'POST',
  path: '/test-cards/:testCardId/revocation',
  summary: 'Revokes both certificates of a test card, to see what happens',
  input: z.object({ testCardId: id, because: revocation }),
  answer: card,
})

export const cancelTestCard = defineEndpoint({
  method: 'POST',
  path: '/test-cards/:testCardId/cancellation',
  summary: 'Gives up a test card on plastic that is not made yet: it is neither made nor charged',
  input: z.object({ testCardId: id }),
  answer: card,
})

const order = z.object({
  orderId: id,
  organisation: z.object({ organisationId: id, name: z.string() }),
  state: z.enum(['asked', 'accepted', 'refused']),
  cards: z.array(z.object({ kind: plasticKind, holder: z.string(), count: z.number().int() })),
  /** Of each card. */
  price: servicePrice,
  orderedAt: instantText,
  /** Why it was refused. */
  because: z.string().optional(),
  /** What the asker may do with it now: nobody decides the own order. */
  may: z.array(z.enum(['decide'])),
})
export type TestCardOrderShown = z.infer<typeof order>

/** Of one order (R238). */
export const testCardsAtMost = 20

const page = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
}
const orders = z.object({ orders: z.array(order), nextCursor: z.string().optional() })

export const orderTestCards = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/test-card-orders',
  summary:
    'Orders test cards on plastic, at most twenty, for one address. The same `orderId` again answers the same',
  input: z.object({
    organisationId: id,
    orderId: id,
    cards: z
      .array(
        z.object({
          kind: plasticKind,
          personKey: z.string().max(40),
          count: z.number().int().min(1).max(testCardsAtMost),
        }),
      )
      .min(1)
      .max(testCardsAtMost),
    /** Who receives them at the vendor's. */
    careOf: z.string().trim().min(1).max(100),
    address,
    language,
  }),
  answer: order,
})

export const listTestCardOrders = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/test-card-orders',
  summary: 'Orders of test cards on plastic, newest first',
  input: z.object({ organisationId: id, ...page }),
  answer: orders,
})

export const listTestCardQueue = defineEndpoint({
  method: 'GET',
  path: '/test-card-queue',
  summary: 'Orders of test cards that wait for a handler, oldest first',
  input: z.object(page),
  answer: orders,
})

export const decideTestCardOrder = defineEndpoint({
  method: 'POST',
  path: '/test-card-queue/:orderId/decision',
  summary: 'Accepts an order of test cards, or refuses it with a reason',
  input: z.object({
    orderId: id,
    decision: z.enum(['accept', 'refuse']),
    /** Of a refusal: the organisation reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  answer: order,
})
