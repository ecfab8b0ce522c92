import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Appointment } from '../contract.ts'
import { holdsAt } from './appointment.ts'

/** A registration point has at least two trained registrars (rules of registration points, dvv.fi). */
export const requiredRegistrars = 2

export type Staffing = {
  readonly registrars: number
  readonly required: number
  readonly isEnough: boolean
  /** When appointments that end leave too few, unless more are made. */
  readonly tooFewFrom?: Instant
}

/** How the point is staffed at the instant. `appointments`: those of the point. */
export function staffingAt(appointments: readonly Appointment[], at: Instant): Staffing {
  const registrars = registrarsAt(appointments, at)
  const isEnough = registrars >= requiredRegistrars
  const tooFewFrom = appointments
    .flatMap(({ endsAt }) => (endsAt !== undefined && endsAt > at ? [endsAt] : []))
    .toSorted((one, other) => one - other)
    .find((end) => registrarsAt(appointments, end) < requiredRegistrars)
  return {
    registrars,
    required: requiredRegistrars,
    isEnough,
    ...(isEnough && tooFewFrom !== undefined && { tooFewFrom }),
  }
}

/** How many persons are registrars of the point at the instant. */
export const registrarsAt = (appointments: readonly Appointment[], at: Instant): number =>
  new Set(
    appointments.filter((appointment) => holdsAt(appointment, at)).map(({ personId }) => personId),
  ).size
