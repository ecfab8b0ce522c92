import {
  announceIncident,
  continueIncident,
  listIncidents,
  type IncidentView,
} from '@sotevarmenne/api/incidents'
import { on, type Row } from './fake-row.ts'

const idOf = (number: number): string =>
  `e0000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const lasting: IncidentView = {
  incidentId: idOf(1),
  beganAt: '2026-11-24T09:40:00.000Z',
  title: {
    fi: 'Kirjeet lähtevät myöhässä',
    sv: 'Breven är försenade',
    en: 'Letters leave late',
  },
  updates: [
    {
      updateId: idOf(1),
      at: '2026-11-24T09:52:00.000Z',
      text: {
        fi: 'Kirjepaino ei ota kirjeitä vastaan. Aktivointikirjeet lähtevät huomenna.',
        sv: 'Tryckeriet tar inte emot brev. Aktiveringsbreven sänds i morgon.',
        en: 'The card and letter bureau takes no letters. Activation letters leave tomorrow.',
      },
    },
  ],
}

const over: IncidentView = {
  ...lasting,
  incidentId: idOf(2),
  beganAt: '2026-11-02T06:00:00.000Z',
  endedAt: '2026-11-02T06:45:00.000Z',
  title: {
    fi: 'Suomi.fi-tunnistus ei toiminut',
    sv: 'Suomi.fi-identifikationen fungerade inte',
    en: 'Suomi.fi identification did not work',
  },
}

/** One ongoing incident and one that is over. */
export const incidentRows = (): readonly Row[] => [
  on(listIncidents, () => ({ incidents: [lasting, over] })),
  on(announceIncident, ({ incidentId, title }) => ({ ...lasting, incidentId, title })),
  on(continueIncident, () => lasting),
]
