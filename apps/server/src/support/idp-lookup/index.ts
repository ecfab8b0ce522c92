import { bindOperations } from '#platform/operation.ts'
import { lookUpPerson, type LookUpDeps } from './look-up-person.ts'

/** For identification services, at the listener that requires their TLS client certificates. */
export const createIdpLookup = (deps: LookUpDeps) => ({
  enrolmentOperations: bindOperations(deps, { lookUpPerson }).operations,
})
