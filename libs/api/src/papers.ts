import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { contact, memberProduct, unit } from './organisations.ts'
import { address, base64, dateText, id, instantText, language, waitingFilter } from './values.ts'

const oid = z.string().trim().max(200)
const days = { validFrom: dateText, validTo: dateText.optional() }

/** What an organisation wants to sign. */
export const documentTyped = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('agreement'),
    ...days,
    /** OIDs of units; the organisation with all of them when absent. */
    units: z.array(oid).min(1).max(500).optional(),
    /** Points that the organisation keeps. */
    points: z.array(id).max(100),
    /** The agreement in force whose place it takes. */
    replaces: id.optional(),
  }),
  z.object({
    kind: z.literal('authorisation'),
    ...days,
    /** The authorised organisation, by both, so that none is taken for another. */
    customerNumber: z
      .string()
      .trim()
      .regex(/^A\d{7}$/),
    businessId: z.string().trim().min(1).max(20),
    /** Points that it keeps. */
    points: z.array(id).min(1).max(100),
    deliveryAddress: address,
    contact,
    /** The authorisation in force, of the same organisation, whose place it takes. */
    replaces: id.optional(),
  }),
  /** Of an agreement, or of an authorisation by either side. */
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
    kind: z.literal('authorisation'),
    product: memberProduct,
    ...days,
    points,
    authorised: party,
    deliveryAddress: address,
    contact,
    replaces: id.optional(),
    replacesFrom: dateText.optional(),
  }),
  z.object({
    kind: z.literal('end'),
    ends: z.object({
      paperId: id,
      kind: z.enum(['agreement', 'authorisation']),
      giver: party,
      authorised: party.optional(),
      validFrom: dateText,
    }),
  }),
])

export const documentState = z.enum(['drafted', 'signed', 'concluded', 'declined', 'withdrawn'])

const paperDocument = z.object({
  documentId: id,
  state: documentState,
  organisation: party,
  terms: documentTerms,
  draftedAt: instantText,
  signatures: z.array(z.object({ name: z.string(), organisationId: id, at: instantText })),
  settledAt: instantText.optional(),
  /** What the asker may do with it now. */
  may: z.array(z.enum(['sign', 'accept', 'change', 'decline', 'withdraw'])),
})
export type PaperDocument = z.infer<typeof paperDocument>

const ofOrganisation = z.object({ organisationId: id })
const ofDocument = ofOrganisation.extend({ documentId: id })

export const listDocuments = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents',
  summary:
    'What the organisation drafted and signed about its papers, and others for it; newest first',
  input: ofOrganisation.extend({
    filter: waitingFilter,
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ documents: z.array(paperDocument), nextCursor: z.string().optional() }),
})

/** Whose registration points are asked: one's own, or those of an organisation that is known by both numbers. */
export const listNameablePoints = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/nameable-points',
  summary: 'The registration points that an agreement or an authorisation may name',
  input: ofOrganisation.extend({
    customerNumber: z.string().trim().max(20).optional(),
    businessId: z.string().trim().max(20).optional(),
  }),
  answer: z.object({ keeper: z.string(), points }),
})

export const draftDocument = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/documents',
  summary:
    'Drafts an agreement, an authorisation, a change of either or an end, to be signed by card',
  input: ofOrganisation.extend({ language, terms: documentTyped }),
  answer: paperDocument,
})

export const changeDocument = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/documents/:documentId/terms',
  summary: 'Changes what a draft says, until it is signed; what was prepared of it is void',
  input: ofDocument.extend({ language, terms: documentTyped }),
  answer: paperDocument,
})

export const viewDocument = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents/:documentId',
  summary: 'One document with its signatures',
  input: ofDocument,
  answer: paperDocument,
})

export const viewDocumentPdf = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/documents/:documentId/pdf',
  summary: 'The document as a PDF, with the signatures that it has',
  input: ofDocument,
  answer: z.object({ pdf: base64 }),
})

export const prepareSignature = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/documents/:documentId/preparation',
  summary:
    'An empty place in the PDF for the asker’s signature; answers the digest that the card signs',
  input: ofDocument.extend({ hash: z.enum(['sha256', 'sha384']) }),
  answer: z.object({
    /** Over everything but the place of the signature. */
    digest: base64,
  }),
})

export const signDocument = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/documents/:documentId/signature',
  summary: 'Puts the card’s signature into the document that was prepared, and does what it says',
  input: ofDocument.extend({
    /** CMS (PAdES B-B), DER. */
    message: base64.max(100_000),
  }),
  answer: paperDocument,
})

export const settleDocument = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/documents/:documentId/settlement',
  summary: 'The giver takes it back, or the authorised organisation declines it',
  input: ofDocument.extend({ outcome: z.enum(['declined', 'withdrawn']) }),
  answer: paperDocument,
})

export const viewSignedOfPaper = defineEndpoint({
  method: 'GET',
  path: '/papers/:paperId/documents',
  summary: 'What was signed of an agreement or authorisation, as PDFs (handler, auditor)',
  input: z.object({ paperId: id }),
  answer: z.object({
    documents: z.array(
      z.object({
        documentId: id,
        kind: z.enum(['agreement', 'authorisation', 'end']),
        signedAt: instantText,
        pdf: base64,
      }),
    ),
  }),
})
