import { z } from 'zod'
import { decisionView } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import {
  address,
  dateText,
  id,
  instantText,
  language,
  lineText,
  pageLimit,
  personName,
  proposalDecision,
  refusalShown,
  pageCursor,
  typedBusinessId,
} from './values.ts'
import { definePermission } from './permission.ts'

/** The kind of the organisation: it decides which of the two cards its people get. */
export const organisationKind = z.enum(['provider', 'pharmacy', 'other-body'])
export type OrganisationKind = z.infer<typeof organisationKind>

/** Bound to an organisation: the card of its staff, or of people at a body that provides no care (M4, M5). */
export const memberProduct = z.enum(['staff-card', 'actor-card'])
export type MemberProduct = z.infer<typeof memberProduct>

const oid = z.string().trim().max(200)

export const unit = z.object({ oid, name: lineText({ max: 200 }) })

export const contact = z.object({
  name: lineText({ max: 100 }),
  email: z.email().max(200),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d ()-]{5,30}$/)
    .optional(),
  /** The language for messages to the contact. */
  language: language.default('fi'),
})

/** The rule that makes a card free of charge. */
const freeBecause = z.enum([
  'professional-card',
  'logs-in-to-patient-systems',
  'faulty-card',
  'free-card',
])
export type FreeBecause = z.infer<typeof freeBecause>

/** The rule that gives a card its price. */
const pricedBecause = z.enum([
  'staff-without-patient-systems',
  'student-in-practice',
  'actor-card',
  'priced-card',
])
export type PricedBecause = z.infer<typeof pricedBecause>

/** The price of a card, with the rule that gave it (M10). */
export const price = z.union([
  z.object({
    kind: z.literal('free'),
    because: freeBecause,
  }),
  z.object({
    kind: z.literal('priced'),
    amount: z.object({ cents: z.number().int(), currency: z.literal('EUR') }),
    because: pricedBecause,
  }),
])

/** Contacts of an organisation, at most. */
export const maxContacts = 50

/** Price of a service certificate or a test card. */
export const servicePriceView = z.union([
  z.object({ kind: z.literal('free'), because: z.enum(['test-version']) }),
  z.object({
    kind: z.literal('priced'),
    amount: z.object({ cents: z.number().int(), currency: z.literal('EUR') }),
    because: z.enum(['service-certificate', 'test-card']),
  }),
])
export type ServicePriceView = z.infer<typeof servicePriceView>

const organisationNamed = z.object({
  organisationId: id,
  name: z.string(),
  businessId: z.string(),
  customerNumber: z.string(),
  kind: organisationKind,
})

const person = z.object({ personId: id, name: z.string() })
const decided = z.object({ by: person, at: instantText })

export const agreementState = z.enum(['proposed', 'approved', 'rejected', 'ended'])

export const agreementStanding = z.enum(['in-force', 'not-approved', 'not-begun', 'ended'])
export type AgreementStanding = z.infer<typeof agreementStanding>

/** An agreement or a delegation, with its history. */
export const agreementView = z.object({
  agreementId: id,
  kind: z.enum(['agreement', 'delegation']),
  state: agreementState,
  /** Its status today. */
  standing: agreementStanding,
  products: z.array(memberProduct),
  points: z.array(z.object({ pointId: id, name: z.string() })),
  validFrom: dateText,
  /** The last day, inclusive; absent when it is in force until it is ended. */
  validTo: dateText.optional(),
  /** For an agreement: all units, or those that it covers. */
  units: z.union([z.literal('all'), z.array(unit)]).optional(),
  priceList: z.string().optional(),
  /** For a delegation: the organisation that gives it, and the one that receives it. */
  giver: organisationNamed.optional(),
  delegate: organisationNamed.optional(),
  deliveryAddress: address.optional(),
  contact: contact.optional(),
  accepted: z.object({ by: z.string(), on: dateText }).optional(),
  /** The organisation signed it in the e-service: the signed document is stored. */
  isSigned: z.boolean(),
  /** For a change: the agreement or delegation that it replaces. */
  replaces: id.optional(),
  proposed: decided,
  approved: decided.optional(),
  /** `because`: for a change that ended with the agreement or delegation that it would have changed. */
  rejected: decided
    .extend({ because: z.enum(['agreement-ended', 'delegation-ended']).optional() })
    .optional(),
  ended: decided.optional(),
  /**
   * The decision that approved or rejected it; absent for agreements and delegations from before it was
   * stored.
   */
  decision: decisionView.optional(),
  /** What the caller may do with it now. */
  may: z.array(z.enum(['approve', 'reject', 'end'])),
})
export type AgreementView = z.infer<typeof agreementView>

