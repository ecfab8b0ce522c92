import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { dateText, id, instantText, waitingFilter } from './values.ts'

/** What a holder writes to the office about. A complaint about a faulty card is none of them: it is made at the desk. */
export const writtenKind = z.enum(['question', 'grievance', 'correction-request'])

/** `fee-dispute`: an organisation disputes an invoice; it is opened and decided with the invoice. */
export const threadKind = z.enum([...writtenKind.options, 'fee-dispute'])
export type ThreadKind = z.infer<typeof threadKind>

/** `waiting` for the office, `answered` by it, or over. */
export const threadState = z.enum(['waiting', 'answered', 'closed'])
export type ThreadState = z.infer<typeof threadState>

/** What a holder does with an own thread; `write` opens a closed one again. */
export const holderStep = z.enum(['write', 'close'])
export type HolderStep = z.infer<typeof holderStep>

/** What the office does with a thread; `accept` and `refuse` decide a correction request, `extend` gives it more time. */
export const officeStep = z.enum(['answer', 'accept', 'refuse', 'extend', 'close', 'reopen'])
export type OfficeStep = z.infer<typeof officeStep>

const subject = z.string().trim().min(3).max(120)
const text = z.string().trim().min(1).max(4000)

const threadRow = z.object({
  threadId: id,
  kind: threadKind,
  subject: z.string(),
  state: threadState,
  openedAt: instantText,
  /** When something was last done with it. */
  changedAt: instantText,
  /** The last day on which the office answers or decides, where it still owes that. */
  dueOn: dateText.optional(),
  isOverdue: z.boolean(),
  /** What became of a correction request. */
  decision: z.enum(['accepted', 'refused']).optional(),
  /** The renewal whose automatic decision it is about. */
  orderId: id.optional(),
  /** The invoice that is disputed. */
  invoiceId: id.optional(),
  /** For which somebody of its account wrote. */
  organisation: z.object({ organisationId: id, name: z.string() }).optional(),
  /** For the office only. */
  holder: z.object({ personId: id, name: z.string() }).optional(),
})
export type ThreadRow = z.infer<typeof threadRow>

export const thread = threadRow.extend({
  steps: z.array(
    z.object({
      stepId: id,
      kind: z.enum([...holderStep.options, ...officeStep.options]),
      by: z.enum(['holder', 'office', 'service']),
      at: instantText,
      text: z.string().optional(),
    }),
  ),
  /** What the asker may do now. */
  may: z.array(z.enum([...holderStep.options, ...officeStep.options])),
})
export type Thread = z.infer<typeof thread>

const page = { cursor: z.string().max(100).optional() }
const limit = z.coerce.number().int().min(1).max(100).default(25)

export const openThread = defineEndpoint({
  method: 'POST',
  path: '/own/threads',
  summary:
    'A question, grievance or correction request to the office. The same `threadId` again answers the same',
  input: z.object({ threadId: id, kind: writtenKind, subject, text, orderId: id.optional() }),
  answer: thread,
})

export const listOwnThreads = defineEndpoint({
  method: 'GET',
  path: '/own/threads',
  summary: 'What the one who signed in wrote to the office, the newest first, a page at a time',
  input: z.object({ ...page, limit }),
  answer: z.object({ threads: z.array(threadRow), nextCursor: z.string().optional() }),
})

export const viewOwnThread = defineEndpoint({
  method: 'GET',
  path: '/own/threads/:threadId',
  summary: 'One own thread with all its messages',
  input: z.object({ threadId: id }),
  answer: thread,
})

export const goOnWithOwnThread = defineEndpoint({
  method: 'POST',
  path: '/own/threads/:threadId/steps',
  summary: 'Writes more, or closes the own thread. The same `stepId` again answers the same',
  input: z.object({
    threadId: id,
    stepId: id,
    step: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('write'), text }),
      z.object({ kind: z.literal('close') }),
    ]),
  }),
  answer: thread,
})

const ofAccount = { organisationId: id }

export const openOrganisationThread = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/threads',
  summary:
    'A question of an organisation to the office, by a member of its account. The same `threadId` again answers the same',
  input: z.object({ ...ofAccount, threadId: id, subject, text }),
  answer: thread,
})

export const listOrganisationThreads = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/threads',
  summary: 'What an organisation and the office write to each other, the newest first',
  input: z.object({ ...ofAccount, filter: waitingFilter, ...page, limit }),
  answer: listOwnThreads.answer,
})

export const viewOrganisationThread = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/threads/:threadId',
  summary: 'One thread of an organisation with all its messages',
  input: z.object({ ...ofAccount, threadId: id }),
  answer: thread,
})

export const goOnWithOrganisationThread = defineEndpoint({
  method: 'POST',
  path: '/accounts/:organisationId/threads/:threadId/steps',
  summary: 'Writes more, or closes a thread of an organisation',
  input: goOnWithOwnThread.input.extend(ofAccount),
  answer: thread,
})

export const listThreads = defineEndpoint({
  method: 'GET',
  path: '/threads',
  summary:
    'What holders wrote to the office, a page at a time: what is owed by its last day, the others newest first (handler, auditor)',
  input: z.object({
    show: z.enum(['due', 'answered', 'closed']).default('due'),
    kind: threadKind.optional(),
    ...page,
    limit,
  }),
  answer: z.object({ threads: z.array(threadRow), nextCursor: z.string().optional() }),
})

export const viewThread = defineEndpoint({
  method: 'GET',
  path: '/threads/:threadId',
  summary: 'One thread with all its messages (handler, auditor)',
  input: z.object({ threadId: id }),
  answer: thread,
})

export const handleThread = defineEndpoint({
  method: 'POST',
  path: '/threads/:threadId/steps',
  summary:
    'Answers, decides, extends, closes or reopens a thread (handler). The same `stepId` again answers the same',
  input: z.object({
    threadId: id,
    stepId: id,
    step: z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['answer', 'accept', 'refuse', 'extend']), text }),
      z.object({ kind: z.enum(['close', 'reopen']), text: text.optional() }),
    ]),
  }),
  answer: thread,
})
