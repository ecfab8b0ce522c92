import * as api from '@sotevarmenne/api/points'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import { operation } from '#platform/operation.ts'
import type { RegistrarRole, RegistrarRoleEndedBecause } from './contract.ts'
import type { OfficeDeps } from './deps.ts'
import { endNow, type EndRefusal } from './domain/registrar-role.ts'
import { staffingAt } from './domain/staffing.ts'
import { staffingShown } from './show-point.ts'
import { registrarRolesAt, lockRegistrarRole, saveEndOfRegistrarRole } from './stores/registrars.ts'
import { endRegistrarRoleProblems } from './problems.ts'

type EndRegistrarRole = {
  readonly registrarId: string
  readonly because: RegistrarRoleEndedBecause
}

export type EndRegistrarRoleRefusal = EndRefusal | { readonly kind: 'registrar-role-not-found' }

export const endRegistrarRole =
  ({ record, clock }: { record: Record; clock: Clock }) =>
  async (
    tx: Tx,
    permit: Permit<
      | 'registration.appointRegistrar'
      | 'registrars.decide'
      | 'registrars.follow'
      | 'registrars.send'
    >,
    { registrarId, because }: EndRegistrarRole,
  ): Promise<Result<RegistrarRole, EndRegistrarRoleRefusal>> => {
    const registrarRole = await lockRegistrarRole(tx, registrarId)
    if (!registrarRole) return refuse({ kind: 'registrar-role-not-found' })

    const ended = endNow(registrarRole, { because, now: clock.now() })
    if (!ended.ok) return ended

    await saveEndOfRegistrarRole(tx, ended.value.registrarRole)
    await record(tx, ended.value.event, permit)
    return ok(ended.value.registrarRole)
  }

/** A case officer ends a role; returns how the point is staffed without it. */
export const endByOffice = operation({
  contract: api.endRegistrarRole,
  problems: endRegistrarRoleProblems,
  handle: (deps: OfficeDeps) => (permit, ending) =>
    deps.db.write(
      async (
        tx,
      ): Promise<Result<ResponseOf<typeof api.endRegistrarRole>, EndRegistrarRoleRefusal>> => {
        const ended = await endRegistrarRole(deps)(tx, permit, {
          ...ending,
          because: 'by-office',
        })
        if (!ended.ok) return ended
        const registrarRoles = await registrarRolesAt(tx, [ended.value.pointId])
        return ok({ staffing: staffingShown(staffingAt(registrarRoles, deps.clock.now())) })
      },
    ),
})
