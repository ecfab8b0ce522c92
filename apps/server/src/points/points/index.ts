import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { addPoint } from './add-point.ts'
import {
  appointRegistrar,
  type AppointRefusal,
  type AppointRegistrar,
} from './appoint-registrar.ts'
import type {
  RegistrarRole,
  RegistrarRoleEndedBecause,
  Point,
  PointFacts,
  PointId,
  RegistrarId,
} from './contract.ts'
import { holdsAt } from './domain/registrar-role.ts'
import { endRegistrarRole, type EndRegistrarRoleRefusal } from './end-registrar-role.ts'
import { registrarAt, type RegistrarNow } from './registrar-at.ts'
import { setPrice } from './set-price.ts'
import { factsAt, pointById, pointsByIds, pointsByName } from './stores/points.ts'
import {
  registrarRoleById,
  registrarRolesAt,
  registrarRolesOf,
  registrarRolesPage,
  type RegistrarRolesSought,
} from './stores/registrars.ts'
import { visitablePoints, type VisitablePoint } from './visitable-point.ts'

export { openingAt } from './domain/opening-hours.ts'
export { holdsAt } from './domain/registrar-role.ts'
export { createOffice } from './create-office.ts'
export { checkOffered, type ServiceNotOffered } from './check-services.ts'
export {
  checkPrice,
  priceOn,
  visitFee,
  type FeeLine,
  type PriceRefusal,
  type ServiceFee,
} from './domain/price.ts'
export { examplePoint } from './example-point.ts'
export {
  endRegistrarRoleProblems,
  notAtAPointProblems,
  priceProblems,
  viewPointProblems as pointNotFoundProblems,
} from './problems.ts'
export { listPointServices } from './change-services.ts'
export { serviceNames, servicesOfferedOn } from './stores/services.ts'
export { registrarOf, type NotAtAPoint } from './registrar-of.ts'
export { priceShown, priceTermsShown } from './show-point.ts'
export { pricesOf } from './stores/prices.ts'
export { placeOfPoint, pointById, pointsByName, type VersionedPoint } from './stores/points.ts'
export { visitablePoints, type VisitablePoint } from './visitable-point.ts'

export type Registration = {
  readonly addPoint: (
    tx: Tx,
    permit: Permit<'registration.enterPoint'>,
    point: PointFacts,
  ) => Promise<PointId>
  /** From a day on; an open-ended earlier price of the service ends the day before. */
  readonly setPrice: ReturnType<typeof setPrice>
  readonly findPoint: (tx: Tx, pointId: string) => Promise<Point | undefined>
  /** As the point was at that time. */
  readonly pointFactsAt: typeof factsAt
  /** By id; unknown ids are left out. */
  readonly findPoints: (tx: Tx, pointIds: readonly string[]) => Promise<ReadonlyMap<string, Point>>
  /** By name. */
  readonly allPoints: (tx: Tx) => Promise<readonly Point[]>
  /** Those that the organisation operates, by name. */
  readonly pointsOfPointOperator: (tx: Tx, businessId: string) => Promise<readonly Point[]>
  /** The point as visitors may book it; also undefined when its facts are incomplete. */
  readonly visitablePoint: (tx: Tx, pointId: string) => Promise<VisitablePoint | undefined>
  /** From now on, to the end of the last day where one is given. */
  readonly appointRegistrar: (
    tx: Tx,
    permit: Permit<'registration.appointRegistrar' | 'registrars.decide'>,
    registrarRole: AppointRegistrar,
  ) => Promise<Result<RegistrarId, AppointRefusal>>
  /** From now on the person is not a registrar of that point. */
  readonly endRegistrarRole: (
    tx: Tx,
    permit: Permit<
      | 'registration.appointRegistrar'
      | 'registrars.decide'
      | 'registrars.follow'
      | 'registrars.send'
    >,
    ending: { readonly registrarId: string; readonly because: RegistrarRoleEndedBecause },
  ) => Promise<Result<RegistrarRole, EndRegistrarRoleRefusal>>
  readonly findRegistrarRole: (tx: Tx, registrarId: string) => Promise<RegistrarRole | undefined>
  /** Of the person, at any point, including those that are over. */
  readonly registrarRolesOf: (tx: Tx, personId: string) => Promise<readonly RegistrarRole[]>
  /** A page of those at the points, the newest first. */
  readonly registrarRolesPage: (
    tx: Tx,
    sought: RegistrarRolesSought,
  ) => Promise<readonly RegistrarRole[]>
  /** Person ids of those who are registrars of the point at the instant. */
  readonly registrarsAt: (tx: Tx, pointId: string, at: Instant) => Promise<readonly string[]>
  /** Where the person is a registrar at the instant; the newest role where there are several. */
  readonly registrarAt: (tx: Tx, personId: string, at: Instant) => Promise<RegistrarNow | undefined>
}

export function createRegistration(deps: { record: Record; clock: Clock }): Registration {
  return {
    addPoint: addPoint(deps),
    setPrice: setPrice(deps),
    findPoint: pointById,
    pointFactsAt: factsAt,
    findPoints: pointsByIds,
    allPoints: (tx) => pointsByName(tx, {}),
    pointsOfPointOperator: (tx, pointOperatorBusinessId) =>
      pointsByName(tx, { pointOperatorBusinessId }),
    visitablePoint: async (tx, pointId) => {
      const point = await pointById(tx, pointId)
      return point && (await visitablePoints(tx, [point])).at(0)
    },
    appointRegistrar: appointRegistrar(deps),
    endRegistrarRole: endRegistrarRole(deps),
    findRegistrarRole: registrarRoleById,
    registrarRolesOf,
    registrarRolesPage,
    registrarsAt: async (tx, pointId, at) => [
      ...new Set(
        (await registrarRolesAt(tx, [pointId]))
          .filter((one) => holdsAt(one, at))
          .map(({ personId }) => personId),
      ),
    ],
    registrarAt,
  }
}
