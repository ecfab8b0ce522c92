import { z } from 'zod'
import { decisionView } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  lineText,
  personName,
  pageLimit,
  reasonText,
  refusalShown,
  waitingFilter,
  pageCursor,
  typedBusinessId,
} from './values.ts'
import { documentUpload } from './uploads.ts'
import { definePermission } from './permission.ts'

export const registrarApplicationState = z.enum([
  'draft',
  'sent',
  'returned',
  'approved',
  'refused',
  'withdrawn',
])

/** `refresher`: for a person who has been a registrar before. */
export const trainingKind = z.enum(['basic', 'refresher'])
export type TrainingKind = z.infer<typeof trainingKind>

const registrarStep = z.enum([
  'draft',
  'change',
  'send',
  'approve',
  'giveBack',
  'refuse',
  'withdraw',
])
export type RegistrarStep = z.infer<typeof registrarStep>

/** What a case officer may decide about an application. */
export const registrarDecision = registrarStep.extract(['approve', 'giveBack', 'refuse'])

const text = (max: number) => lineText({ max })

const facts = {
  identityCode: text(20),
  /**
   * As the organisation calls the person; the registrar role is given to the person with the identity code.
   */
  name: personName({ min: 1, max: 120 }),
  /**
   * A point of the organisation. A registrar at several points needs an application for each: the newest
   * registrar role counts.
   */
  pointId: id,
  training: z.object({
    kind: trainingKind,
    course: text(120),
    completedOn: dateText,
    /** Number or name of the attached certificate. */
    certificate: text(120),
  }),
}

const registrarRule = z.enum([
  'person',
  'card',
  'pointOperator',
  'agreement',
  'training',
  'proof',
  'not-appointed',
])
export type RegistrarRule = z.infer<typeof registrarRule>

/** An automatic check of an application: fulfilled, or why not. */
const check = z.object({
  rule: registrarRule,
  because: refusalShown.optional(),
})

const point = z.object({ pointId: id, name: z.string() })
const organisation = z.object({ organisationId: id, name: z.string(), businessId: z.string() })

const row = z.object({
  applicationId: id,
  state: registrarApplicationState,
  name: z.string(),
  point,
  organisation,
  draftedAt: instantText,
  sentAt: instantText.optional(),
})

const registrarApplicationView = row.extend({
  identityCode: z.string(),
  /** The name that the service knows for the identity code; only shown to the office. */
  knownName: z.string().optional(),
  training: z.object({
    ...facts.training.shape,
    /** The last day of the registrar role, inclusive. */
    lastDay: dateText,
  }),
  /** The file is stored; it is erased some time after the decision. */
  hasProof: z.boolean(),
  /** Why it was returned or refused. */
  because: z.string().optional(),
  /** The present results of the checks; empty for an application that is settled. */
  checks: z.array(check),
  /** Present when it was decided. */
  decision: decisionView.optional(),
  history: z.array(
    z.object({
      step: registrarStep,
      at: instantText,
      by: z.string(),
      because: z.string().optional(),
    }),
  ),
  /** What the caller may do with it now. */
  may: z.array(registrarStep.exclude(['draft'])),
})
export type RegistrarApplicationView = z.infer<typeof registrarApplicationView>

const page = {
  cursor: pageCursor.optional(),
  limit: pageLimit,
}
const ofOrganisation = z.object({ organisationId: id })
const byId = z.object({ applicationId: id })

export const viewPermission = definePermission('registrars.view', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Organisaation rekisteröijien katselu',
    sv: 'Visning av organisationens registrerare',
    en: 'Viewing the registrars of an organisation',
  },
})

export const listRegistrarApplications = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrar-applications',
  permission: viewPermission,
  summary: 'Applications of the organisation for registrars of its points, newest first',
  input: ofOrganisation.extend({
    filter: waitingFilter,
    state: registrarApplicationState.optional(),
    ...page,
  }),
  response: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const applyPermission = definePermission('registrars.apply', {
  roles: ['holder'],
  signIn: 'password',
  label: {
    fi: 'Rekisteröijähakemuksen valmistelu',
    sv: 'Förberedelse av en ansökan om registrerare',
    en: 'Preparing an application for a registrar',
  },
})

export const draftRegistrarApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/registrar-applications',
  permission: applyPermission,
  summary: 'Drafts an application for one person to be a registrar',
  input: ofOrganisation.extend(facts),
  response: registrarApplicationView,
})

export const viewRegistrarApplication = defineEndpoint({
  method: 'GET',
  path: '/registrar-applications/:applicationId',
  permission: viewPermission,
  summary:
    'A registrar application of your organisation, with every check, its decision and history',
  input: byId,
  response: registrarApplicationView,
})

export const changeRegistrarApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/registrar-applications/:applicationId/facts',
  permission: applyPermission,
  summary: 'Changes a draft, or an application that was returned',
  input: byId.extend(facts),
  response: registrarApplicationView,
})

