import { z } from 'zod'
import { daysInOrder, deskList, listSearch } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { servicePriceView } from './organisations.ts'
import {
  address,
  dateText,
  id,
  instantText,
  language,
  lineText,
  pageLimit,
  reasonText,
  refusalShown,
  threeLanguages,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

/** Kinds that are produced on plastic: a spare card is lent by registration points. */
export const plasticKind = z.enum(['professional', 'staff', 'actor', 'organisation', 'citizen'])
export type PlasticTestCardKind = z.infer<typeof plasticKind>

/**
 * The kind of card that it imitates. `temporary`: a spare card. Others issue organisation and citizen cards
 * (R251).
 */
export const testCardKind = z.enum([...plasticKind.options, 'temporary'])
export type TestCardKind = z.infer<typeof testCardKind>

/** The keys on a test card, and of the test CA that certifies them. */
export const testCardKeys = z.enum(['rsa', 'ecc'])
export type TestCardKeys = z.infer<typeof testCardKeys>

/** The vendor's purpose for a test revocation. */
export const testRevocation = z.enum([
  'card-lost',
  'card-stolen',
  'card-faulty',
  'data-changed',
  'employment-ended',
  'right-ended',
])
export type TestRevocation = z.infer<typeof testRevocation>

/**
 * `ready`, `fetched` and `lapsed` for a virtual one; `posted`, `activated` and `not-produced` for plastic.
 */
export const testCardState = z.enum([
  ...(['in-production', 'ready', 'fetched', 'lapsed', 'posted', 'activated', 'revoked'] as const),
  'not-produced',
])

const testCardView = z.object({
  testCardId: id,
  kind: testCardKind,
  form: z.enum(['virtual', 'plastic']),
  /** Absent for one that was ordered before vendors chose. */
  keys: testCardKeys.optional(),
  /** Invented. */
  holder: z.string(),
  /** As printed, and on the chip: from production on. Absent for a virtual one of before it was stored. */
  cardNumber: z.string().optional(),
  /** Of plastic, from production on. */
  chipSerial: z.string().optional(),
  orderedAt: instantText,
  validTo: dateText,
  state: testCardState,
  revokedAt: instantText.optional(),
  because: testRevocation.optional(),
  /** What a member of the account may do with it now. */
  may: z.array(z.enum(['revoke', 'cancel'])),
})
export type TestCardView = z.infer<typeof testCardView>

const testPersonView = z.object({
  personKey: z.string(),
  /** In the range that no real person has: for the vendor's own test registers. */
  identityCode: z.string(),
  name: z.string(),
  registrationNumber: z.string(),
  /** For citizen cards: the electronic client identifier. */
  satu: z.string(),
  doctorId: z.string().optional(),
  right: threeLanguages,
  jobTitle: threeLanguages,
})
export type TestPersonView = z.infer<typeof testPersonView>

export const viewPermission = definePermission('testCards.view', {
  roles: ['holder'],
  signIn: 'password',
  label: { fi: 'Testikorttien katselu', sv: 'Visning av testkort', en: 'Viewing test cards' },
})

export const viewTestPeople = defineEndpoint({
  method: 'GET',
  path: '/test-people',
  permission: viewPermission,
  summary: 'The invented people for whom test cards are produced',
  input: z.object({}),
  response: z.object({
    people: z.array(testPersonView),
    /** What may be chosen; the first is on cards of which nothing is chosen. */
    keys: z.array(testCardKeys).min(1),
    /** Price of each plastic card that is ordered today. */
    price: servicePriceView,
  }),
})

export const listTestCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/accounts/:organisationId/test-cards/search',
  permission: viewPermission,
  summary: 'The test cards of the organisation, newest first unless requested otherwise',
  input: deskList
    .extend({
      organisationId: id,
      /** Parts of the holder's name, the card number or the number of the chip. */
      search: listSearch.optional(),
      state: testCardState.optional(),
    })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ cards: z.array(testCardView), nextCursor: z.string().optional() }),
})

export const orderPermission = definePermission('testCards.order', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Testikorttien tilaaminen',
    sv: 'Beställning av testkort',
    en: 'Ordering test cards',
  },
})

export const makeVirtualTestCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/virtual-test-cards',
  permission: orderPermission,
  summary:
    'Creates a virtual test card at once and returns the secret by which its file is fetched, once',
  input: z.object({
    organisationId: id,
    kind: testCardKind,
    personKey: z.string().max(40),
    keys: testCardKeys.optional(),
    /** Language of the names that the card has for its parts. */
    language,
  }),
  response: z.object({
    card: testCardView,
    /** base64url; not stored. */
    secret: z.string(),
    pins: z.object({ pin1: z.string(), pin2: z.string() }),
    until: instantText,
  }),
})

export const fetchTestCardFile = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/test-card-files',
  permission: definePermission('testCards.fetchFile', {
    roles: 'everybody',
    label: {
      fi: 'Testikortin tiedoston noutaminen',
      sv: 'Hämtning av ett testkorts fil',
      en: 'Fetching the file of a test card',
    },
  }),
  summary: 'The file of a virtual test card, by its secret: returned once, then erased',
  input: z.object({ secret: z.base64url().length(43) }),
  response: z.object({
    fileName: z.string(),
    /** JSON: information about the card, and the virtual card. */
    file: z.string(),
  }),
})

