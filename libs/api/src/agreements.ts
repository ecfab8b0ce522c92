import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { contact, memberProduct, unit } from './organisations.ts'
import {
  address,
  base64,
  dateText,
  id,
  instantText,
  language,
  pageLimit,
  waitingFilter,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

const oid = z.string().trim().max(200)
const days = { validFrom: dateText, validTo: dateText.optional() }

/** What an organisation wants to sign. */
export const documentTyped = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('agreement'),
    ...days,
    /** OIDs of units; the organisation with all of them when absent. */
    units: z.array(oid).min(1).max(500).optional(),
    /** Registration points that the organisation operates. */
    points: z.array(id).max(100),
    /** The agreement in force that it replaces. */
    replaces: id.optional(),
  }),
  z.object({
    kind: z.literal('delegation'),
    ...days,
    /** Points of one operator: it is the authorised organisation. */
    points: z.array(id).min(1).max(100),
    deliveryAddress: address,
    contact,
    /** The delegation in force, of the same organisation, that it replaces. */
    replaces: id.optional(),
  }),
  /** Ends an agreement, or a delegation by either side. */
  z.object({ kind: z.literal('end'), ends: id }),
])

const party = z.object({
  organisationId: id,
  name: z.string(),
  businessId: z.string(),
  customerNumber: z.string(),
})
const points = z.array(z.object({ pointId: id, name: z.string() }))

const documentTerms = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('agreement'),
    product: memberProduct,
    ...days,
    points,
    units: z.union([z.literal('all'), z.array(unit)]),
    priceList: z.string(),
    replaces: id.optional(),
    replacesFrom: dateText.optional(),
  }),
  z.object({
    kind: z.literal('delegation'),
    product: memberProduct,
    ...days,
    points,
    delegate: party,
    deliveryAddress: address,
    contact,
    replaces: id.optional(),
    replacesFrom: dateText.optional(),
  }),
  z.object({
    kind: z.literal('end'),
    ends: z.object({
      agreementId: id,
      kind: z.enum(['agreement', 'delegation']),
      giver: party,
      delegate: party.optional(),
      validFrom: dateText,
    }),
  }),
])

export const documentState = z.enum(['drafted', 'signed', 'concluded', 'declined', 'withdrawn'])

const agreementDocumentView = z.object({
  documentId: id,
  state: documentState,
  organisation: party,
  terms: documentTerms,
  draftedAt: instantText,
  signatures: z.array(z.object({ name: z.string(), organisationId: id, at: instantText })),
  settledAt: instantText.optional(),
  /** What the caller may do with it now. */
  may: z.array(z.enum(['sign', 'accept', 'change', 'decline', 'withdraw'])),
})
export type AgreementDocumentView = z.infer<typeof agreementDocumentView>

const ofOrganisation = z.object({ organisationId: id })
const ofDocument = ofOrganisation.extend({ documentId: id })

export const viewPermission = definePermission('agreements.view', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Sopimusten ja valtuutusten katselu',
    sv: 'Visning av avtal och fullmakter',
    en: 'Viewing agreements and authorisations',
  },
})

export const listDocuments = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents',
  permission: viewPermission,
  summary:
    'The agreements and delegations that the organisation, or others for it, drafted and signed; newest first',
  input: ofOrganisation.extend({
    filter: waitingFilter,
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: z.object({
    documents: z.array(agreementDocumentView),
    nextCursor: z.string().optional(),
  }),
})

/** The registration points of one's own organisation, or those of others that a delegation may name. */
export const listNameablePoints = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/nameable-points',
  permission: viewPermission,
  summary: 'The registration points that an agreement or a delegation may name',
  input: ofOrganisation.extend({
    of: z.enum(['self', 'others']).default('self'),
  }),
  response: z.object({
    /** By name. */
    points: z.array(
      z.object({
        pointId: id,
        name: z.string(),
        town: z.string(),
        pointOperator: z.object({ organisationId: id, name: z.string() }),
      }),
    ),
  }),
})

export const draftPermission = definePermission('agreements.draft', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Sopimuksen tai valtuutuksen laatiminen',
    sv: 'Utarbetande av ett avtal eller en fullmakt',
    en: 'Drafting an agreement or authorisation',
  },
})

export const draftDocument = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/documents',
  permission: draftPermission,
  summary: 'Drafts an agreement, a delegation, a change of either or an end, to be signed by card',
  input: ofOrganisation.extend({ language, terms: documentTyped }),
  response: agreementDocumentView,
})

export const changeDocument = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/documents/:documentId/terms',
  permission: draftPermission,
  summary:
    'Changes what a draft says, until it is signed; a signature prepared for the earlier text becomes void',
  input: ofDocument.extend({ language, terms: documentTyped }),
  response: agreementDocumentView,
})

export const viewDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents/:documentId',
  permission: viewPermission,
  summary: 'One document with its signatures',
  input: ofDocument,
  response: agreementDocumentView,
})

export const viewDocumentPdf = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents/:documentId/pdf',
  permission: viewPermission,
  summary: 'The document as a PDF, with the signatures that it has',
  input: ofDocument,
  response: z.object({ pdf: base64 }),
})

export const signPermission = definePermission('agreements.sign', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Sopimuksen tai valtuutuksen allekirjoittaminen',
    sv: 'Undertecknande av ett avtal eller en fullmakt',
    en: 'Signing an agreement or authorisation',
  },
})

export const prepareSignature = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/documents/:documentId/preparation',
  permission: signPermission,
  summary:
    'Reserves space in the PDF for the signature of the signed-in person; returns the digest that the card signs',
  input: ofDocument.extend({ hash: z.enum(['sha256', 'sha384']) }),
  response: z.object({
    /** Over everything except the space for the signature. */
    digest: base64,
  }),
})

export const signDocument = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/documents/:documentId/signature',
  permission: signPermission,
  summary: 'Puts the card’s signature into the prepared document, and puts its terms into effect',
  input: ofDocument.extend({
    /** CMS (PAdES B-B), DER. */
    message: base64.max(100_000),
  }),
  response: agreementDocumentView,
})

export const settleDocument = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/documents/:documentId/settlement',
  permission: signPermission,
  summary:
    'The organisation that drafted the document withdraws it, or the organisation that is to receive the delegation declines it',
  input: ofDocument.extend({ outcome: z.enum(['declined', 'withdrawn']) }),
  response: agreementDocumentView,
})

export const viewSignedDocument = defineEndpoint({
  method: 'GET',
  path: '/agreements/:agreementId/documents',
  permission: definePermission('agreements.viewSigned', {
    roles: ['caseOfficer', 'auditor'],
    label: {
      fi: 'Allekirjoitettujen sopimusten katselu',
      sv: 'Visning av undertecknade avtal',
      en: 'Viewing signed agreements',
    },
  }),
  summary: 'The signed documents of an agreement or delegation, as PDFs (case officer, auditor)',
  input: z.object({ agreementId: id }),
  response: z.object({
    documents: z.array(
      z.object({
        documentId: id,
        kind: z.enum(['agreement', 'delegation', 'end']),
        signedAt: instantText,
        pdf: base64,
      }),
    ),
  }),
})
