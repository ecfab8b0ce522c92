import { counterpart, type Counterpart } from '@sotevarmenne/api/counterparts'
import { bindOperations } from '#platform/operation.ts'
import type { CounterpartsDeps } from './deps.ts'
import { noteOutcomes } from './note-outcomes.ts'
import { viewCounterparts } from './view-counterparts.ts'
import { watched } from './watched.ts'

export type Counterparts = ReturnType<typeof createCounterparts>

/** How the systems of others respond, measured by the calls of this service. */
export function createCounterparts(wired: Omit<CounterpartsDeps, 'inUse'>) {
  const watchedOnes = new Set<Counterpart>()
  const deps: CounterpartsDeps = {
    ...wired,
    inUse: () => counterpart.options.filter((each) => watchedOnes.has(each)),
  }
  const { note, settled } = noteOutcomes(deps)
  return {
    ...bindOperations(deps, { viewCounterparts }),
    /** The same port: a function, or an object of functions. The outcome of each call is noted. */
    watch: <Port extends object>(name: Counterpart, port: Port): Port => {
      watchedOnes.add(name)
      return watched(port, (outcome) => {
        note(name, outcome)
      })
    },
    /** Before the database is closed. */
    stop: settled,
  }
}
