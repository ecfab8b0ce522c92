import { second } from '@sotevarmenne/kernel/instant'
import { systemClock, type Clock } from '#platform/clock.ts'
import type { OtherSystem } from '#platform/fetch-with.ts'
import { businessRegisterHttp } from './adapters/business-register-http.ts'
import { populationChanges } from './adapters/population-changes.ts'
import { rightsChanges } from './adapters/rights-changes.ts'
import { codeServerHttp } from './adapters/code-server-http.ts'
import { populationRegisterVtj } from './adapters/population-register-vtj.ts'
import { rightsRegisterHttp } from './adapters/rights-register-http.ts'
import { signingRegisterHttp } from './adapters/signing-register-http.ts'
import { populationBehind, rightsBehind, simulatedXRoad, type XRoad } from './adapters/x-road.ts'
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
export { queryEachRegister, queryRegisters, type RegisterResponses } from './query-registers.ts'
export { simulatedXRoad, xRoadIdentifier, type XRoad } from './adapters/x-road.ts'
export { noCopyProblems, unavailableProblems } from './problems.ts'

export type Registers = RightsRegister & Pick<PopulationRegister, 'lookUpPerson'>

/** A person waits at the desk for the response. */
const registerTimeout = 5 * second

type Address = OtherSystem & { readonly timeoutMilliseconds?: number }

type SecurityServer = Address & { readonly xRoad?: XRoad }

/** `url`: of our security server in X-Road, without a slash at the end. */
export function createRegisters({
  timeoutMilliseconds = registerTimeout,
  xRoad = simulatedXRoad,
  clock = systemClock,
  ...system
}: SecurityServer & { readonly clock?: Clock }): RightsRegister & PopulationRegister {
  const server = { ...system, timeoutMilliseconds }
  return {
    ...rightsRegisterHttp(rightsBehind(server, xRoad)),
    ...populationRegisterVtj(populationBehind(server, xRoad), clock),
  }
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

/** `url`: of our security server in X-Road, without a slash at the end. */
export function createChangeFeed(
  { timeoutMilliseconds = 30 * second, xRoad = simulatedXRoad, ...system }: SecurityServer,
  { clock }: { readonly clock: Clock },
): ChangeFeed {
  const server = { ...system, timeoutMilliseconds }
  const since = {
    rights: rightsChanges(rightsBehind(server, xRoad)),
    population: populationChanges(populationBehind(server, xRoad), clock),
  }
  return { changedSince: (register, cursor) => since[register](cursor) }
}
