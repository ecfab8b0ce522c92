import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

/** The dependencies of this module's operations. */
export type IdentificationDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly people: Pick<People, 'findPerson' | 'identityCodeOf' | 'searchPeople'>
  readonly systemPermit: SystemPermit<'identification.forgetInquiry'>
  readonly sealing: Sealing
}
