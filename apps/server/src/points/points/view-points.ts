import * as api from '@sotevarmenne/api/points'
import type { PointStanding } from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { pageOf, readNameCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { PointFacts, RegistrarRole, RegistrarViewed } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { requiredRegistrars } from './domain/staffing.ts'
import { officePointShown, priceShown } from './show-point.ts'
import {
  placeOfPoint,
  pointById,
  pointsByName,
  versionsOf,
  type SoughtPoints,
} from './stores/points.ts'
import { pricesOf } from './stores/prices.ts'
import { registrarRolesAt } from './stores/registrars.ts'
import { viewPointProblems } from './problems.ts'

/** Every point by name, with its staffing. No personal data: it leaves no access record. */
export const listPoints = operation({
  contract: api.listPoints,
  problems: cursorProblems,
  handle:
    ({ db, clock }: Pick<OfficeDeps, 'db' | 'clock'>) =>
    async (
      _permit,
      { place, county, standing, cursor, limit },
    ): Promise<Result<ResponseOf<typeof api.listPoints>, CursorRefusal>> => {
      const after = readNameCursor(cursor)
      if (!after.ok) return after
      return db.read(async (tx) => {
        const found = await pointsByName(tx, {
          ...{ place, county, after: after.value, limit: limit + 1 },
          ...standingOf(standing, clock.now()),
        })
        const { page, nextCursor } = pageOf(found, { limit, placeOf: placeOfPoint })
        const registrarRoles = await registrarRolesAt(
          tx,
          page.map(({ pointId }) => pointId),
        )
        return ok({
          points: page.map((point) =>
            officePointShown(point, of(registrarRoles, point.pointId), clock.now()),
          ),
          ...(nextCursor !== undefined && { nextCursor }),
        })
      })
    },
})

/** The search conditions for a status. */
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
export const listPointNames = operation({
  contract: api.listPointNames,
  problems: {},
  handle:
    ({ db, clock }: Pick<OfficeDeps, 'db' | 'clock'>) =>
    (_permit): Promise<Result<ResponseOf<typeof api.listPointNames>, never>> =>
      db.read(async (tx) => {
        const today = dateInHelsinki(clock.now())
        const all = await pointsByName(tx, {})
        return ok({
          points: all.map(({ pointId, name, address, details }) => {
            const operator = operatorInService(details, today)
            return {
              ...{ pointId, name, town: address.postOffice },
              ...(operator && { operator }),
            }
          }),
        })
      }),
})

function operatorInService(details: PointFacts['details'], today: LocalDate) {
  if (!details || (details.lastDay !== undefined && details.lastDay < today)) return undefined
  const { pointOperator: name, pointOperatorBusinessId: businessId } = details
  return businessId === undefined ? undefined : { name, businessId }
}

const of = (registrarRoles: readonly RegistrarRole[], id: string) =>
  registrarRoles.filter(({ pointId }) => pointId === id)

/** One point with its history, prices and registrars. Each registrar shown gets an access record. */
export const viewPoint = operation({
  contract: api.viewPoint,
  problems: viewPointProblems,
  handle:
    (deps: OfficeDeps) =>
    (permit, { pointId }) =>
      deps.db.write(
        async (
          tx,
        ): Promise<
          Result<ResponseOf<typeof api.viewPoint>, { readonly kind: 'point-not-found' }>
        > => {
          const point = await pointById(tx, pointId)
          if (!point) return refuse({ kind: 'point-not-found' })
          const registrarRoles = await registrarRolesAt(tx, [pointId])
          const versions = await versionsOf(tx, pointId)
          const prices = await pricesOf(tx, [pointId])
          for (const { personId, registrarId } of registrarRoles) {
            const viewed: RegistrarViewed = {
              type: 'RegistrarViewed',
              ...{ registrarId, pointId, about: { personId } },
            }
            await deps.record(tx, viewed, permit)
          }
          return ok({
            point: officePointShown(point, registrarRoles, deps.clock.now()),
            versions: await Promise.all(
              versions.map(async ({ enteredAt, enteredBy, ...version }) => ({
                ...version,
                enteredAt: formatInstant(enteredAt),
                ...(enteredBy !== undefined && { enteredBy: await nameOf(deps, tx, enteredBy) }),
              })),
            ),
            prices: prices.map(priceShown),
            registrars: await Promise.all(
              registrarRoles.map(async ({ pointId: _, appointedAt, endsAt, ...registrarRole }) => ({
                ...registrarRole,
                name: await nameOf(deps, tx, registrarRole.personId),
                appointedAt: formatInstant(appointedAt),
                ...(endsAt !== undefined && { endsAt: formatInstant(endsAt) }),
              })),
            ),
          })
        },
      ),
})

async function nameOf(
  { people }: Pick<OfficeDeps, 'people'>,
  tx: Tx,
  personId: string,
): Promise<string> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error(`unknown registrar or case officer: ${personId}`)
  return `${person.givenNames} ${person.surname}`
}
