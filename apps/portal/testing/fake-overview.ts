import type { Overview } from '@sotevarmenne/api/overview'
import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type { viewHolds } from '@sotevarmenne/api/status'

export type Hold = AnswerOf<typeof viewHolds>['holds'][number]

const at = Date.UTC(2026, 10, 24, 10, 20)
const hour = 3_600_000
const thisHour = at - (at % hour)
const ago = (milliseconds: number): string => new Date(at - milliseconds).toISOString()

/** A working day of an invented service: nothing in the night, much in the morning, nothing revoked. */
export const overview: Overview = {
  at: ago(0),
  hours: Array.from({ length: 24 }, (_, index) => {
    const from = new Date(thisHour - (23 - index) * hour)
    const isDay = from.getUTCHours() >= 5 && from.getUTCHours() < 16
    return {
      from: from.toISOString(),
      issued: isDay ? 40 + ((index * 37) % 60) : 0,
      revoked: 0,
      ocspAnswers: 12_000 + ((index * 7919) % 31_000),
    }
  }),
  lists: [
    {
      issuer: 'professional-g1-ecc',
      lists: 17,
      thisUpdate: ago(hour),
      nextUpdate: ago(-hour * 71),
      dueBy: ago(-hour * 35),
      byCeremony: false,
    },
    {
      issuer: 'temporary-g1-ecc',
      lists: 1,
      thisUpdate: ago(hour * 60),
      nextUpdate: ago(-hour * 12),
      dueBy: ago(hour * 24),
      byCeremony: false,
    },
    {
      issuer: 'service-g1-rsa',
      lists: 1,
      thisUpdate: ago(hour * 73),
      nextUpdate: ago(hour),
      dueBy: ago(hour * 37),
      byCeremony: false,
    },
    {
      issuer: 'root-g1-ecc',
      lists: 1,
      thisUpdate: ago(hour * 24 * 370),
      nextUpdate: ago(-hour * 24 * 25),
      dueBy: ago(hour * 24 * 5),
      byCeremony: true,
    },
  ],
  olderResponders: [
    { issuer: 'older-prof', until: ago(-hour * 24 * 40), dueBy: ago(-hour * 24 * 33) },
    { issuer: 'older-server', until: ago(-hour * 24 * 3), dueBy: ago(hour * 24 * 4) },
    { issuer: 'older-temp', until: null, dueBy: new Date(0).toISOString() },
  ],
  queue: { due: 3, planned: 128, dead: 1, oldestSeconds: 754 },
}

/** Lists that the brake holds, and to which one person has agreed. */
export const heldLists: Hold = {
  holdId: '00000000-0000-4000-8000-000000000800',
  issuer: 'professional-g1-ecc',
  noticedAt: ago(600_000),
  revoked: 2417,
  causes: [
    { cause: 'employment-ended', count: 2400 },
    { cause: 'card-lost', count: 17 },
  ],
  upTo: 90_417,
  firstAgreedAt: ago(300_000),
  firstSaw: 2400,
}
