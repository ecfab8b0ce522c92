import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'

/** The dependencies of the office's operations on points, prices and registrars. */
export type OfficeDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findByIdentityCode' | 'findPerson'>
}
