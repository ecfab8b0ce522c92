import type { RegistersView } from '@sotevarmenne/api/registers'

const at = Date.UTC(2026, 10, 24, 10, 20)
const ago = (seconds: number): string => new Date(at - 1000 * seconds).toISOString()

/** One register answers, the other has been silent for a while; the brake holds what it said before. */
export const registersView: RegistersView = {
  at: ago(0),
  feeds: [
    {
      register: 'rights',
      askedAt: ago(20),
      answeredAt: ago(20),
      newestChangeAt: ago(400),
      events: 18_204,
      toAsk: 0,
      setAside: [{ eventId: 'R-18187', because: 'malformed-identity-code', at: ago(4000) }],
    },
    {
      register: 'population',
      askedAt: ago(30),
      answeredAt: ago(1500),
      trouble: 'no-answer-in-time',
      newestChangeAt: ago(2200),
      events: 204_118,
      toAsk: 3,
      setAside: [],
    },
  ],
  changes: [
    { kind: 'right-ended', state: 'acted', count: 41 },
    { kind: 'right-ended', state: 'held', count: 412 },
    { kind: 'right-ended', state: 'lapsed', count: 2 },
    { kind: 'right-restricted', state: 'acted', count: 7 },
    { kind: 'name-changed', state: 'acted', count: 63 },
    { kind: 'name-changed', state: 'waiting', count: 1 },
    { kind: 'holder-died', state: 'acted', count: 9 },
  ],
  hold: {
    holdId: '00000000-0000-4000-8000-000000000901',
    noticedAt: ago(900),
    cards: 412,
    causes: [{ cause: 'right-ended', count: 412 }],
    upTo: 981,
  },
  copy: {
    takenAt: ago(9 * 3600),
    entries: 72_318,
    added: 14,
    changed: 51,
    removed: 3,
    leftOut: { codeList: 'kanta-intermediaries', because: 'error-answer' },
  },
}
