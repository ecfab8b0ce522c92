import type { Overview, Statistics } from '@sotevarmenne/api/dashboards'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { viewPauses } from '@sotevarmenne/api/crl'

export type Pause = ResponseOf<typeof viewPauses>['pauses'][number]

const at = Date.UTC(2026, 10, 24, 10, 20)
const hour = 3_600_000
const thisHour = at - (at % hour)
const ago = (milliseconds: number): string => new Date(at - milliseconds).toISOString()

/** A working day of an invented service: nothing at night, much in the morning, nothing revoked. */
export const overview: Overview = {
  at: ago(0),
  hours: Array.from({ length: 24 }, (_, index) => {
    const from = new Date(thisHour - (23 - index) * hour)
    const isDay = from.getUTCHours() >= 5 && from.getUTCHours() < 16
    return {
      from: from.toISOString(),
      issued: isDay ? 40 + ((index * 37) % 60) : 0,
      revoked: 0,
      ocspResponses: 12_000 + ((index * 7919) % 31_000),
    }
  }),
  crls: [
    {
      issuer: 'professional-g1-ecc',
      crls: 17,
      thisUpdate: ago(hour),
      nextUpdate: ago(-hour * 71),
      dueBy: ago(-hour * 35),
      byCeremony: false,
    },
    {
      issuer: 'temporary-g1-ecc',
      crls: 1,
      thisUpdate: ago(hour * 60),
      nextUpdate: ago(-hour * 12),
      dueBy: ago(hour * 24),
      byCeremony: false,
    },
    {
      issuer: 'service-g1-rsa',
      crls: 1,
      thisUpdate: ago(hour * 73),
      nextUpdate: ago(hour),
      dueBy: ago(hour * 37),
      byCeremony: false,
    },
    {
      issuer: 'root-g1-ecc',
      crls: 1,
      thisUpdate: ago(hour * 24 * 370),
      nextUpdate: ago(-hour * 24 * 25),
      dueBy: ago(hour * 24 * 5),
      byCeremony: true,
    },
  ],
  legacyResponders: [
    { issuer: 'legacy-prof', until: ago(-hour * 24 * 40), dueBy: ago(-hour * 24 * 33) },
    { issuer: 'legacy-server', until: ago(-hour * 24 * 3), dueBy: ago(hour * 24 * 4) },
    { issuer: 'legacy-temp', until: null, dueBy: new Date(0).toISOString() },
  ],
  queue: {
    ...{ due: 3, planned: 128, dead: 1, oldestSeconds: 754 },
    ages: [
      { fromSeconds: 0, count: 2 },
      { fromSeconds: 60, count: 0 },
      { fromSeconds: 600, count: 1 },
      { fromSeconds: 3600, count: 0 },
      { fromSeconds: 86_400, count: 0 },
    ],
  },
}

/** CRLs paused by the mass-revocation guard, released by one person so far. */
export const pausedCrls: Pause = {
  pauseId: '00000000-0000-4000-8000-000000000800',
  issuer: 'professional-g1-ecc',
  noticedAt: ago(600_000),
  revoked: 2417,
  causes: [
    { cause: 'employment-ended', count: 2400 },
    { cause: 'card-lost', count: 17 },
  ],
  upTo: 90_417,
  firstApprovedAt: ago(300_000),
  firstRevoked: 2400,
  may: ['release'],
}

const days = Array.from({ length: 12 }, (_, week) =>
  new Date(Date.UTC(2026, 8, 7 + 7 * week)).toISOString().slice(0, 10),
)

/** Twelve weeks of an invented office. */
export const statistics: Statistics = {
  ...{ from: '2026-09-07', to: '2026-11-25', unit: 'week' },
  orders: days.flatMap((from, week) => [
    { from, product: 'professional-card', state: 'produced', count: 900 + ((week * 131) % 400) },
    { from, product: 'professional-card', state: 'cancelled', count: 12 + (week % 5) },
    { from, product: 'staff-card', state: 'produced', count: 140 + ((week * 53) % 90) },
    { from, product: 'actor-card', state: 'ordered', count: week === 11 ? 9 : 0 },
  ]),
  waits: [
    {
      ...{ what: 'desk', count: 11_204, median: 7, nineInTen: 19 },
      units: days.map((from, week) => ({ from, median: 4 + ((week * 5) % 9) })),
    },
    {
      ...{ what: 'production', count: 12_870, median: 95, nineInTen: 1500 },
      units: days.map((from, week) => ({ from, median: 60 + ((week * 37) % 120) })),
    },
    {
      ...{ what: 'hand-over', count: 11_990, median: 11_520, nineInTen: 24_000 },
      units: days.map((from, week) => ({ from, median: 8_000 + ((week * 977) % 6000) })),
    },
  ],
  refusals: [
    {
      ...{ operation: 'orders.draftOrder', reason: 'valid-card-exists', count: 214 },
      title: {
        fi: 'Henkilöllä on jo voimassa oleva ammattikortti',
        sv: 'Personen har redan ett giltigt yrkeskort',
        en: 'The person already has a valid professional card',
      },
    },
    {
      ...{ operation: 'orders.draftOrder', reason: 'no-right', count: 131 },
      title: {
        fi: 'Ammattioikeutta ei ole',
        sv: 'Yrkesrättigheten saknas',
        en: 'There is no right to practise',
      },
    },
    { operation: 'cards.handOverCard', reason: 'given-no-longer', count: 3 },
  ],
  places: [
    {
      place: 'production',
      blanks: { inStock: 18_400, isLow: false },
      spareOut: 0,
      spareOverdue: 0,
    },
    {
      ...{ place: '00000000-0000-4000-8000-000000000900', name: 'Turun rekisteröintipiste' },
      ...{ blanks: { inStock: 12, isLow: true }, spareOut: 31, spareOverdue: 4 },
    },
    {
      ...{ place: '00000000-0000-4000-8000-000000000901', name: 'Utsjoen rekisteröintipiste' },
      ...{ spareOut: 2, spareOverdue: 0 },
    },
  ],
  complaints: days.flatMap((from, week) => [
    { from, fault: 'chip-silent', isFree: true, count: 2 + (week % 4) },
    { from, fault: 'print-faulty', isFree: true, count: week % 2 },
    { from, fault: 'other', isFree: false, count: week % 3 },
  ]),
}
