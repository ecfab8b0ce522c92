import { z } from 'zod'
import { decision } from './decisions.ts'
import { defineEndpoint } from './endpoint.ts'
import { base64, dateText, id, instantText, refusalShown, waitingFilter } from './values.ts'

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

const text = (max: number) => z.string().trim().min(1).max(max)

const facts = {
  identityCode: text(20),
  /**
   * As the organisation calls the person; the registrar role is given to the person with the identity code.
   */
  name: text(120),
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

/** An automatic check of an application: fulfilled, or why not. */
const check = z.object({
  rule: z.enum([
    'person',
    'card',
    'pointOperator',
    'agreement',
    'training',
    'proof',
    'not-appointed',
  ]),
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

const application = row.extend({
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
  decision: decision.optional(),
  history: z.array(
    z.object({
      step: z.enum(['draft', 'change', 'send', 'giveBack', 'approve', 'refuse', 'withdraw']),
      at: instantText,
      by: z.string(),
      because: z.string().optional(),
    }),
  ),
  /** What the caller may do with it now. */
  may: z.array(z.enum(['change', 'send', 'withdraw', 'approve', 'giveBack', 'refuse'])),
})
export type RegistrarApplication = z.infer<typeof application>

const page = {
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
}
const ofOrganisation = z.object({ organisationId: id })
const byId = z.object({ applicationId: id })

export const listRegistrarApplications = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrar-applications',
  summary: 'Applications of the organisation for registrars of its points, newest first',
  input: ofOrganisation.extend({
    filter: waitingFilter,
    state: registrarApplicationState.optional(),
    ...page,
  }),
  response: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const draftRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/registrar-applications',
  summary: 'Drafts an application for one person to be a registrar',
  input: ofOrganisation.extend(facts),
  response: application,
})

export const viewRegistrarApplication = defineEndpoint({
  method: 'GET',
  path: '/registrar-applications/:applicationId',
  summary:
    'A registrar application of your organisation, with every check, its decision and history',
  input: byId,
  response: application,
})

export const changeRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/facts',
  summary: 'Changes a draft, or an application that was returned',
  input: byId.extend(facts),
  response: application,
})

export const attachTrainingProof = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/proof',
  summary: 'Attaches the proof of training (PDF, JPEG or PNG) and replaces the previous one',
  input: byId.extend({ document: base64.max(7_000_000) }),
  response: application,
})

export const sendRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/send',
  summary: 'Sends an application for the organisation; the person whom it is about can’t send it',
  input: byId,
  response: application,
})

export const withdrawRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/withdraw',
  summary: 'Withdraws an application that is not decided yet; its proof of training is erased',
  input: byId,
  response: application,
})

export const registrarStanding = z.enum(['serving', 'ended'])

const registrar = z.object({
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
export type RegistrarOfPoint = z.infer<typeof registrar>

export const listRegistrars = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrars',
  summary: 'Present and former registrars of the organisation’s own points, newest first',
  input: ofOrganisation.extend({
    standing: registrarStanding.optional(),
    pointId: id.optional(),
    ...page,
  }),
  response: z.object({
    registrars: z.array(registrar),
    nextCursor: z.string().optional(),
    /** Points of the organisation. */
    points: z.array(point),
  }),
})

export const endRegistrar = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/registrars/:registrarId/end',
  summary: 'Ends a person’s registrar role at the organisation’s point at once',
  input: ofOrganisation.extend({ registrarId: id }),
  response: registrar,
})

export const listRegistrarQueue = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue',
  summary:
    'Registrar applications: waiting ones, oldest first; or those in one state, newest first',
  input: z.object({
    /** When absent, those that wait for a case officer. */
    state: registrarApplicationState.exclude(['draft', 'sent']).optional(),
    /** Only applications of one organisation. */
    businessId: z.string().trim().min(1).max(20).optional(),
    ...page,
  }),
  response: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const viewQueuedRegistrar = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId',
  summary: 'A registrar application with every check, as a case officer sees it',
  input: byId,
  response: application,
})

export const viewTrainingProof = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId/proof',
  summary: 'The proof of training, as it was sent',
  input: byId,
  response: z.object({ document: base64, mediaType: z.string() }),
})

export const decideRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-application-queue/:applicationId/decision',
  summary:
    'Approves an application, which gives the registrar role from that second on; or returns or refuses it',
  input: byId.extend({
    decision: z.enum(['approve', 'giveBack', 'refuse']),
    /** For a return or a refusal: the organisation reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  response: application,
})
