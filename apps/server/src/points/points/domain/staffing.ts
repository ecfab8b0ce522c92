import type { Instant } from '@sotevarmenne/kernel/instant'
import type { RegistrarRole } from '../contract.ts'
import { holdsAt } from './registrar-role.ts'

/** A registration point has at least two trained registrars (rules of registration points, dvv.fi). */
export const requiredRegistrars = 2

export type Staffing = {
  readonly registrars: number
  readonly required: number
  readonly isEnough: boolean
  /** When roles that end leave too few, unless more are given. */
  readonly tooFewFrom?: Instant
}

/** How the point is staffed at the instant. `registrarRoles`: those of the point. */
export function staffingAt(registrarRoles: readonly RegistrarRole[], at: Instant): Staffing {
  const registrars = registrarsAt(registrarRoles, at)
  const isEnough = registrars >= requiredRegistrars
  const tooFewFrom = registrarRoles
    .flatMap(({ endsAt }) => (endsAt !== undefined && endsAt > at ? [endsAt] : []))
    .toSorted((one, other) => one - other)
    .find((end) => registrarsAt(registrarRoles, end) < requiredRegistrars)
  return {
    registrars,
    required: requiredRegistrars,
    isEnough,
    ...(isEnough && tooFewFrom !== undefined && { tooFewFrom }),
  }
}

/** How many persons are registrars of the point at the instant. */
export const registrarsAt = (registrarRoles: readonly RegistrarRole[], at: Instant): number =>
  new Set(
    registrarRoles
      .filter((registrarRole) => holdsAt(registrarRole, at))
      .map(({ personId }) => personId),
  ).size
