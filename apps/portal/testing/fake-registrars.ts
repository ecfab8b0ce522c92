import {
  attachTrainingProof,
  decideRegistrarApplication,
  draftRegistrarApplication,
  endRegistrar,
  listRegistrarApplications,
  listRegistrarQueue,
  listRegistrars,
  sendRegistrarApplication,
  viewQueuedRegistrar,
  viewRegistrarApplication,
  type RegistrarApplicationView,
  type RegistrarView,
} from '@sotevarmenne/api/registrars'
import { organisation } from './fake-organisations.ts'
import { on, type Row } from './fake-row.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const { organisationId, name, businessId } = organisation
const point = { pointId: id(951), name: 'Esimerkkilän terveysasema' }
const other = {
  pointId: id(952),
  name: 'Keskussairaalan rekisteröintipiste, Näkkäläjärven toimipiste',
}
const training = {
  course: 'Rekisteröijän verkkokurssi',
  completedOn: '2026-11-01',
  certificate: 'RK-2026-117',
}

const draft: RegistrarApplicationView = {
  applicationId: id(881),
  state: 'draft',
  name: 'Riitta-Maria Rekisteröijä-Näkkäläjärvi',
  point: other,
  organisation: { organisationId, name, businessId },
  draftedAt: '2026-11-25T08:00:00.000Z',
  identityCode: '010180-9015',
  training: { kind: 'basic', ...training, lastDay: '2029-10-31' },
  hasProof: false,
  checks: [
    { rule: 'person' },
    { rule: 'card' },
    { rule: 'pointOperator' },
    { rule: 'agreement' },
    { rule: 'training' },
    {
      rule: 'proof',
      because: {
        kind: 'proof-missing',
        title: {
          fi: 'Koulutustodistus puuttuu',
          sv: 'Intyg över utbildningen saknas',
          en: 'The proof of the training is missing',
        },
        advice: {
          fi: 'Liitä todistus PDF-tiedostona tai kuvana.',
          sv: 'Bifoga intyget som PDF eller bild.',
          en: 'Attach it as a PDF or a photo.',
        },
      },
    },
    { rule: 'not-appointed' },
  ],
  history: [{ step: 'draft', at: '2026-11-25T08:00:00.000Z', by: 'Aino Esimerkki' }],
  may: ['change', 'send', 'withdraw'],
}

const sent: RegistrarApplicationView = {
  ...draft,
  ...{ applicationId: id(882), state: 'sent', hasProof: true, may: ['withdraw'] },
  sentAt: '2026-11-25T10:00:00.000Z',
  checks: draft.checks.map(({ rule }) => ({ rule })),
  history: [
    ...draft.history,
    { step: 'send', at: '2026-11-25T10:00:00.000Z', by: 'Aino Esimerkki' },
  ],
}

const approved: RegistrarApplicationView = {
  ...sent,
  ...{ state: 'approved', checks: [], may: [] },
  decision: {
    ...{ rule: 'registrar', version: 1, decidedAt: '2026-11-26T08:00:00.000Z' },
    grounds: [
      { kind: 'sent-by-another', rule: 'R245', facts: { sentOn: '2026-11-25' } },
      { kind: 'card-to-sign', rule: 'R13', facts: {} },
      {
        kind: 'keeps-points',
        rule: 'R245',
        facts: { organisation: name, businessId, points: other.name },
      },
      { kind: 'rests-on-agreements', rule: 'R245', facts: { agreements: id(811) } },
      {
        kind: 'training-proved',
        rule: 'R246',
        facts: {
          ...{ course: training.course, completedOn: training.completedOn, until: '2029-10-31' },
          proof: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
        },
      },
    ],
  },
  history: [
    ...sent.history,
    { step: 'approve', at: '2026-11-26T08:00:00.000Z', by: 'Kaisa Käsittelijä' },
  ],
}

const decisions = ['approve', 'giveBack', 'refuse'] as const

const serving: RegistrarView = {
  ...{ registrarId: id(891), name: 'Riitta Rekisteröijä', point, training, mayEnd: true },
  appointedAt: '2026-11-02T08:00:00.000Z',
  endsAt: '2029-10-31T22:00:00.000Z',
}

const rowOf = ({
  applicationId,
  state,
  point: at,
  draftedAt,
  sentAt,
  ...one
}: RegistrarApplicationView) => ({
  ...{ applicationId, state, name: one.name, point: at, draftedAt },
  organisation: one.organisation,
  ...(sentAt !== undefined && { sentAt }),
})

/** Two active registrars, a draft without its proof, and one that waits for a case officer. */
export const registrarRows: readonly Row[] = [
  on(listRegistrars, () => ({
    registrars: [
      serving,
      {
        ...{ registrarId: id(892), name: 'Väinö Vanhanen', point: other, mayEnd: true },
        appointedAt: '2021-01-04T08:00:00.000Z',
      },
    ],
    points: [point, other],
  })),
  on(endRegistrar, () => ({ ...serving, mayEnd: false })),
  on(listRegistrarApplications, ({ filter }) => ({
    applications: (filter === undefined ? [draft, sent] : [draft]).map(rowOf),
  })),
  on(draftRegistrarApplication, () => draft),
  on(viewRegistrarApplication, ({ applicationId }) =>
    applicationId === draft.applicationId ? draft : sent,
  ),
  on(attachTrainingProof, () => ({ ...draft, hasProof: true, checks: sent.checks })),
  on(sendRegistrarApplication, () => sent),
  on(listRegistrarQueue, () => ({ applications: [rowOf(sent)] })),
  on(viewQueuedRegistrar, () => ({
    ...sent,
    knownName: 'Riitta Maria Rekisteröijä-Näkkäläjärvi',
    may: [...decisions],
  })),
  on(decideRegistrarApplication, () => approved),
]
