import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import {
  dateText,
  id,
  instantText,
  language,
  lineText,
  pageLimit,
  waitingFilter,
  writtenText,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

/**
 * What a holder writes to the office about. A complaint about a faulty card is made at the desk instead.
 */
export const writtenKind = z.enum(['inquiry', 'complaint', 'rectification-request'])

/**
 * `fee-dispute`: an organisation disputes an invoice; it is opened and decided with the invoice.
 * `contact-message`: somebody wrote who did not sign in (`contact-messages.ts`).
 */
export const caseKind = z.enum([...writtenKind.options, 'fee-dispute', 'contact-message'])
export type CaseKind = z.infer<typeof caseKind>

/** `waiting` for the office, `answered` by it, or `closed`. */
export const caseState = z.enum(['waiting', 'answered', 'closed'])
export type CaseState = z.infer<typeof caseState>

/** What holders may do with their own case; `write` opens a closed one again. */
export const holderStep = z.enum(['write', 'close'])
export type HolderStep = z.infer<typeof holderStep>

/**
 * What the office may do with a case; `accept` and `refuse` decide a rectification request, `extend` gives
 * it more time.
 */
export const officeStep = z.enum(['reply', 'accept', 'refuse', 'extend', 'close', 'reopen'])
export type OfficeStep = z.infer<typeof officeStep>

/** Who took a step of a case. `writer`: of a contact message. */
const caseParty = z.enum(['holder', 'writer', 'office', 'service'])
export type CaseParty = z.infer<typeof caseParty>

/** Cases to reply to by due date, and the others by state. */
export const casesShown = z.enum(['due', ...caseState.exclude(['waiting']).options])

/** Steps of the office that say something to the holder. */
export const writtenStep = officeStep.extract(['reply', 'accept', 'refuse', 'extend'])
/** Steps of the office that need no text. */
export const quietStep = officeStep.extract(['close', 'reopen'])

export const caseSubject = lineText({ min: 3, max: 120 })
export const caseText = writtenText({ max: 4000 })
const written = { subject: caseSubject, text: caseText }

const caseRowView = z.object({
  caseId: id,
  kind: caseKind,
  subject: z.string(),
  state: caseState,
  openedAt: instantText,
  /** When it was last changed. */
  changedAt: instantText,
  /** The last day for the office's reply or decision, while one is due. */
  dueOn: dateText.optional(),
  isOverdue: z.boolean(),
  /** The decision on a rectification request. */
  decision: z.enum(['accepted', 'refused']).optional(),
  /** The renewal whose automatic decision it is about. */
  orderId: id.optional(),
  /** The disputed invoice. */
  invoiceId: id.optional(),
  /** The organisation for which a member of its account wrote. */
  organisation: z.object({ organisationId: id, name: z.string() }).optional(),
  /** For the office only. */
  holder: z.object({ personId: id, name: z.string() }).optional(),
  /** Who wrote a contact message, as typed by the writer; for the office only, and until it is erased. */
  writer: z.object({ name: z.string(), isIdentified: z.boolean() }).optional(),
})
export type CaseRowView = z.infer<typeof caseRowView>

export const caseView = caseRowView.extend({
  steps: z.array(
    z.object({
      stepId: id,
      kind: z.enum([...holderStep.options, ...officeStep.options]),
      by: caseParty,
      at: instantText,
      text: z.string().optional(),
    }),
  ),
  /** How the writer of a contact message is reached, for the office only. */
  contact: z
    .object({
      email: z.string(),
      language,
      /** By Suomi.fi, which refused the sign-in because the service did not know the person. */
      identified: z.object({ identityCode: z.string(), at: instantText }).optional(),
    })
    .optional(),
  /** What the caller may do now. */
  may: z.array(z.enum([...holderStep.options, ...officeStep.options])),
})
export type CaseView = z.infer<typeof caseView>

const page = { cursor: pageCursor.optional() }

export const writeToOfficePermission = definePermission('cases.writeToOffice', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Viesti toimistolle',
    sv: 'Meddelande till kontoret',
    en: 'Writing to the office',
  },
})

export const openCase = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/own/cases',
  permission: writeToOfficePermission,
  summary:
    'Sends an inquiry, complaint or rectification request to the office. A repeat with the same `caseId` returns the same response',
  input: z.object({ caseId: id, kind: writtenKind, ...written, orderId: id.optional() }),
  response: caseView,
})

export const viewOwnCasesPermission = definePermission('cases.viewOwnCases', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Omien viestien katselu',
    sv: 'Visning av egna meddelanden',
    en: 'Viewing own messages',
  },
})

const casesView = z.object({ cases: z.array(caseRowView), nextCursor: z.string().optional() })

