import type { ClientView } from '@sotevarmenne/api/clients'

/** One of each kind: in force, expired, ended. */
export const programs: readonly ClientView[] = [
  {
    clientId: '00000000-0000-4000-8000-0000000000d1',
    name: 'Suomi.fi',
    kind: 'look-up',
    organisation: 'Esimerkkilän tunnistuspalvelu',
    fingerprint: '5e'.repeat(32),
    validTo: '2099-11-10T09:05:00.000Z',
    registeredAt: '2026-11-10T09:05:00.000Z',
  },
  {
    clientId: '00000000-0000-4000-8000-0000000000d2',
    name: 'Kortinvalmistus 2',
    kind: 'station',
    organisation: 'Esimerkkilän hyvinvointialue',
    fingerprint: '7f'.repeat(32),
    validTo: '2026-01-10T09:05:00.000Z',
    registeredAt: '2025-01-10T09:05:00.000Z',
  },
  {
    clientId: '00000000-0000-4000-8000-0000000000d3',
    name: 'Potilastieto 7',
    kind: 'enrolment',
    organisation: 'Potilastieto Esimerkki Oy',
    fingerprint: '9a'.repeat(32),
    registeredAt: '2024-01-10T09:05:00.000Z',
    endedAt: '2026-02-10T09:05:00.000Z',
  },
]
