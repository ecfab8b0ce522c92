import { second } from '@sotevarmenne/kernel/instant'
import type { OtherSystem } from '#platform/fetch-with.ts'
import { businessRegisterHttp } from './adapters/business-register-http.ts'
import { changeFeedHttp } from './adapters/change-feed-http.ts'
import { codeServerHttp } from './adapters/code-server-http.ts'
import { populationRegisterHttp } from './adapters/population-register-http.ts'
import { rightsRegisterHttp } from './adapters/rights-register-http.ts'
import { signingRegisterHttp } from './adapters/signing-register-http.ts'
import type {
  BusinessRegister,
  ChangeFeed,
  CodeServer,
  PopulationRegister,
  RightsRegister,
  SigningRegister,
} from './ports.ts'

export { createCodes, type Codes } from './codes/create-codes.ts'
export { hasEnded } from './codes/has-ended.ts'
export { endedSince, isOver, lastVersion } from './domain/ended.ts'
export { lastCopy, wholeSince, type CodeCopy } from './stores/codes.ts'
export type {
  BusinessRegister,
  ChangeFeed,
  PageOfEvents,
  PopulationRegister,
  RightsRegister,
  SigningRegister,
} from './ports.ts'
export { queryRegisters, type RegisterResponses } from './query-registers.ts'
export { noCopyProblems, unavailableProblems } from './problems.ts'

export type Registers = RightsRegister & Pick<PopulationRegister, 'lookUpPerson'>

/** A person waits at the desk for the response. */
const registerTimeout = 5 * second

type Address = OtherSystem & { readonly timeoutMilliseconds?: number }

/** `url`: base address of both registers, without a slash at the end. */
export function createRegisters({
  timeoutMilliseconds = registerTimeout,
  ...system
}: Address): RightsRegister & PopulationRegister {
  const address = { ...system, timeoutMilliseconds }
  return { ...rightsRegisterHttp(address), ...populationRegisterHttp(address) }
}

/** `url`: of the open data of the business register, without a slash at the end. */
export const createBusinessRegister = ({
  timeoutMilliseconds = registerTimeout,
  ...system
}: Address): BusinessRegister => businessRegisterHttp({ ...system, timeoutMilliseconds })

/** `url`: of the register of signing rights, without a slash at the end. */
export const createSigningRegister = ({
  timeoutMilliseconds = registerTimeout,
  ...system
}: Address): SigningRegister => signingRegisterHttp({ ...system, timeoutMilliseconds })

/**
 * `url`: of the code server, without a slash at the end. No user waits for it: a page of 500 entries may be
 * slow.
 */
export const createCodeServer = ({
  timeoutMilliseconds = 60 * second,
  ...address
}: Address & { readonly intermediaries?: string | undefined }): CodeServer =>
  codeServerHttp({ ...address, timeoutMilliseconds })

/** `url`: of the feeds of Terhikki, Suosikki and the population register, without a slash at the end. */
export const createChangeFeed = ({
  timeoutMilliseconds = 30 * second,
  ...system
}: Address): ChangeFeed => changeFeedHttp({ ...system, timeoutMilliseconds })
