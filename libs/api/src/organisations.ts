import { z } from 'zod'
import { decision } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import { address, dateText, id, instantText, language, refusalShown } from './values.ts'

/** What an organisation is to the service: it decides which card its people get. */
export const organisationKind = z.enum(['provider', 'pharmacy', 'other-body'])

/** Cards that are bound to an organisation. */
export const memberProduct = z.enum(['staff-card', 'actor-card'])

const oid = z.string().trim().max(200)

export const unit = z.object({ oid, name: z.string().trim().min(1).max(200) })

export const contact = z.object({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,30}$/)
    .optional(),
  /** In which the contact is written to. */
  language: language.default('fi'),
})

export const price = z.union([
  z.object({
    kind: z.literal('free'),
    because: z.enum([
      'professional-card',
      'logs-in-to-patient-systems',
      'faulty-card',
      'free-card',
    ]),
  }),
  z.object({
    kind: z.literal('priced'),
    amount: z.object({ cents: z.number().int(), currency: z.literal('EUR') }),
    because: z.enum(['staff-without-patient-systems', 'actor-card', 'priced-card']),
  }),
])

/** Of a service certificate or a test card. */
export const servicePrice = z.union([
  z.object({ kind: z.literal('free'), because: z.enum(['test-version']) }),
  z.object({
    kind: z.literal('priced'),
    amount: z.object({ cents: z.number().int(), currency: z.literal('EUR') }),
    because: z.enum(['service-certificate', 'test-card']),
  }),
])
export type ServicePrice = z.infer<typeof servicePrice>

const organisationNamed = z.object({
  organisationId: id,
  name: z.string(),
  businessId: z.string(),
  customerNumber: z.string(),
  kind: organisationKind,
})

const person = z.object({ personId: id, name: z.string() })
const decided = z.object({ by: person, at: instantText })

export const paperState = z.enum(['proposed', 'approved', 'rejected', 'ended'])

/** An agreement or an authorisation, with its history. */
export const paper = z.object({
  paperId: id,
  kind: z.enum(['agreement', 'authorisation']),
  state: paperState,
  /** How it stands today. */
  standing: z.enum(['in-force', 'not-approved', 'not-begun', 'ended']),
  products: z.array(memberProduct),
  points: z.array(z.object({ pointId: id, name: z.string() })),
  validFrom: dateText,
  /** The last day, inclusive; absent when it holds until it is ended. */
  validTo: dateText.optional(),
  /** Of an agreement: all units, or those that it covers. */
  units: z.union([z.literal('all'), z.array(unit)]).optional(),
  priceList: z.string().optional(),
  /** Of an authorisation: who gives it, and who gets it. */
  giver: organisationNamed.optional(),
  authorised: organisationNamed.optional(),
  deliveryAddress: address.optional(),
  contact: contact.optional(),
  accepted: z.object({ by: z.string(), on: dateText }).optional(),
  /** The organisation signed it in the e-service: what was signed is kept. */
  isSigned: z.boolean(),
  /** Of a change: the agreement or authorisation whose place it takes. */
  replaces: id.optional(),
  proposed: decided,
  approved: decided.optional(),
  /** `because`: of a change that ended with the agreement or authorisation that it would have changed. */
  rejected: decided
    .extend({ because: z.enum(['agreement-ended', 'authorisation-ended']).optional() })
    .optional(),
  ended: decided.optional(),
  /** On what it was approved or rejected; absent of papers from before that was kept. */
  decision: decision.optional(),
  /** What the asker may do with it now. */
  may: z.array(z.enum(['approve', 'reject', 'end'])),
})
export type Paper = z.infer<typeof paper>

export const organisation = organisationNamed.extend({
  /** How often its facts were entered. */
  version: z.number().int().min(1),
  oid: z.string(),
  units: z.array(unit),
  contacts: z.array(contact),
  /** Its own, and those that others gave to it, newest first. */
  papers: z.array(paper),
})
export type Organisation = z.infer<typeof organisation>

