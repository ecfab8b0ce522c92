import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import {
  appointRegistrar,
  changePoint,
  endRegistrarRole,
  enterPoint,
  listPoints,
  setPrice,
  viewPoint,
  type OfficePointView,
  type PointService,
  type PointPriceView,
} from '@sotevarmenne/api/points'
import { fakeNow, fakeNowPlus } from './fake-clock.ts'
import { aPoint, idOf } from './fake-points.ts'
import { on, type Row } from './fake-row.ts'

type View = ResponseOf<typeof viewPoint>
type PointFactsEntered = InputOf<typeof enterPoint>

const shownTo = '2026-11-25T10:00:00.000Z'
const { slotMinutes, ...publicDetails } = aPoint.details

/** The same point as the office sees it, with one registrar of two and a history. */
const officePoint: View = {
  point: {
    pointId: aPoint.pointId,
    version: 2,
    name: aPoint.name,
    address: aPoint.address,
    details: { ...publicDetails, slotMinutes, desks: 2 },
    staffing: { registrars: 1, required: 2, isEnough: false },
  },
  versions: [
    {
      version: 2,
      enteredAt: '2026-11-20T08:15:00.000Z',
      enteredBy: 'Kaisa Käsittelijä',
      facts: {
        name: aPoint.name,
        address: aPoint.address,
        details: { ...publicDetails, slotMinutes, desks: 2 },
      },
    },
    {
      version: 1,
      enteredAt: '2026-10-01T08:15:00.000Z',
      facts: {
        name: 'Aurajoen piste',
        address: aPoint.address,
        details: { ...publicDetails, slotMinutes: 20, desks: 1, exceptions: [] },
      },
    },
  ],
  prices: [
    priceOf(1, 'registering', { netCents: 4200, validFrom: '2027-01-01' }),
    priceOf(2, 'registering', { validFrom: '2026-10-01', validTo: '2026-12-31' }),
    priceOf(3, 'registering', { netCents: 3500, validFrom: '2026-01-01', validTo: '2026-09-30' }),
    priceOf(4, 'spare-card', { netCents: 5565, validFrom: '2026-10-01' }),
  ],
  registrars: [
    {
      registrarId: idOf(941),
      personId: idOf(601),
      name: 'Riitta Rekisteröijä',
      appointedAt: '2026-10-01T08:15:00.000Z',
      endsAt: '2027-12-31T22:00:00.000Z',
      training: {
        course: 'Rekisteröijän verkkokurssi',
        completedOn: '2026-09-15',
        certificate: 'RK-2026-17',
      },
    },
    {
      registrarId: idOf(942),
      personId: idOf(602),
      name: 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi',
      appointedAt: '2025-10-01T08:15:00.000Z',
      endsAt: shownTo,
    },
  ],
}

function priceOf(
  number: number,
  service: PointService,
  changes: Partial<PointPriceView>,
): PointPriceView {
  const price = {
    priceId: idOf(950 + number),
    service,
    netCents: 4000,
    vatPermille: 255,
    costSheet: [
      { what: 'Työ', cents: 4000 },
      { what: 'Tila ja laitteet', cents: 1900 },
    ],
    isFreeForOwnStaff: true,
    validFrom: '2026-10-01',
    ...changes,
  }
  return { ...price, grossCents: Math.round(price.netCents * 1.255) }
}

/** Another point, of which the data are incomplete. */
const unfinished: OfficePointView = {
  pointId: idOf(902),
  version: 1,
  name: 'Kosken sairaalan rekisteröintipiste',
  address: aPoint.address,
  staffing: { registrars: 2, required: 2, isEnough: true },
}

const staffed = (registrars: number) => ({ registrars, required: 2, isEnough: registrars >= 2 })

/** The office of an invented service: entered data are stored. */
export function officeRows(): readonly Row[] {
  const view: View = structuredClone(officePoint)
  const registrarsNow = () =>
    view.registrars.filter(({ endsAt }) => endsAt === undefined || endsAt > fakeNow).length
  const enter = (facts: PointFactsEntered): void => {
    Object.assign(view.point, facts, { version: view.point.version + 1 })
    view.versions.unshift({
      version: view.point.version,
      enteredAt: fakeNow,
      enteredBy: 'Kaisa Käsittelijä',
      facts,
    })
  }
  return [
    on(listPoints, ({ county }) => ({
      points: [view.point, unfinished].filter(
        ({ details }) => county === undefined || details?.county === county,
      ),
    })),
    on(viewPoint, () => view),
    on(enterPoint, (facts) => {
      enter(facts)
      return { pointId: view.point.pointId }
    }),
    on(changePoint, ({ facts }) => {
      enter(facts)
      return { version: view.point.version }
    }),
    on(setPrice, ({ validFrom, ...price }) => {
      const set = priceOf(view.prices.length + 1, price.service, { ...price, validFrom })
      view.prices.unshift(set)
      return { priceId: set.priceId }
    }),
    on(appointRegistrar, ({ training, lastDay }) => {
      const registrarId = idOf(943)
      view.registrars.unshift({
        ...{ registrarId, personId: idOf(603), name: 'Olli Lääkäri', training },
        ...{ appointedAt: fakeNow, endsAt: `${lastDay}T22:00:00.000Z` },
      })
      view.point.staffing = staffed(registrarsNow())
      return { registrarId, staffing: view.point.staffing }
    }),
    on(endRegistrarRole, ({ registrarId }) => {
      const ended = view.registrars.find((one) => one.registrarId === registrarId)
      if (ended !== undefined) ended.endsAt = fakeNowPlus(-1000)
      view.point.staffing = staffed(registrarsNow())
      return { staffing: view.point.staffing }
    }),
  ]
}
