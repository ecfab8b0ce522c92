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
  registers: QueriedRegisters,
  identityCode: IdentityCode,
): Promise<Result<RegisterResponses, RegisterUnavailable>> {
  const { unavailable, ...responses } = await queryEachRegister(registers, identityCode)
  const [first] = unavailable
  return first === undefined ? ok(responses) : refuse(first)
}

/** The same for callers that go on with the responses of those registers that respond. */
export async function queryEachRegister(
  registers: QueriedRegisters,
  identityCode: IdentityCode,
): Promise<RegisterResponses & { readonly unavailable: readonly RegisterUnavailable[] }> {
  const [population, held] = await Promise.all([
    registers.lookUpPerson(identityCode),
    registers.lookUpRights(identityCode),
  ])
  return {
    ...(population.ok && { population: population.value }),
    ...(held.ok && { held: held.value }),
    unavailable: [population, held].flatMap((response) =>
      !response.ok && response.refusal.kind === 'register-unavailable' ? [response.refusal] : [],
    ),
  }
}

type QueriedRegisters = RightsRegister & Pick<PopulationRegister, 'lookUpPerson'>
