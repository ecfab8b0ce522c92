import { second } from '@sotevarmenne/kernel/instant'
import { businessRegisterHttp } from './adapters/business-register-http.ts'
import { codeServerHttp } from './adapters/code-server-http.ts'
import { populationRegisterHttp } from './adapters/population-register-http.ts'
import { rightsRegisterHttp } from './adapters/rights-register-http.ts'
import type { BusinessRegister, CodeServer, PopulationRegister, RightsRegister } from './ports.ts'

export { createCodes, type Codes } from './codes/create-codes.ts'
export type { BusinessRegister } from './ports.ts'

export type Registers = RightsRegister & PopulationRegister

type Address = { readonly url: string; readonly timeoutMilliseconds?: number }

/** `url`: where both registers answer, without a slash at the end. */
export function createRegisters({ url, timeoutMilliseconds = 5 * second }: Address): Registers {
  const address = { url, timeoutMilliseconds }
  return { ...rightsRegisterHttp(address), ...populationRegisterHttp(address) }
}

/** `url`: of the open data of the business register, without a slash at the end. */
export const createBusinessRegister = ({
  url,
  timeoutMilliseconds = 5 * second,
}: Address): BusinessRegister => businessRegisterHttp({ url, timeoutMilliseconds })

/** `url`: of the code server, without a slash at the end. Nobody waits for it: a page of 500 entries may take its time. */
export const createCodeServer = ({ url, timeoutMilliseconds = 60 * second }: Address): CodeServer =>
  codeServerHttp({ url, timeoutMilliseconds })