export const organisationView = organisationNamed.extend({
  /** How often its data were entered. */
  version: z.number().int().min(1),
  oid: z.string(),
  units: z.array(unit),
  contacts: z.array(contact),
  /** Its own, and the delegations that it received, newest first. */
  agreements: z.array(agreementView),
})
export type OrganisationView = z.infer<typeof organisationView>

export const viewOrganisationsPermission = definePermission('organisations.viewOrganisations', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Organisaatioiden katselu',
    sv: 'Visning av organisationer',
    en: 'Viewing organisations',
  },
})

export const listOrganisations = defineEndpoint({
  method: 'GET',
  path: '/organisations',
  permission: viewOrganisationsPermission,
  summary: 'Customer organisations by name, a page at a time',
  input: z.object({
    /** The beginning of the name or of a word in it, a business ID, a customer number or an OID. */
    query: z.string().trim().max(200).optional(),
    /** Only those with an agreement or delegation in this state: one that waits for a second case officer. */
    agreements: z.enum(['proposed']).optional(),
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({
    organisations: z.array(
      organisationNamed.extend({
        /** Number of its agreements and delegations that wait. */
        waitingAgreements: z.number().int().min(0),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const viewOrganisation = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId',
  permission: viewOrganisationsPermission,
  summary: 'An organisation with its units, contacts, agreements and delegations',
  input: z.object({ organisationId: id }),
  response: organisationView,
})

export const viewOrganisationHistory = defineEndpoint({
  method: 'GET',
  path: '/organisations/:organisationId/versions',
  permission: viewOrganisationsPermission,
  summary: 'The versions of an organisation: what was entered, when and by whom; newest first',
  input: z.object({
    organisationId: id,
    /** Only those before this version: the last one of the previous page. */
    before: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  response: z.object({
    versions: z.array(
      z.object({
        version: z.number().int().min(1),
        enteredAt: instantText,
        /** Absent when it was entered at the start of the service, or by a process of the service. */
        enteredBy: z.string().optional(),
        name: z.string(),
        /** Absent for versions from before it could change. */
        kind: organisationKind.optional(),
        units: z.array(unit),
        contacts: z.array(contact),
      }),
    ),
    hasEarlier: z.boolean(),
  }),
})

export const addOrganisationPermission = definePermission('organisations.addOrganisation', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Organisaation kirjaaminen',
    sv: 'Registrering av en organisation',
    en: 'Entering an organisation',
  },
})

/** `ceased`: no longer in the business register; its other data are former data. */
const businessStatus = z.enum([
  'active',
  'in-restructuring',
  'in-liquidation',
  'in-bankruptcy',
  'ceased',
])
export type BusinessStatus = z.infer<typeof businessStatus>

/** Before it is entered: the registers' data of an organisation, and whether it is entered already. */
export const lookUpOrganisation = defineEndpoint({
  method: 'GET',
  path: '/registered-organisations/:businessId',
  permission: addOrganisationPermission,
  summary:
    'An organisation as the business register and the last copy of the code service describe it',
  input: z.object({ businessId: typedBusinessId }),
  response: z.object({
    businessId: z.string(),
    name: z.string(),
    status: businessStatus,
    /** The OID derived from the business ID. */
    oid: z.string(),
    /** Whether the code service has that OID. */
    isCoded: z.boolean(),
    /** Its units in the code service, by OID. */
    units: z.array(unit),
    /** There are more than are returned here. */
    isCut: z.boolean(),
    /** When the code service was copied. */
    copiedAt: instantText,
    /** The customer, when it is one. */
    organisationId: id.optional(),
  }),
})
export type RegisteredOrganisationView = z.infer<(typeof lookUpOrganisation)['response']>

export const addOrganisation = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/organisations',
  permission: addOrganisationPermission,
  summary: 'Enters an organisation; there is one for each business ID',
  input: z.object({
    businessId: typedBusinessId,
    /** When absent, the one derived from the business ID (1.2.246.10.…). */
    oid: oid.optional(),
    name: lineText({ max: 200 }),
    kind: organisationKind,
    units: z.array(unit).max(500).default([]),
    contacts: z.array(contact).max(maxContacts).default([]),
  }),
  response: organisationView,
})

export const changeOrganisation = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/organisations/:organisationId/facts',
  permission: definePermission('organisations.changeOrganisation', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Organisaation tietojen muuttaminen',
      sv: 'Ändring av en organisations uppgifter',
      en: 'Changing an organisation',
    },
  }),
  summary:
    'Changes name, kind, units and contacts; units that an agreement or delegation names must stay',
  input: z.object({
    organisationId: id,
    /** The version that the change was made on. */
    version: z.number().int().min(1),
    name: lineText({ max: 200 }),
    /** When absent, it stays as it was. */
    kind: organisationKind.optional(),
    units: z.array(unit).max(500),
    contacts: z.array(contact).max(maxContacts),
  }),
  response: organisationView,
})

const scope = {
  organisationId: id,
  products: z.array(memberProduct).min(1).max(2),
  validFrom: dateText,
  validTo: dateText.optional(),
}

export const proposeAgreementPermission = definePermission('organisations.proposeAgreement', {
  roles: ['caseOfficer'],
  label: {
    fi: 'Sopimuksen tai valtuutuksen kirjaaminen',
    sv: 'Registrering av ett avtal eller en fullmakt',
    en: 'Entering an agreement or authorisation',
  },
})

export const proposeCardAgreement = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/organisations/:organisationId/agreements',
  permission: proposeAgreementPermission,
  summary: 'Enters a card agreement, which takes effect when another case officer has approved it',
  input: z.object({
    ...scope,
    /** OIDs of units; the organisation with all of them when absent. */
    units: z.array(oid).min(1).max(500).optional(),
    priceList: z.string().max(100).default('standard'),
    /** The organisation's own registration points. */
    points: z.array(id).max(100).default([]),
  }),
  response: organisationView,
})

