import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { dateText, id, instantText, language, threeLanguages } from './values.ts'

const kind = z.enum(['professional', 'staff', 'actor', 'temporary'])
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
  /** Invented. */
  holder: z.string(),
  orderedAt: instantText,
  validTo: dateText,
  state: z.enum(['making', 'ready', 'fetched', 'lapsed', 'revoked']),
  revokedAt: instantText.optional(),
  because: revocation.optional(),
})
export type TestCardShown = z.infer<typeof card>

const testPerson = z.object({
  personKey: z.string(),
  /** Of the range that no real person has: for the vendor's own test registers. */
  identityCode: z.string(),
  name: z.string(),
  registrationNumber: z.string(),
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
  answer: z.object({ people: z.array(testPerson) }),
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
