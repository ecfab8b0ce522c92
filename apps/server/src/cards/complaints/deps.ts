import type { Blanks } from '#cards/stock/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Dependencies of the complaints module; `entry` wires them. */
export type ComplaintsDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'findPerson' | 'searchPeople'>
  readonly cards: Pick<Cards, 'faultyCard' | 'cancelForCaller'>
  readonly blanks: Pick<Blanks, 'batchOf' | 'batchesBy' | 'reject'>
}
