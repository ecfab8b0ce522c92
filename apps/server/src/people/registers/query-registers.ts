import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { PopulationFacts, RegisterUnavailable, RightsHeld } from './contract.ts'
import type { PopulationRegister, RightsRegister } from './ports.ts'

/** Data from both registers about a person; absent where the register does not know the person. */
export type RegisterResponses = {
  readonly population?: PopulationFacts
  readonly held?: RightsHeld
}

/** Queries both registers at once, outside any transaction. */
export async function queryRegisters(
  registers: RightsRegister & Pick<PopulationRegister, 'lookUpPerson'>,
  identityCode: IdentityCode,
): Promise<Result<RegisterResponses, RegisterUnavailable>> {
  const [population, held] = await Promise.all([
    registers.lookUpPerson(identityCode),
    registers.lookUpRights(identityCode),
  ])
  if (!population.ok && population.refusal.kind === 'register-unavailable')
    return refuse(population.refusal)
  if (!held.ok && held.refusal.kind === 'register-unavailable') return refuse(held.refusal)

  return ok({
    ...(population.ok && { population: population.value }),
    ...(held.ok && { held: held.value }),
  })
}
