import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { RoleAppointed } from './contract.ts'
import type { RolesDeps } from './deps.ts'
import { giveRole } from './stores/roles.ts'

/** The only role that is given without a proposal: there is nobody yet to propose or approve. */
export async function appointFirstCaseOfficer(
  { clock, record }: Pick<RolesDeps, 'clock' | 'record'>,
  tx: Tx,
  permit: Permit<'permissions.bootstrap'>,
  personId: string,
): Promise<void> {
  await giveRole(tx, { personId, role: 'caseOfficer', appointedAt: clock.now() })
  const appointed: RoleAppointed = {
    type: 'RoleAppointed',
    role: 'caseOfficer',
    about: { personId },
  }
  await record(tx, appointed, permit)
}
