import { second } from '@sotevarmenne/kernel/instant'
import { populationRegisterHttp } from './adapters/population-register-http.ts'
import { rightsRegisterHttp } from './adapters/rights-register-http.ts'
import type { PopulationRegister, RightsRegister } from './ports.ts'

export type Registers = RightsRegister & PopulationRegister

/** `url`: where both registers answer, without a slash at the end. */
export function createRegisters({
  url,
  timeoutMilliseconds = 5 * second,
}: {
  url: string
  timeoutMilliseconds?: number
}): Registers {
  const address = { url, timeoutMilliseconds }
  return { ...rightsRegisterHttp(address), ...populationRegisterHttp(address) }
}
