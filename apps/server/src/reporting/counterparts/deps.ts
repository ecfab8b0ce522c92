import type { Counterpart } from '@sotevarmenne/api/counterparts'
import type { Runtime } from '#platform/runtime.ts'

export type CounterpartsDeps = Pick<Runtime, 'db' | 'clock'> & {
  /** Is told why an outcome was not written. */
  readonly onFault: (fault: unknown) => void
  /** Those that this installation calls, in the order in which they are shown. */
  readonly inUse: () => readonly Counterpart[]
}
