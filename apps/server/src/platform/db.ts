import type { Result } from '@sotevarmenne/kernel/result'
import type { Kysely } from 'kysely'

/** An open transaction. A store declares its own tables over it: `tx.withTables<CardTables>()`. */
export type Tx = Kysely<unknown>

/** The database, whichever of the two it is. A write inside a write, or a question outside the open one, throws. */
export type Db = {
  /** Commits when the answer is ok; rolls back when it refuses or throws. Serialisation failures are tried again. */
  readonly write: <Value, Refusal>(
    act: (tx: Tx) => Promise<Result<Value, Refusal>>,
  ) => Promise<Result<Value, Refusal>>
  /** A read-only transaction: everything in it sees one state. */
  readonly read: <Value>(ask: (tx: Tx) => Promise<Value>) => Promise<Value>
  readonly close: () => Promise<void>
}
