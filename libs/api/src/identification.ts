import { issuingStates } from '@sotevarmenne/identifiers/issuing-states'
import { z } from 'zod'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { dateText, id, instantText, lineText, writtenText } from './values.ts'
import { definePermission } from './permission.ts'

export const identityDocument = z.enum(['passport', 'identity-card'])
export type IdentityDocument = z.infer<typeof identityDocument>

/** As it stands in the machine readable zone: in capitals, without spaces and hyphens (ICAO Doc 9303-3, section 4). */
export const documentNumber = z
  .string()
  .overwrite((typed) => typed.toUpperCase().replaceAll(/[\s-]/g, ''))
  .regex(/^[A-Z0-9]{4,20}$/)
  .meta({ examples: ['FP1234567'] })
/** ISO 3166-1, two letters, of a state that issues passports. */
export const issuingCountry = z.enum(issuingStates)

const document = z.object({
  documentType: identityDocument,
  documentNumber,
  issuingCountry,
  expires: dateText,
})

/** The document by which the person was identified. Never a copy of it. */
export const presentedIdentification = z.discriminatedUnion('documentType', [
  document.extend({
    documentType: z.literal('passport'),
    /** As typed or scanned: compared with the other data and with the person, and not stored. */
    machineReadableZone: z.string().max(200).optional(),
  }),
  document.extend({
    documentType: z.literal('identity-card'),
    machineReadableZone: z.string().max(200).optional(),
  }),
  z.object({
    documentType: z.literal('police-verification'),
    /** The police's reference, as the office has entered it. */
    documentNumber: lineText({ min: 3, max: 60 }),
  }),
])
export type PresentedIdentification = z.infer<typeof presentedIdentification>

export const inquiryKind = z.enum(['document-doubt', 'no-document'])
export type InquiryKind = z.infer<typeof inquiryKind>

export const inquiryState = z.enum(['open', 'confirmed', 'rejected', 'withdrawn'])
export type InquiryState = z.infer<typeof inquiryState>

const freeText = writtenText({ min: 5, max: 1000 })

/** A doubt about a person's identity, which the office decides. */
export const inquiryView = z.object({
  inquiryId: id,
  kind: inquiryKind,
  state: inquiryState,
  person: z.object({ personId: id, givenNames: z.string(), surname: z.string() }),
  /** The document in doubt. */
  document: document.extend({ documentNumber: z.string(), issuingCountry: z.string() }).optional(),
  /** The police unit that is requested to identify the person. */
  policeUnit: z.string().optional(),
  /** What the registrar saw. */
  observation: z.string(),
  raisedAt: instantText,
  endedAt: instantText.optional(),
  /** The grounds of the office's decision. */
  grounds: z.string().optional(),
  /** Reference of the police, by which the person is identified. */
  reference: z.string().optional(),
  /** The last day on which that reference is valid for identification. */
  goodUntil: dateText.optional(),
  /** What the office may do with it now; empty for the person who raised it (dual control). */
  may: z.array(z.enum(['decide'])),
})
export type InquiryView = z.infer<typeof inquiryView>

export const raiseInquiry = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/identity-inquiries',
  permission: definePermission('identification.raiseInquiry', {
    roles: ['registrar'],
    label: {
      fi: 'Henkilöllisyyden selvityksen pyytäminen',
      sv: 'Begäran om utredning av identitet',
      en: 'Raising an inquiry about identity',
    },
  }),
  summary:
    'Opens an identity inquiry: a document is in doubt, or the visitor has none; the office decides (registrar)',
  input: z.object({
    personId: id,
    subject: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('document-doubt'), document }),
      z.object({
        kind: z.literal('no-document'),
        policeUnit: lineText({ min: 2, max: 100 }),
      }),
    ]),
    observation: freeText,
  }),
  response: inquiryView,
})

export const viewInquiriesPermission = definePermission('identification.viewInquiries', {
  roles: ['caseOfficer', 'registrar'],
  label: {
    fi: 'Henkilöllisyyden selvitysten katselu',
    sv: 'Visning av utredningar av identitet',
    en: 'Viewing inquiries about identity',
  },
})

export const listInquiries = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/identity-inquiries/search',
  permission: viewInquiriesPermission,
  summary: 'Identity inquiries about visitors, newest first, a page at a time',
  input: deskList
    .extend({ show: z.enum(['open', 'ended']).default('open') })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ inquiries: z.array(inquiryView), nextCursor: z.string().optional() }),
})

export const viewInquiry = defineEndpoint({
  method: 'GET',
  path: '/identity-inquiries/:inquiryId',
  permission: viewInquiriesPermission,
  summary: 'One identity inquiry about a visitor',
  input: z.object({ inquiryId: id }),
  response: inquiryView,
})

export const decideInquiry = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/identity-inquiries/:inquiryId/decision',
  permission: definePermission('identification.decideInquiry', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Henkilöllisyyden selvityksen päättäminen',
      sv: 'Beslut om utredning av identitet',
      en: 'Deciding an inquiry about identity',
    },
  }),
  summary:
    'Decides whether the document may be trusted, or records what the police found (case officer)',
  input: z.object({
    inquiryId: id,
    decision: z.discriminatedUnion('decision', [
      z.object({
        decision: z.literal('confirmed'),
        grounds: freeText,
        /** Required where the police were requested to identify the person. */
        police: z
          .object({ reference: lineText({ min: 3, max: 60 }), verifiedOn: dateText })
          .optional(),
      }),
      z.object({ decision: z.literal('rejected'), grounds: freeText }),
    ]),
  }),
  response: inquiryView,
})

export const withdrawInquiry = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/identity-inquiries/:inquiryId/withdrawal',
  permission: definePermission('identification.withdrawInquiry', {
    roles: ['registrar'],
    label: {
      fi: 'Henkilöllisyyden selvityksen peruminen',
      sv: 'Återkallelse av utredning av identitet',
      en: 'Withdrawing an inquiry about identity',
    },
  }),
  summary: 'The registration point withdraws its identity inquiry (registrar)',
  input: z.object({ inquiryId: id }),
  response: inquiryView,
})

export const forgetInquiryPermission = definePermission('identification.forgetInquiry', {
  roles: 'service',
  label: {
    fi: 'Henkilöllisyyden selvityksen poistaminen',
    sv: 'Radering av utredning av identitet',
    en: 'Erasing an inquiry about identity',
  },
})
