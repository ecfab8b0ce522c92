import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { PublicPointView, searchSparePoints } from '@sotevarmenne/api/points'
import type { AppointmentView, VisitView } from '@sotevarmenne/api/appointments'

export const idOf = (number: number): string =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const quarter = 15 * 60_000
const tenOf = (day: number): number => Date.UTC(2026, 10, day, 8)
const text = (at: number): string => new Date(at).toISOString()

export const aPoint: PublicPointView = {
  pointId: idOf(900),
  name: 'Aurajoen rekisteröintipiste',
  address: {
    street: 'Jokirannankatu 4',
    postalCode: '20100',
    postOffice: 'TURKU',
    country: 'FI',
  },
  details: {
    county: 'southwest-finland',
    pointOperator: 'Aurajoen hyvinvointialue',
    services: ['registering', 'photographing', 'handing-over', 'spare-card'],
    languages: ['fi', 'sv', 'en'],
    openingHours: [1, 2, 3, 4].map((weekday) => ({
      weekday,
      periods: [
        { from: '08:00', to: '11:30' },
        { from: '12:15', to: '15:30' },
      ],
    })),
    exceptions: [{ date: '2026-12-23', periods: [{ from: '08:00', to: '11:30' }] }],
    accessibility: ['step-free', 'induction-loop'],
    directions: 'A-ovi, 2. kerros, hissi',
    phone: '02 123 4567',
    hasPublicDuty: true,
    slotMinutes: 15,
  },
  now: { isOpen: true, changesAt: text(tenOf(25) + 14 * quarter) },
  fees: [
    { service: 'registering', cents: 5020, isFreeForOwnStaff: true },
    { service: 'spare-card', cents: 6984, isFreeForOwnStaff: true },
  ],
  nextFreeAt: text(tenOf(26)),
}

/** A second point in the search: closed, without a free time, for its own staff. */
export const anotherPoint: PublicPointView = {
  ...aPoint,
  pointId: idOf(901),
  name: 'Kosken sairaalan rekisteröintipiste',
  details: { ...aPoint.details, county: 'pirkanmaa', hasPublicDuty: false, accessibility: [] },
  now: { isOpen: false },
  fees: [],
}
delete anotherPoint.nextFreeAt

/** Three days: one with free times, a full one, and one on which the point is closed. */
export const freeDays = (from = '2026-11-26') => {
  const first = Date.parse(`${from}T08:00:00Z`)
  return {
    days: [0, 1, 2].map((day) => ({
      date: text(first + day * 24 * 4 * quarter).slice(0, 10),
      isOpen: day !== 2,
      slots: (day === 0 ? [0, 1, 2, 5, 6, 9] : []).map((index) => ({
        startsAt: text(first + index * quarter),
        endsAt: text(first + (index + 1) * quarter),
      })),
    })),
    lastDay: '2027-02-23',
  }
}

export const secret = 'A'.repeat(43)

export const anAppointment: AppointmentView = {
  visitId: idOf(910),
  state: 'booked',
  startsAt: text(tenOf(26)),
  endsAt: text(tenOf(26) + quarter),
  services: ['registering', 'handing-over'],
  isOwnStaff: false,
  feeCents: 5020,
  contact: { name: 'Aino Esimerkki', email: 'aino@example.fi' },
  point: {
    pointId: aPoint.pointId,
    name: aPoint.name,
    address: aPoint.address,
    phone: '02 123 4567',
    directions: 'A-ovi, 2. kerros, hissi',
  },
  mayChange: true,
}

const aVisit = (number: number, name: string, changes: Partial<VisitView>): VisitView => ({
  visitId: idOf(number),
  state: 'booked',
  isWalkIn: false,
  startsAt: text(tenOf(25) + (number - 920) * quarter),
  endsAt: text(tenOf(25) + (number - 919) * quarter),
  services: ['registering'],
  isOwnStaff: false,
  feeCents: 5020,
  contact: { name, phone: '040 123 4567' },
  language: 'fi',
  steps: ['call', 'arrive', 'miss'],
  ...changes,
})

/**
 * A day at the desk: one visitor is served, one waits without an appointment, one is to come, one did not
 * come.
 */
export const aDay = {
  date: '2026-11-25',
  today: '2026-11-25',
  week: [23, 24, 25, 26, 27, 28, 29].map((day, index) => ({
    date: `2026-11-${String(day)}`,
    isOpen: index < 4,
    booked: index < 4 ? ([31, 28, 12, 3][index] ?? 0) : 0,
    places: index < 4 ? 52 : 0,
  })),
  visits: [
    aVisit(920, 'Aino Esimerkki', { state: 'called', steps: ['serve', 'put-back', 'miss'] }),
    aVisit(921, 'Wille Wikström', {
      ...{ state: 'waiting', isWalkIn: true, language: 'sv' },
      steps: ['call', 'miss'],
    }),
    aVisit(922, 'Olli Lääkäri', { isOwnStaff: true, feeCents: 0 }),
    aVisit(923, 'Venla Virtanen', { state: 'missed', steps: ['arrive'] }),
  ],
  nextVisitId: idOf(921),
}

/**
 * Points with spare cards: one that is open, one that opens in the morning, one that does not within a month.
 */
export const sparePoints: ResponseOf<typeof searchSparePoints>['points'] = [
  { ...aPoint, phone: '02 123 4567', hasPublicDuty: true },
  {
    ...aPoint,
    pointId: idOf(902),
    name: 'Raision rekisteröintipiste, jonka nimi on pitkä',
    address: { ...aPoint.address, street: 'Torikatu 1', postalCode: '21200', postOffice: 'RAISIO' },
    now: { isOpen: false, changesAt: text(tenOf(26)) },
    hasPublicDuty: false,
  },
  { ...aPoint, pointId: idOf(903), name: 'Naantali', now: { isOpen: false }, hasPublicDuty: true },
]
