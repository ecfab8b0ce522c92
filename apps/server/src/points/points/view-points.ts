import type {
  listPointNames as names,
  listPoints as list,
  PointStanding,
  viewPoint as view,
} from '@sotevarmenne/api/registration'
import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readNameCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { Appointment, RegistrarViewed } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { requiredRegistrars } from './domain/staffing.ts'
import { officePointShown, priceShown } from './show-point.ts'
import {
  placeOfPoint,
  pointById,
  pointNames,
  pointsByName,
  versionsOf,
  type SoughtPoints,
} from './stores/points.ts'
import { pricesOf } from './stores/prices.ts'
import { appointmentsAt } from './stores/registrars.ts'

/** Every point by name, with how it is staffed. About nobody: it leaves no entry in the trail. */
export const listPoints =
  ({ db, clock }: Pick<OfficeDeps, 'db' | 'clock'>) =>
  async (
    _permit: Permit<'registration.viewPoint'>,
    { place, county, standing, cursor, limit }: InputOf<typeof list>,
  ): Promise<Result<AnswerOf<typeof list>, CursorRefusal>> => {
    const after = readNameCursor(cursor)
    if (!after.ok) return after
    return db.read(async (tx) => {
      const found = await pointsByName(tx, {
        ...{ place, county, after: after.value, limit: limit + 1 },
        ...standingOf(standing, clock.now()),
      })
      const { page, nextCursor } = pageOf(found, { limit, placeOf: placeOfPoint })
      const appointments = await appointmentsAt(
        tx,
        page.map(({ pointId }) => pointId),
      )
      return ok({
        points: page.map((point) =>
          officePointShown(point, of(appointments, point.pointId), clock.now()),
        ),
        ...(nextCursor !== undefined && { nextCursor }),
      })
    })
  }

/** What tells the points of the standing apart. */
function standingOf(standing: PointStanding | undefined, now: Instant): Partial<SoughtPoints> {
  const today = dateInHelsinki(now)
  switch (standing) {
    case undefined:
      return {}
    case 'in-service':
      return { publicOn: today }
    case 'too-few-registrars':
      return {
        publicOn: today,
        withFewerRegistrarsThan: { count: requiredRegistrars, at: now },
      }
    case 'incomplete':
      return { isIncomplete: true }
    case 'ended':
      return { endedBefore: today }
  }
}

/** All of them, by name: a country has some hundreds. */
export const listPointNames =
  ({ db }: Pick<OfficeDeps, 'db'>) =>
  (_permit: Permit<'registration.viewPoint'>): Promise<Result<AnswerOf<typeof names>, never>> =>
    db.read(async (tx) =>
      ok({
        points: (await pointNames(tx)).map(({ point_id: pointId, name }) => ({ pointId, name })),
      }),
    )

const of = (appointments: readonly Appointment[], id: string) =>
  appointments.filter(({ pointId }) => pointId === id)

/** One point with its history, prices and registrars. Each registrar shown was looked at. */
export const viewPoint =
  (deps: OfficeDeps) =>
  (
    permit: Permit<'registration.viewPoint'>,
    { pointId }: { readonly pointId: string },
  ): Promise<Result<AnswerOf<typeof view>, { readonly kind: 'point-not-found' }>> =>
    deps.db.write(
      async (tx): Promise<Result<AnswerOf<typeof view>, { readonly kind: 'point-not-found' }>> => {
        const point = await pointById(tx, pointId)
        if (!point) return refuse({ kind: 'point-not-found' })
        const appointments = await appointmentsAt(tx, [pointId])
        const versions = await versionsOf(tx, pointId)
        const prices = await pricesOf(tx, [pointId])
        for (const { personId, registrarId } of appointments) {
          const viewed: RegistrarViewed = {
            type: 'RegistrarViewed',
            ...{ registrarId, pointId, about: { personId } },
          }
          await deps.record(tx, viewed, permit)
        }
        return ok({
          point: officePointShown(point, appointments, deps.clock.now()),
          versions: await Promise.all(
            versions.map(async ({ enteredAt, enteredBy, ...version }) => ({
              ...version,
              enteredAt: formatInstant(enteredAt),
              ...(enteredBy !== undefined && { enteredBy: await nameOf(deps, tx, enteredBy) }),
            })),
          ),
          prices: prices.map(priceShown),
          registrars: await Promise.all(
            appointments.map(async ({ pointId: _, appointedAt, endsAt, ...appointment }) => ({
              ...appointment,
              name: await nameOf(deps, tx, appointment.personId),
              appointedAt: formatInstant(appointedAt),
              ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
            })),
          ),
        })
      },
    )

async function nameOf(
  { people }: Pick<OfficeDeps, 'people'>,
  tx: Tx,
  personId: string,
): Promise<string> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error(`a registrar or handler whom nobody knows: ${personId}`)
  return `${person.givenNames} ${person.surname}`
}