export const revokePermission = definePermission('testCards.revoke', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Testikortin sulkeminen',
    sv: 'Spärrning av testkort',
    en: 'Revoking a test card',
  },
})

/** In one request. */
export const maxRevokedAtOnce = 100

export const revokeManyTestCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/test-cards/revocations',
  permission: revokePermission,
  summary: 'Revokes both certificates of many test cards, each with its own result',
  input: z.object({
    organisationId: id,
    testCardIds: z.array(id).min(1).max(maxRevokedAtOnce),
    because: testRevocation,
  }),
  response: z.object({
    /** Cards revoked by this request. */
    done: z.number().int(),
    /** Cards that were revoked before. */
    already: z.number().int(),
    refused: z.array(
      z.object({
        testCardId: id,
        /** Absent for one that is not the organisation's. */
        holder: z.string().optional(),
        /** The kind of one of `reasons`. */
        kind: z.string(),
      }),
    ),
    /** Each kind that occurs, in words. */
    reasons: z.array(refusalShown),
  }),
})

export const revokeTestCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/test-cards/:testCardId/revocation',
  permission: revokePermission,
  summary: 'Revokes both certificates of a test card, to see what happens',
  input: z.object({ testCardId: id, because: testRevocation }),
  response: testCardView,
})

export const cancelTestCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/test-cards/:testCardId/cancellation',
  permission: definePermission('testCards.cancel', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Testikortin peruminen',
      sv: 'Återkallelse av ett testkort',
      en: 'Cancelling a test card',
    },
  }),
  summary:
    'Cancels a test card on plastic that is not produced yet: it is neither produced nor charged',
  input: z.object({ testCardId: id }),
  response: testCardView,
})

const testCardOrderView = z.object({
  orderId: id,
  organisation: z.object({ organisationId: id, name: z.string() }),
  state: z.enum(['requested', 'accepted', 'refused']),
  cards: z.array(
    z.object({
      ...{ kind: plasticKind, holder: z.string(), count: z.number().int() },
      keys: testCardKeys.optional(),
    }),
  ),
  /** Price of each card. */
  price: servicePriceView,
  orderedAt: instantText,
  /** Why it was refused. */
  because: z.string().optional(),
  /** What the caller may do with it now: nobody decides their own order. */
  may: z.array(z.enum(['decide'])),
})
export type TestCardOrderView = z.infer<typeof testCardOrderView>

/** Maximum in one order (R238). */
export const maxTestCards = 20

const page = {
  cursor: pageCursor.optional(),
  limit: pageLimit,
}
const ordersView = z.object({
  orders: z.array(testCardOrderView),
  nextCursor: z.string().optional(),
})

export const orderTestCards = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/test-card-orders',
  permission: orderPermission,
  summary:
    'Orders test cards on plastic, at most twenty, for one address. The same `orderId` again returns the same order',
  input: z.object({
    organisationId: id,
    orderId: id,
    cards: z
      .array(
        z.object({
          kind: plasticKind,
          personKey: z.string().max(40),
          keys: testCardKeys.optional(),
          count: z.number().int().min(1).max(maxTestCards),
        }),
      )
      .min(1)
      .max(maxTestCards),
    /** The recipient at the vendor. */
    careOf: lineText({ max: 100 }),
    address,
    language,
  }),
  response: testCardOrderView,
})

export const listTestCardOrders = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/test-card-orders',
  permission: viewPermission,
  summary: 'Orders of test cards on plastic, newest first',
  input: z.object({ organisationId: id, ...page }),
  response: ordersView,
})

export const listTestCardQueue = defineEndpoint({
  method: 'GET',
  path: '/test-card-queue',
  permission: definePermission('testCards.viewQueue', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Testikorttitilausten katselu',
      sv: 'Visning av beställningar av testkort',
      en: 'Viewing orders of test cards',
    },
  }),
  summary: 'Orders of test cards that wait for a case officer, oldest first',
  input: z.object(page),
  response: ordersView,
})

export const decideTestCardOrder = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/test-card-queue/:orderId/decision',
  permission: definePermission('testCards.decide', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Testikorttitilauksen päättäminen',
      sv: 'Beslut om beställning av testkort',
      en: 'Deciding an order of test cards',
    },
  }),
  summary: 'Accepts an order of test cards, or refuses it with a reason',
  input: z.object({
    orderId: id,
    decision: z.enum(['accept', 'refuse']),
    /** For a refusal: the organisation reads it. */
    because: reasonText.optional(),
  }),
  response: testCardOrderView,
})

export const lapsePermission = definePermission('testCards.lapse', {
  roles: 'service',
  label: {
    fi: 'Noutamatta jääneen testikortin poistaminen',
    sv: 'Borttagning av ett testkort som inte hämtats',
    en: 'Removing a test card that nobody fetched',
  },
})
