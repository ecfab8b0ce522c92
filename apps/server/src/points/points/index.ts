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
  Appointment,
  AppointmentEndedBecause,
  Point,
  PointFacts,
  PointId,
  RegistrarId,
} from './contract.ts'
import { holdsAt } from './domain/appointment.ts'
import { endAppointment, type EndAppointmentRefusal } from './end-appointment.ts'
import { registrarAt, type RegistrarNow } from './registrar-at.ts'
import { pointById, pointsByIds, pointsByName } from './stores/points.ts'
import {
  appointmentById,
  appointmentsAt,
  appointmentsOf,
  appointmentsPage,
  type AppointmentsSought,
} from './stores/registrars.ts'
import { visitablePoints, type VisitablePoint } from './visitable-point.ts'

export { registrationApi } from './api.ts'
export { holdsAt } from './domain/appointment.ts'
export { createOffice, createPublicPoints } from './create-office.ts'
export { visitFee, type FeeLine, type ServiceFee } from './domain/price.ts'
export { examplePoint } from './example-point.ts'
export { pagesWithoutScripts } from './pages-without-scripts.ts'
export {
  endAppointmentProblems,
  notAtAPointProblems,
  viewPointProblems as pointNotFoundProblems,
} from './problems.ts'
export { registrarOf, type NotAtAPoint } from './registrar-of.ts'
export type { VisitablePoint } from './visitable-point.ts'

export type Registration = {
  readonly addPoint: (
    tx: Tx,
    permit: Permit<'registration.enterPoint'>,
    point: PointFacts,
  ) => Promise<PointId>
  readonly findPoint: (tx: Tx, pointId: string) => Promise<Point | undefined>
  /** By id; what is not there is left out. */
  readonly findPoints: (tx: Tx, pointIds: readonly string[]) => Promise<ReadonlyMap<string, Point>>
  /** By name. */
  readonly allPoints: (tx: Tx) => Promise<readonly Point[]>
  /** Those that the organisation keeps, by name. */
  readonly pointsOfKeeper: (tx: Tx, businessId: string) => Promise<readonly Point[]>
  /** The point as visitors may book it; undefined too when its facts were not entered whole. */
  readonly visitablePoint: (tx: Tx, pointId: string) => Promise<VisitablePoint | undefined>
  /** From now on, to the end of the last day where one is given. */
  readonly appointRegistrar: (
    tx: Tx,
    permit: Permit,
    appointment: AppointRegistrar,
  ) => Promise<Result<RegistrarId, AppointRefusal>>
  /** From now on the person is no registrar of that point. */
  readonly endAppointment: (
    tx: Tx,
    permit: Permit,
    ending: { readonly registrarId: string; readonly because: AppointmentEndedBecause },
  ) => Promise<Result<Appointment, EndAppointmentRefusal>>
  readonly findAppointment: (tx: Tx, registrarId: string) => Promise<Appointment | undefined>
  /** Of the person, at whatever point, those that are over too. */
  readonly appointmentsOf: (tx: Tx, personId: string) => Promise<readonly Appointment[]>
  /** A page of those at the points, the newest first. */
  readonly appointmentsPage: (tx: Tx, sought: AppointmentsSought) => Promise<readonly Appointment[]>
  /** Person ids of those who are appointed at the point at the instant. */
  readonly registrarsAt: (tx: Tx, pointId: string, at: Instant) => Promise<readonly string[]>
  /** Where the person is a registrar at the instant; the newest appointment where there are several. */
  readonly registrarAt: (tx: Tx, personId: string, at: Instant) => Promise<RegistrarNow | undefined>
}

export function createRegistration(deps: { record: Record; clock: Clock }): Registration {
  return {
    addPoint: addPoint(deps),
    findPoint: pointById,
    findPoints: pointsByIds,
    allPoints: (tx) => pointsByName(tx, {}),
    pointsOfKeeper: (tx, keeperBusinessId) => pointsByName(tx, { keeperBusinessId }),
    visitablePoint: async (tx, pointId) => {
      const point = await pointById(tx, pointId)
      return point && (await visitablePoints(tx, [point])).at(0)
    },
    appointRegistrar: appointRegistrar(deps),
    endAppointment: endAppointment(deps),
    findAppointment: appointmentById,
    appointmentsOf,
    appointmentsPage,
    registrarsAt: async (tx, pointId, at) => [
      ...new Set(
        (await appointmentsAt(tx, [pointId]))
          .filter((one) => holdsAt(one, at))
          .map(({ personId }) => personId),
      ),
    ],
    registrarAt,
  }
}