export const proposeDelegation = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/organisations/:organisationId/delegations',
  permission: proposeAgreementPermission,
  summary:
    'Enters a delegation to registration points of another organisation, their operator, which has accepted it',
  input: z.object({
    ...scope,
    /** Of one operator, which is authorised. */
    points: z.array(id).min(1).max(100),
    deliveryAddress: address,
    contact,
    acceptedBy: personName({ min: 1, max: 100 }),
    acceptedOn: dateText,
  }),
  response: organisationView,
})

export const decideAgreement = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/agreements/:agreementId/decision',
  permission: definePermission('organisations.decideAgreement', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Sopimuksen tai valtuutuksen hyväksyminen tai hylkääminen',
      sv: 'Godkännande eller avslag av ett avtal eller en fullmakt',
      en: 'Approving or rejecting an agreement or authorisation',
    },
  }),
  summary: 'Another case officer approves or rejects an agreement or delegation',
  input: z.object({ agreementId: id, decision: proposalDecision }),
  response: organisationView,
})

export const endAgreement = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/agreements/:agreementId/end',
  permission: definePermission('organisations.endAgreement', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Sopimuksen tai valtuutuksen päättäminen',
      sv: 'Avslutande av ett avtal eller en fullmakt',
      en: 'Ending an agreement or authorisation',
    },
  }),
  summary: 'Ends an agreement or delegation at once; open orders that depend on it are stopped',
  input: z.object({ agreementId: id }),
  response: organisationView,
})

/**
 * For one organisation or unit: whether its card may be ordered at the registrar's point now, or why not.
 */
export const orderingOption = z.union([
  z.object({
    allowed: z.literal(true),
    /** Another organisation's registrar orders: the employment certificate is stored. */
    onDelegation: z.boolean(),
    price: z.object({ whenLoggingIn: price, otherwise: price }),
  }),
  z.object({ allowed: z.literal(false), because: refusalShown }),
])
export type OrderingOption = z.infer<typeof orderingOption>

export const listEmployersPermission = definePermission('organisations.listEmployers', {
  roles: ['registrar'],
  label: {
    fi: 'Työnantajien hakeminen',
    sv: 'Sökning av arbetsgivare',
    en: 'Looking up employers',
  },
})

export const listEmployers = defineEndpoint({
  method: 'GET',
  path: '/employers',
  permission: listEmployersPermission,
  summary:
    'Organisations and units for which the registrar may order cards now, by agreement or delegation; for the others, why not',
  input: z.object({ query: z.string().trim().max(200).optional() }),
  response: z.object({
    employers: z.array(
      organisationNamed.extend({
        product: memberProduct,
        /** For the organisation itself; its units follow. */
        whole: orderingOption,
        units: z.array(unit.extend({ ordering: orderingOption })),
      }),
    ),
    /** There are more: the query must be more precise. */
    isCut: z.boolean(),
  }),
})
export type EmployerView = z.infer<(typeof listEmployers)['response']>['employers'][number]

export const importOrganisationsPermission = definePermission('organisations.importOrganisations', {
  roles: 'service',
  label: {
    fi: 'Organisaatioiden siirto vanhasta järjestelmästä',
    sv: 'Överföring av organisationer från ett äldre system',
    en: 'Taking organisations over from an older system',
  },
})

export const followBusinessesPermission = definePermission('organisations.followBusinesses', {
  roles: 'service',
  label: {
    fi: 'Organisaation toiminnan tarkistaminen yritys- ja yhteisötietojärjestelmästä',
    sv: 'Kontroll i företags- och organisationsdatasystemet av om organisationen är verksam',
    en: 'Asking the Business Information System whether an organisation still exists',
  },
})
