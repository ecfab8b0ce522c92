import {
  goOnWithOrganisationThread,
  goOnWithOwnThread,
  handleThread,
  listOrganisationThreads,
  listOwnThreads,
  openOrganisationThread,
  listThreads,
  openThread,
  viewOrganisationThread,
  viewOwnThread,
  viewThread,
  type Thread,
} from '@sotevarmenne/api/threads'
import { on, type Row } from './fake-row.ts'

export const threadId = (number: number): string =>
  `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const holder = {
  personId: threadId(90),
  name: 'Aino Margareta Esimerkki',
}

const request: Thread = {
  threadId: threadId(1),
  kind: 'correction-request',
  subject: 'Päätöksessä on väärä ammattinimike',
  state: 'answered',
  openedAt: '2026-11-20T08:12:00.000Z',
  changedAt: '2026-11-23T11:40:00.000Z',
  dueOn: '2026-12-21',
  isOverdue: false,
  orderId: threadId(50),
  steps: [
    {
      stepId: threadId(1),
      kind: 'write',
      by: 'holder',
      at: '2026-11-20T08:12:00.000Z',
      text: 'Hei,\n\npäätöksessä minulla on ammattinimike sairaanhoitaja.\nOlen kätilö. <b>Korjatkaa tämä</b> 🙏',
    },
    {
      stepId: threadId(11),
      kind: 'answer',
      by: 'office',
      at: '2026-11-23T11:40:00.000Z',
      text: 'Sinulla on molemmat oikeudet. Kumman haluat korttiin?',
    },
  ],
  may: ['write', 'close'],
}

const { dueOn: _decided, ...decided } = request

const refused: Thread = {
  ...decided,
  threadId: threadId(2),
  subject: 'Nimeni kirjoitetaan toisin',
  state: 'closed',
  decision: 'refused',
  steps: [
    ...request.steps.slice(0, 1),
    {
      stepId: threadId(12),
      kind: 'refuse',
      by: 'office',
      at: '2026-11-24T09:00:00.000Z',
      text: 'Nimi on kortissa niin kuin väestötietojärjestelmässä.',
    },
  ],
  may: ['write'],
}

const late: Thread = {
  ...request,
  threadId: threadId(3),
  kind: 'grievance',
  subject: `Jonotin ${'todella '.repeat(13)}kauan`,
  state: 'waiting',
  dueOn: '2026-11-13',
  isOverdue: true,
  steps: request.steps.slice(0, 1),
}

const { orderId: _ofDecision, ...undecided } = decided

const dispute: Thread = {
  ...undecided,
  threadId: threadId(4),
  kind: 'fee-dispute',
  subject: 'Lasku 100001 riitautetaan',
  state: 'closed',
  decision: 'refused',
  invoiceId: '00000000-0000-4000-8000-000000000951',
  organisation: {
    organisationId: '00000000-0000-4000-8000-000000000801',
    name: 'Esimerkkilän hyvinvointialueen keskussairaala',
  },
  steps: refused.steps,
  may: [],
}
const question: Thread = {
  ...late,
  threadId: threadId(5),
  kind: 'question',
  subject: 'Milloin kortit tulevat?',
  isOverdue: false,
  dueOn: '2026-12-08',
  organisation: {
    organisationId: '00000000-0000-4000-8000-000000000801',
    name: 'Esimerkkilän hyvinvointialueen keskussairaala',
  },
}

const own: readonly Thread[] = [request, refused, late].map((thread) => ({ ...thread }))

const ofOffice = (thread: Thread): Thread => ({
  ...thread,
  holder,
  may:
    thread.state === 'closed'
      ? ['reopen']
      : thread.kind === 'correction-request'
        ? ['answer', 'accept', 'refuse', 'extend']
        : ['answer', 'close'],
})

const find = (threadId: string): Thread =>
  own.find((thread) => thread.threadId === threadId) ?? request

/** What a holder wrote to the office, and how the office sees it. */
export const threadRows = (): readonly Row[] => {
  let opened: Thread = { ...request, steps: request.steps.slice(0, 1), state: 'waiting' }
  return [
    on(openThread, ({ threadId, kind, subject, text }) => {
      const [first] = request.steps
      opened = {
        ...opened,
        ...{ threadId, kind, subject },
        steps: first === undefined ? [] : [{ ...first, text }],
      }
      return opened
    }),
    on(listOwnThreads, () => ({ threads: [...own] })),
    on(viewOwnThread, ({ threadId }) => (threadId === opened.threadId ? opened : find(threadId))),
    on(goOnWithOwnThread, ({ threadId }) => find(threadId)),
    on(listOrganisationThreads, ({ filter }) => ({
      threads: [question, dispute].filter(
        ({ state }) => filter === undefined || state === 'answered',
      ),
    })),
    on(viewOrganisationThread, ({ threadId }) =>
      threadId === question.threadId ? question : dispute,
    ),
    on(goOnWithOrganisationThread, () => question),
    on(openOrganisationThread, () => question),
    on(listThreads, ({ show }) => ({
      threads: own
        .filter(({ state, dueOn }) =>
          show === 'due' ? dueOn !== undefined && state !== 'closed' : state === show,
        )
        .toSorted((one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? ''))
        .map(ofOffice),
    })),
    on(viewThread, ({ threadId }) => ofOffice(find(threadId))),
    on(handleThread, ({ threadId, stepId, step }) => ({
      ...ofOffice(find(threadId)),
      ...{ state: 'closed' as const, may: ['reopen' as const], dueOn: undefined },
      ...(step.kind === 'accept' && { decision: 'accepted' as const }),
      steps: [
        ...find(threadId).steps,
        { stepId, kind: step.kind, by: 'office' as const, at: request.changedAt, text: step.text },
      ],
    })),
  ]
}
