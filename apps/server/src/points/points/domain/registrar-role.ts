import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RegistrarRole, RegistrarRoleEndedBecause, RegistrarRoleEnded } from '../contract.ts'

export type EndRefusal = { readonly kind: 'registrar-role-already-ended' }

/** The role holds at the instant: begun, and not ended. */
export const holdsAt = (registrarRole: RegistrarRole, at: Instant): boolean =>
  registrarRole.appointedAt <= at &&
  (registrarRole.endsAt === undefined || at < registrarRole.endsAt)

/** Where the person is a registrar: the newest of the roles that hold. */
export const registrarRoleAt = (
  registrarRoles: readonly RegistrarRole[],
  at: Instant,
): RegistrarRole | undefined =>
  registrarRoles
    .filter((registrarRole) => holdsAt(registrarRole, at))
    .toSorted(
      (one, other) =>
        other.appointedAt - one.appointedAt || one.registrarId.localeCompare(other.registrarId),
    )
    .at(0)

/** Ends the role now, also one that would have ended later by itself. */
export function endNow(
  registrarRole: RegistrarRole,
  { because, now }: { readonly because: RegistrarRoleEndedBecause; readonly now: Instant },
): Result<
  { readonly registrarRole: RegistrarRole; readonly event: RegistrarRoleEnded },
  EndRefusal
> {
  if (registrarRole.endsAt !== undefined && registrarRole.endsAt <= now)
    return refuse({ kind: 'registrar-role-already-ended' })

  return ok({
    registrarRole: { ...registrarRole, endsAt: now },
    event: {
      type: 'RegistrarRoleEnded',
      because,
      registrarId: registrarRole.registrarId,
      pointId: registrarRole.pointId,
      about: { personId: registrarRole.personId },
    },
  })
}