export const attachTrainingProof = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/registrar-applications/:applicationId/proof',
  permission: applyPermission,
  summary: 'Attaches the proof of training (PDF, JPEG or PNG) and replaces the previous one',
  input: byId.extend({ document: documentUpload.content }),
  response: registrarApplicationView,
})

export const sendPermission = definePermission('registrars.send', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Rekisteröijän hakeminen tai nimeämisen päättäminen organisaation puolesta',
    sv: 'Ansökan om registrerare eller avslutande av förordnande för en organisation',
    en: 'Applying for a registrar, or ending one, for an organisation',
  },
})

export const sendRegistrarApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/registrar-applications/:applicationId/send',
  permission: sendPermission,
  summary: 'Sends an application for the organisation; the person whom it is about can’t send it',
  input: byId,
  response: registrarApplicationView,
})

export const withdrawRegistrarApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/registrar-applications/:applicationId/withdraw',
  permission: sendPermission,
  summary: 'Withdraws an application that is not decided yet; its proof of training is erased',
  input: byId,
  response: registrarApplicationView,
})

export const registrarStanding = z.enum(['serving', 'ended'])

const registrarView = z.object({
  registrarId: id,
  name: z.string(),
  point,
  appointedAt: instantText,
  /** From this instant on, the person is not a registrar there. */
  endsAt: instantText.optional(),
  /** Absent for the first registrar of a service. */
  training: z
    .object({ course: z.string(), completedOn: dateText, certificate: z.string() })
    .optional(),
  mayEnd: z.boolean(),
})
export type RegistrarView = z.infer<typeof registrarView>

export const listRegistrars = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrars',
  permission: viewPermission,
  summary: 'Present and former registrars of the organisation’s own points, newest first',
  input: ofOrganisation.extend({
    standing: registrarStanding.optional(),
    pointId: id.optional(),
    ...page,
  }),
  response: z.object({
    registrars: z.array(registrarView),
    nextCursor: z.string().optional(),
    /** Points of the organisation. */
    points: z.array(point),
  }),
})

export const viewRegistrarTasks = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrar-tasks',
  permission: viewPermission,
  summary:
    'Points of the organisation that have no registrar now, and how many registrars there are; names nobody',
  input: ofOrganisation,
  response: z.object({ withoutRegistrar: z.array(point), registrars: z.number().int() }),
})

export const endRegistrar = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/registrars/:registrarId/end',
  permission: sendPermission,
  summary: 'Ends a person’s registrar role at the organisation’s point at once',
  input: ofOrganisation.extend({ registrarId: id }),
  response: registrarView,
})

export const viewQueuePermission = definePermission('registrars.viewQueue', {
  roles: ['caseOfficer', 'auditor'],
  label: {
    fi: 'Rekisteröijähakemusten katselu',
    sv: 'Visning av ansökningar om registrerare',
    en: 'Viewing applications for registrars',
  },
})

export const listAllRegistrars = defineEndpoint({
  method: 'GET',
  path: '/registrars',
  permission: viewQueuePermission,
  summary: 'The present registrars of every point, newest first',
  input: z.object(page),
  response: z.object({
    registrars: z.array(
      registrarView.pick({ registrarId: true, name: true, point: true, appointedAt: true }).extend({
        /** A card of the service is in use: without one nobody acts as registrar. */
        hasCard: z.boolean(),
      }),
    ),
    nextCursor: z.string().optional(),
  }),
})

export const listRegistrarQueue = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue',
  permission: viewQueuePermission,
  summary:
    'Registrar applications: waiting ones, oldest first; or those in one state, newest first',
  input: z.object({
    /** When absent, those that wait for a case officer. */
    state: registrarApplicationState.exclude(['draft', 'sent']).optional(),
    /** Only applications of one organisation. */
    businessId: typedBusinessId.optional(),
    ...page,
  }),
  response: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const viewQueuedRegistrar = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId',
  permission: viewQueuePermission,
  summary: 'A registrar application with every check, as a case officer sees it',
  input: byId,
  response: registrarApplicationView,
})

export const viewTrainingProof = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId/proof',
  permission: viewQueuePermission,
  summary: 'The proof of training, as it was sent',
  input: byId,
  response: z.object({ document: base64, mediaType: z.string() }),
})

export const decideRegistrarApplication = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/registrar-application-queue/:applicationId/decision',
  permission: definePermission('registrars.decide', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Rekisteröijähakemuksen ratkaiseminen',
      sv: 'Avgörande av en ansökan om registrerare',
      en: 'Deciding an application for a registrar',
    },
  }),
  summary:
    'Approves an application, which gives the registrar role from that second on; or returns or refuses it',
  input: byId.extend({
    decision: registrarDecision,
    /** For a return or a refusal: the organisation reads it. */
    because: reasonText.optional(),
  }),
  response: registrarApplicationView,
})

export const followPermission = definePermission('registrars.follow', {
  roles: 'service',
  label: {
    fi: 'Rekisteröijien nimeämisten seuranta',
    sv: 'Uppföljning av registrerarnas förordnanden',
    en: 'Following the appointments of registrars',
  },
})
