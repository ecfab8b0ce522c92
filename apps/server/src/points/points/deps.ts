import type { People } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Runtime } from '#platform/runtime.ts'

/** The dependencies of the office's operations on points, prices and registrars. */
export type OfficeDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findByIdentityCode' | 'findPerson'>
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
}