export const listOwnCases = defineEndpoint({
  method: 'GET',
  path: '/own/cases',
  permission: viewOwnCasesPermission,
  summary: 'The signed-in holder’s cases with the office, the newest first, a page at a time',
  input: z.object({ ...page, limit: pageLimit }),
  response: casesView.extend({
    /** An answered case is closed after so many days, and its text is erased so many years later. */
    closingDays: z.number().int(),
    retentionYears: z.number().int(),
  }),
})

export const viewOwnCase = defineEndpoint({
  method: 'GET',
  path: '/own/cases/:caseId',
  permission: viewOwnCasesPermission,
  summary: 'One of your own cases with all its messages',
  input: z.object({ caseId: id }),
  response: caseView,
})

export const continueOwnCase = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/own/cases/:caseId/steps',
  permission: writeToOfficePermission,
  summary:
    'Adds a message to your own case, or closes it. A repeat with the same `stepId` returns the same response',
  input: z.object({
    caseId: id,
    stepId: id,
    step: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('write'), text: caseText }),
      z.object({ kind: z.literal('close') }),
    ]),
  }),
  response: caseView,
})

const ofAccount = { organisationId: id }

export const writeForOrganisationPermission = definePermission('cases.writeForOrganisation', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Organisaation viesti asiakaspalvelulle',
    sv: 'Organisationens meddelande till kundtjänsten',
    en: 'Writing for an organisation',
  },
})

export const openOrganisationCase = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/cases',
  permission: writeForOrganisationPermission,
  summary:
    'Sends an inquiry of an organisation to the office, by a member of its account. A repeat with the same `caseId` returns the same response',
  input: z.object({ ...ofAccount, caseId: id, ...written }),
  response: caseView,
})

export const viewOrganisationCasesPermission = definePermission('cases.viewOrganisationCases', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Organisaation viestien katselu',
    sv: 'Visning av organisationens meddelanden',
    en: 'Viewing messages of an organisation',
  },
})

export const listOrganisationCases = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/cases',
  permission: viewOrganisationCasesPermission,
  summary: 'Cases of an organisation with the office, the newest first',
  input: z.object({ ...ofAccount, filter: waitingFilter, ...page, limit: pageLimit }),
  response: casesView,
})

export const viewOrganisationCase = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/cases/:caseId',
  permission: viewOrganisationCasesPermission,
  summary: 'One case of an organisation with all its messages',
  input: z.object({ ...ofAccount, caseId: id }),
  response: caseView,
})

export const continueOrganisationCase = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/cases/:caseId/steps',
  permission: writeForOrganisationPermission,
  summary: 'Adds a message to a case of an organisation, or closes it',
  input: continueOwnCase.input.extend(ofAccount),
  response: caseView,
})

export const viewCasesPermission = definePermission('cases.viewCases', {
  roles: ['caseOfficer', 'auditor'],
  label: { fi: 'Viestien katselu', sv: 'Visning av meddelanden', en: 'Viewing messages' },
})

export const listCases = defineEndpoint({
  method: 'GET',
  path: '/cases',
  permission: viewCasesPermission,
  summary:
    'Cases of holders with the office, a page at a time: those that await a reply by due date, the others newest first (case officer, auditor)',
  input: z.object({
    show: casesShown.default('due'),
    kind: caseKind.optional(),
    ...page,
    limit: pageLimit,
  }),
  response: z.object({ cases: z.array(caseRowView), nextCursor: z.string().optional() }),
})

export const viewCase = defineEndpoint({
  method: 'GET',
  path: '/cases/:caseId',
  permission: viewCasesPermission,
  summary: 'One case with all its messages (case officer, auditor)',
  input: z.object({ caseId: id }),
  response: caseView,
})

export const handleCase = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/cases/:caseId/steps',
  permission: definePermission('cases.handleCase', {
    roles: ['caseOfficer'],
    label: { fi: 'Viestin käsittely', sv: 'Handläggning av meddelande', en: 'Handling a message' },
  }),
  summary:
    'Replies to, decides, extends, closes or reopens a case (case officer). A repeat with the same `stepId` returns the same response',
  input: z.object({
    caseId: id,
    stepId: id,
    step: z.discriminatedUnion('kind', [
      z.object({ kind: writtenStep, text: caseText }),
      z.object({ kind: quietStep, text: caseText.optional() }),
    ]),
  }),
  response: caseView,
})

export const followPermission = definePermission('cases.follow', {
  roles: 'service',
  label: {
    fi: 'Viestiketjun sulkeminen tai poistaminen määräajan jälkeen',
    sv: 'Avslutande eller radering av ärende efter tidsfrist',
    en: 'Closing or erasing a conversation after its time',
  },
})
