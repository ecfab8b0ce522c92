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

/** `refresher`: of somebody who has been a registrar before. */
export const trainingKind = z.enum(['basic', 'refresher'])

const text = (most: number) => z.string().trim().min(1).max(most)

const facts = {
  identityCode: text(20),
  /** As the organisation calls the person; the appointment is of whoever the identity code is. */
  name: text(120),
  /** That the organisation keeps. Who serves at several has an application of each: the newest appointment counts. */
  pointId: id,
  training: z.object({
    kind: trainingKind,
    course: text(120),
    completedOn: dateText,
    /** Number or name of the certificate that is attached. */
    certificate: text(120),
  }),
}

/** What is checked of an application by itself: fulfilled, or why not. */
const check = z.object({
  rule: z.enum(['person', 'card', 'keeper', 'paper', 'training', 'proof', 'not-appointed']),
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
  /** By which the service knows whoever the identity code is; the office alone is told. */
  knownName: z.string().optional(),
  training: z.object({
    ...facts.training.shape,
    /** The last day on which it holds, inclusive. */
    lastDay: dateText,
  }),
  /** The file is there; it is forgotten some time after the decision. */
  hasProof: z.boolean(),
  /** Why it was returned or refused. */
  because: z.string().optional(),
  /** What is checked of it now; of what is over, nothing any more. */
  checks: z.array(check),
  /** Of what was decided. */
  decision: decision.optional(),
  history: z.array(
    z.object({
      step: z.enum(['draft', 'change', 'send', 'giveBack', 'approve', 'refuse', 'withdraw']),
      at: instantText,
      by: z.string(),
      because: z.string().optional(),
    }),
  ),
  /** What the asker may do with it now. */
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
  answer: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const draftRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/registrar-applications',
  summary: 'Drafts an application for one person to be a registrar',
  input: ofOrganisation.extend(facts),
  answer: application,
})

export const viewRegistrarApplication = defineEndpoint({
  method: 'GET',
  path: '/registrar-applications/:applicationId',
  summary: 'An application of one’s organisation, with every check, its decision and history',
  input: byId,
  answer: application,
})

export const changeRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/facts',
  summary: 'Changes a draft, or an application that was returned',
  input: byId.extend(facts),
  answer: application,
})

export const attachTrainingProof = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/proof',
  summary: 'Attaches the proof of the training (PDF, JPEG or PNG), in the place of the one before',
  input: byId.extend({ document: base64.max(7_000_000) }),
  answer: application,
})

export const sendRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/send',
  summary: 'Sends an application: another person than the one it is about, for the organisation',
  input: byId,
  answer: application,
})

export const withdrawRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-applications/:applicationId/withdraw',
  summary: 'Withdraws an application that is not decided yet; its proof is forgotten',
  input: byId,
  answer: application,
})

export const registrarStanding = z.enum(['serving', 'ended'])

const registrar = z.object({
  registrarId: id,
  name: z.string(),
  point,
  appointedAt: instantText,
  /** From then on, and at it, the person is no registrar there. */
  endsAt: instantText.optional(),
  /** Absent of the first registrar of a service. */
  training: z
    .object({ course: z.string(), completedOn: dateText, certificate: z.string() })
    .optional(),
  mayEnd: z.boolean(),
})
export type RegistrarOfPoint = z.infer<typeof registrar>

export const listRegistrars = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/registrars',
  summary: 'Who serves at the points that the organisation keeps, and who did, newest first',
  input: ofOrganisation.extend({
    standing: registrarStanding.optional(),
    pointId: id.optional(),
    ...page,
  }),
  answer: z.object({
    registrars: z.array(registrar),
    nextCursor: z.string().optional(),
    /** That the organisation keeps. */
    points: z.array(point),
  }),
})

export const endRegistrar = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/registrars/:registrarId/end',
  summary: 'From now on the person is no registrar of the organisation’s point',
  input: ofOrganisation.extend({ registrarId: id }),
  answer: registrar,
})

export const listRegistrarQueue = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue',
  summary:
    'Applications for registrars: those that wait, the oldest first; or those of a state, the newest first',
  input: z.object({
    /** Those that wait for a handler when absent. */
    state: registrarApplicationState.exclude(['draft', 'sent']).optional(),
    /** Of one organisation. */
    businessId: z.string().trim().min(1).max(20).optional(),
    ...page,
  }),
  answer: z.object({ applications: z.array(row), nextCursor: z.string().optional() }),
})

export const viewQueuedRegistrar = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId',
  summary: 'An application for a registrar with every check, as a handler sees it',
  input: byId,
  answer: application,
})

export const viewTrainingProof = defineEndpoint({
  method: 'GET',
  path: '/registrar-application-queue/:applicationId/proof',
  summary: 'The proof of the training, as it was sent',
  input: byId,
  answer: z.object({ document: base64, mediaType: z.string() }),
})

export const decideRegistrarApplication = defineEndpoint({
  method: 'POST',
  path: '/registrar-application-queue/:applicationId/decision',
  summary: 'Approves, which appoints from that second on; returns, or refuses an application',
  input: byId.extend({
    decision: z.enum(['approve', 'giveBack', 'refuse']),
    /** Of a return or a refusal: the organisation reads it. */
    because: z.string().trim().min(1).max(1000).optional(),
  }),
  answer: application,
})