export const listOrganisations = defineEndpoint({
  method: 'GET',
  path: '/organisations',
  summary: 'Customer organisations by name, a page at a time',
  input: z.object({
    /** The beginning of the name or of a word in it, a business ID, a customer number or an OID. */
    query: z.string().trim().max(200).optional(),
    /** Only those with an agreement or authorisation in this state: one that waits for another handler. */
    papers: z.enum(['proposed']).optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({
    organisations: z.array(
      organisationNamed.extend({
        /** Of its agreements and authorisations. */
        waitingPapers: z.number().int().min(0),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const viewOrganisation = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId',
  summary: 'An organisation with its units, contacts, agreements and authorisations',
  input: z.object({ organisationId: id }),
  answer: organisation,
})

export const viewOrganisationHistory = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId/versions',
  summary: 'What was entered of an organisation, when and by whom; the newest first',
  input: z.object({
    organisationId: id,
    /** Only those before this version: the last one of the page before. */
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  answer: z.object({
    versions: z.array(
      z.object({
        version: z.number().int().min(1),
        enteredAt: instantText,
        /** Absent when it was entered as the service began, or by a process of the service. */
        enteredBy: z.string().optional(),
        name: z.string(),
        /** Absent of versions from before it could change. */
        kind: organisationKind.optional(),
        units: z.array(unit),
        contacts: z.array(contact),
      }),
    ),
    hasEarlier: z.boolean(),
  }),
})

/** Before it is entered: what the registers say of an organisation, and whether it is entered already. */
export const lookUpOrganisation = defineEndpoint({
  method: 'GET',
  path: '/registered-organisations/:businessId',
  summary:
    'What the business register and the last copy of the code service say of an organisation',
  input: z.object({ businessId: z.string().trim().min(1).max(20) }),
  answer: z.object({
    businessId: z.string(),
    name: z.string(),
    status: z.enum(['active', 'in-restructuring', 'in-liquidation', 'in-bankruptcy', 'ceased']),
    /** The one that follows from the business ID. */
    oid: z.string(),
    /** Whether the code service has that OID. */
    isCoded: z.boolean(),
    /** Under it in the code service, by OID. */
    units: z.array(unit),
    /** There are more than are told here. */
    isCut: z.boolean(),
    /** When the code service was copied. */
    copiedAt: instantText,
    /** The customer, when it is one. */
    organisationId: id.optional(),
  }),
})
export type RegisteredOrganisation = z.infer<(typeof lookUpOrganisation)['answer']>

export const addOrganisation = defineEndpoint({
  method: 'POST',
  path: '/organisations',
  summary: 'Enters an organisation; there is one for each business ID',
  input: z.object({
    businessId: z.string().trim().min(1).max(20),
    /** When absent, the one that follows from the business ID (1.2.246.10.…). */
    oid: oid.optional(),
    name: z.string().trim().min(1).max(200),
    kind: organisationKind,
    units: z.array(unit).max(500).default([]),
    contacts: z.array(contact).max(50).default([]),
  }),
  answer: organisation,
})

export const changeOrganisation = defineEndpoint({
  method: 'POST',
  path: '/organisations/:organisationId/facts',
  summary: 'Changes name, kind, units and contacts; what agreements and authorisations name stays',
  input: z.object({
    organisationId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    name: z.string().trim().min(1).max(200),
    /** As it was, when absent. */
    kind: organisationKind.optional(),
    units: z.array(unit).max(500),
    contacts: z.array(contact).max(50),
  }),
  answer: organisation,
})

const scope = {
  organisationId: id,
  products: z.array(memberProduct).min(1).max(2),
  validFrom: dateText,
  validTo: dateText.optional(),
}

export const proposeAgreement = defineEndpoint({
  method: 'POST',
  path: '/organisations/:organisationId/agreements',
  summary: 'Enters a card agreement, which holds when another handler has approved it',
  input: z.object({
    ...scope,
    /** OIDs of units; the organisation with all of them when absent. */
    units: z.array(oid).min(1).max(500).optional(),
    priceList: z.string().default('standard'),
    /** The organisation's own registration points. */
    points: z.array(id).max(100).default([]),
  }),
  answer: organisation,
})

export const proposeAuthorisation = defineEndpoint({
  method: 'POST',
  path: '/organisations/:organisationId/authorisations',
  summary:
    'Enters that the organisation authorises another one’s registration points, which that one has accepted',
  input: z.object({
    ...scope,
    /** The authorised organisation, by both, so that none is taken for another. */
    customerNumber: z
      .string()
      .trim()
      .regex(/^A\d{7}$/),
    businessId: z.string().trim().min(1).max(20),
    points: z.array(id).min(1).max(100),
    deliveryAddress: address,
    contact,
    acceptedBy: z.string().trim().min(1).max(100),
    acceptedOn: dateText,
  }),
  answer: organisation,
})

export const decidePaper = defineEndpoint({
  method: 'POST',
  path: '/papers/:paperId/decision',
  summary: 'Another handler approves or rejects an agreement or authorisation',
  input: z.object({ paperId: id, decision: z.enum(['approved', 'rejected']) }),
  answer: organisation,
})

export const endPaper = defineEndpoint({
  method: 'POST',
  path: '/papers/:paperId/end',
  summary: 'Ends an agreement or authorisation at once; open orders that rest on it are stopped',
  input: z.object({ paperId: id }),
  answer: organisation,
})

/** For one organisation or unit: whether its card may be ordered at the registrar's point now, or why not. */
export const orderingAnswer = z.union([
  z.object({
    answer: z.literal('yes'),
    /** Another organisation's registrar orders: the employment certificate is kept. */
    onAuthorisation: z.boolean(),
    price: z.object({ whenLoggingIn: price, otherwise: price }),
  }),
  z.object({ answer: z.literal('no'), because: refusalShown }),
])
export type OrderingAnswer = z.infer<typeof orderingAnswer>

export const listEmployers = defineEndpoint({
  method: 'GET',
  path: '/employers',
  summary:
    'For whom the registrar may order which card now, on which papers, and for whom not and why',
  input: z.object({ query: z.string().trim().max(200).optional() }),
  answer: z.object({
    employers: z.array(
      organisationNamed.extend({
        product: memberProduct,
        /** The organisation itself, and then each of its units. */
        whole: orderingAnswer,
        units: z.array(unit.extend({ ordering: orderingAnswer })),
      }),
    ),
    /** There are more: the query has to say more. */
    isCut: z.boolean(),
  }),
})
export type Employer = z.infer<(typeof listEmployers)['answer']>['employers'][number]
