import {
  continueOwnCase,
  handleCase,
  listOwnCases,
  listCases,
  openCase,
  viewOwnCase,
  viewCase,
  type CaseView,
} from '@sotevarmenne/api/cases'
import { on, type Row } from './fake-row.ts'

export const caseId = (number: number): string =>
  `d0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const holder = {
  personId: caseId(90),
  name: 'Aino Margareta Esimerkki',
}

const request: CaseView = {
  caseId: caseId(1),
  kind: 'rectification-request',
  subject: 'Päätöksessä on väärä ammattinimike',
  state: 'answered',
  openedAt: '2026-11-20T08:12:00.000Z',
  changedAt: '2026-11-23T11:40:00.000Z',
  dueOn: '2026-12-21',
  isOverdue: false,
  orderId: caseId(50),
  steps: [
    {
      stepId: caseId(1),
      kind: 'write',
      by: 'holder',
      at: '2026-11-20T08:12:00.000Z',
      text: 'Hei,\n\npäätöksessä minulla on ammattinimike sairaanhoitaja.\nOlen kätilö. <b>Korjatkaa tämä</b> 🙏',
    },
    {
      stepId: caseId(11),
      kind: 'reply',
      by: 'office',
      at: '2026-11-23T11:40:00.000Z',
      text: 'Sinulla on molemmat oikeudet. Kumman haluat korttiin?',
    },
  ],
  may: ['write', 'close'],
}

const { dueOn: _decided, ...decided } = request

const refused: CaseView = {
  ...decided,
  caseId: caseId(2),
  subject: 'Nimeni kirjoitetaan toisin',
  state: 'closed',
  decision: 'refused',
  steps: [
    ...request.steps.slice(0, 1),
    {
      stepId: caseId(12),
      kind: 'refuse',
      by: 'office',
      at: '2026-11-24T09:00:00.000Z',
      text: 'Nimi on kortissa niin kuin väestötietojärjestelmässä.',
    },
  ],
  may: ['write'],
}

const late: CaseView = {
  ...request,
  caseId: caseId(3),
  kind: 'complaint',
  subject: `Jonotin ${'todella '.repeat(13)}kauan`,
  state: 'waiting',
  dueOn: '2026-11-13',
  isOverdue: true,
  steps: request.steps.slice(0, 1),
}

const own: readonly CaseView[] = [request, refused, late].map((supportCase) => ({ ...supportCase }))

const ofOffice = (supportCase: CaseView): CaseView => ({
  ...supportCase,
  holder,
  may:
    supportCase.state === 'closed'
      ? ['reopen']
      : supportCase.kind === 'rectification-request'
        ? ['reply', 'accept', 'refuse', 'extend']
        : ['reply', 'close'],
})

const find = (caseId: string): CaseView =>
  own.find((supportCase) => supportCase.caseId === caseId) ?? request

/** What a holder wrote to the office, as both see it. */
export const caseRows = (): readonly Row[] => {
  let opened: CaseView = { ...request, steps: request.steps.slice(0, 1), state: 'waiting' }
  return [
    on(openCase, ({ caseId, kind, subject, text }) => {
      const [first] = request.steps
      opened = {
        ...opened,
        ...{ caseId, kind, subject },
        steps: first === undefined ? [] : [{ ...first, text }],
      }
      return opened
    }),
    on(listOwnCases, () => ({ cases: [...own] })),
    on(viewOwnCase, ({ caseId }) => (caseId === opened.caseId ? opened : find(caseId))),
    on(continueOwnCase, ({ caseId }) => find(caseId)),
    on(listCases, ({ show }) => ({
      cases: own
        .filter(({ state, dueOn }) =>
          show === 'due' ? dueOn !== undefined && state !== 'closed' : state === show,
        )
        .toSorted((one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? ''))
        .map(ofOffice),
    })),
    on(viewCase, ({ caseId }) => ofOffice(find(caseId))),
    on(handleCase, ({ caseId, stepId, step }) => ({
      ...ofOffice(find(caseId)),
      ...{ state: 'closed' as const, may: ['reopen' as const], dueOn: undefined },
      ...(step.kind === 'accept' && { decision: 'accepted' as const }),
      steps: [
        ...find(caseId).steps,
        { stepId, kind: step.kind, by: 'office' as const, at: request.changedAt, text: step.text },
      ],
    })),
  ]
}
