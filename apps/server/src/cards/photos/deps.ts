import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Dependencies of the operations of this module. */
export type PhotosDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findPerson'>
  readonly sealing: Sealing
}
