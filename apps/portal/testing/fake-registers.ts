import type { RegistersView } from '@sotevarmenne/api/registers'

const at = Date.UTC(2026, 10, 24, 10, 20)
const ago = (seconds: number): string => new Date(at - 1000 * seconds).toISOString()

/**
 * One register responds, the other has not for a while; the mass-revocation guard has paused its earlier
 * changes.
 */
export const registersView: RegistersView = {
  at: ago(0),
  feeds: [
    {
      register: 'rights',
      requestedAt: ago(20),
      answeredAt: ago(20),
      newestChangeAt: ago(400),
      events: 18_204,
      toQuery: 0,
      setAside: [{ eventId: 'R-18187', because: 'malformed-identity-code', at: ago(4000) }],
    },
    {
      register: 'population',
      requestedAt: ago(30),
      answeredAt: ago(1500),
      trouble: 'no-response-in-time',
      newestChangeAt: ago(2200),
      events: 204_118,
      toQuery: 3,
      setAside: [],
    },
  ],
  changes: [
    { kind: 'right-ended', state: 'applied', count: 41 },
    { kind: 'right-ended', state: 'paused', count: 412 },
    { kind: 'right-ended', state: 'lapsed', count: 2 },
    { kind: 'right-restricted', state: 'applied', count: 7 },
    { kind: 'name-changed', state: 'applied', count: 63 },
    { kind: 'name-changed', state: 'waiting', count: 1 },
    { kind: 'holder-died', state: 'applied', count: 9 },
  ],
  pause: {
    pauseId: '00000000-0000-4000-8000-000000000901',
    noticedAt: ago(900),
    cards: 412,
    causes: [{ cause: 'right-ended', count: 412 }],
    upTo: 981,
    may: ['release'],
  },
  copy: {
    takenAt: ago(9 * 3600),
    entries: 72_318,
    added: 14,
    changed: 51,
    removed: 3,
    leftOut: { codeList: 'kanta-intermediaries', because: 'error-response' },
  },
}
