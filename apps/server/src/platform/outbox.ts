import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Tx } from './db.ts'

/** Work that leaves the building, or a consequence for another module, planned in the transaction of its cause. */
export type Job = {
  /** `<module>.<verb>`: finds the handler. */
  readonly kind: string
  /** One job per key, ever: planning it again does nothing. */
  readonly key: string
  readonly payload: { readonly [name: string]: unknown }
  /** Not before this instant of the service's clock; at once when absent. */
  readonly dueAt?: Instant
}

export type PlanJob = (tx: Tx, job: Job) => Promise<void>

/** Does the work of one kind. It runs outside any transaction and may run twice: it must be idempotent by `key`. */
export type JobHandler = {
  readonly kind: string
  readonly handle: (job: Job) => Promise<void>
}

/** A module's ear: called (through the outbox, at least once) for each event of the type. */
export type Subscription = {
  readonly event: string
  readonly listener: string
  readonly handle: (
    event: { readonly type: string; readonly [name: string]: unknown },
    eventId: string,
  ) => Promise<void>
}
