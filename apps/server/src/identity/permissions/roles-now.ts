import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Registration } from '#points/points/index.ts'
import type { Role } from './contract.ts'
import type { RolesDeps } from './deps.ts'
import { givenRolesOf } from './stores/roles.ts'

export type RolesNow = {
  readonly roles: readonly Role[]
  readonly registrar?: NonNullable<Awaited<ReturnType<Registration['registrarAt']>>>
}

/** The person's roles at the instant: everybody who signs in is a holder. */
export async function rolesNow(
  { registration }: Pick<RolesDeps, 'registration'>,
  tx: Tx,
  personId: string,
  now: Instant,
): Promise<RolesNow> {
  const registrar = await registration.registrarAt(tx, personId, now)
  const given = await givenRolesOf(tx, personId)
  const serving: readonly Role[] = [
    ...(registrar ? (['registrar'] as const) : []),
    ...given.filter((role) => role !== 'auditor'),
  ]
  // Nobody audits while having another role, however the person got both.
  const isAuditing = serving.length === 0 && given.includes('auditor')
  const roles: readonly Role[] = [
    ...serving,
    ...(isAuditing ? (['auditor'] as const) : []),
    'holder',
  ]
  return { roles, ...(registrar && { registrar }) }
}
