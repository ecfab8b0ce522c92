import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { addPoint } from './add-point.ts'
import { appointRegistrar, type AppointRefusal } from './appoint-registrar.ts'
import type { Point, PointId, RegistrarId } from './contract.ts'
import { endAppointment, type EndAppointmentRefusal } from './end-appointment.ts'
import { findPoint } from './find-point.ts'
import { registrarAt } from './registrar-at.ts'

export { examplePoint } from './example-point.ts'

type AppointPermit = Permit<'registration.appointRegistrar'>

export type RegistrarNow = {
  readonly registrarId: RegistrarId
  readonly pointId: PointId
  readonly pointName: string
}

export type Registration = {
  readonly addPoint: (
    tx: Tx,
    permit: AppointPermit,
    point: Omit<Point, 'pointId'>,
  ) => Promise<PointId>
  readonly findPoint: (tx: Tx, pointId: string) => Promise<Point | undefined>
  /** From now, to the end of the last day where one is given. */
  readonly appointRegistrar: (
    tx: Tx,
    permit: AppointPermit,
    appointment: {
      readonly personId: string
      readonly pointId: string
      readonly lastDay?: LocalDate
    },
  ) => Promise<Result<RegistrarId, AppointRefusal>>
  /** From now on the person is no registrar of that point. */
  readonly endAppointment: (
    tx: Tx,
    permit: AppointPermit,
    ending: { readonly registrarId: string },
  ) => Promise<Result<void, EndAppointmentRefusal>>
  /** Where the person is a registrar at the instant, if anywhere; the newest appointment where there are several. */
  readonly registrarAt: (tx: Tx, personId: string, at: Instant) => Promise<RegistrarNow | undefined>
}

export function createRegistration(deps: { record: Record; clock: Clock }): Registration {
  return {
    addPoint: addPoint(deps),
    findPoint,
    appointRegistrar: appointRegistrar(deps),
    endAppointment: endAppointment(deps),
    registrarAt,
  }
}
