import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { formatInstant, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely'
import pg from 'pg'
import { CopiedOctets } from './copied-octets.ts'

/** An open transaction. A store declares its own tables over it: `tx.$extendTables<CardTables>()`. */
export type Tx = Kysely<unknown>

export type WriteOptions = {
  /**
   * `serializable` unless asked otherwise: two deeds that both looked at the same facts can't both win.
   * `read committed` is for work that queues on a lock and must see what the lock's last holder left.
   */
  readonly isolation?: 'serializable' | 'read committed'
}

/** The database, whichever of the two it is. A write inside a write, or a question outside the open one, throws. */
export type Db = {
  /** Commits when the answer is ok; rolls back when it refuses or throws. Serialisation failures are tried again. */
  readonly write: <Value, Refusal>(
    act: (tx: Tx) => Promise<Result<Value, Refusal>>,
    options?: WriteOptions,
  ) => Promise<Result<Value, Refusal>>
  /** A read-only transaction: everything in it sees one state. */
  readonly read: <Value>(ask: (tx: Tx) => Promise<Value>) => Promise<Value>
  readonly close: () => Promise<void>
}

/** A PostgreSQL server. `url` as libpq reads it, or `host` of a Unix socket with `database`. */
export type PostgresAddress = { readonly url: string; readonly poolSize?: number }

export function createPostgresDb({ url, poolSize = 10 }: PostgresAddress): Db {
  const pool = createPool({ connectionString: url, max: poolSize, maxUses: usesOfConnection })
  pool.on('connect', prepareMarked)
  return dbOver(pool)
}

/**
 * Transactions. What a connection prepared is planned for tables as small as they were then: until PostgreSQL looks at them
 * anew, which takes it a minute, a table that fills would be read whole again and again.
 */
const usesOfConnection = 500

/** A pool whose connections read SQL types the way the service does (see `parsers`). */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: { getTypeParser } })
  // A lost idle connection is replaced by the pool; the next question will say if the server is gone.
  pool.on('error', () => undefined)
  // One lost in use fails the question that it carries; unheard, its event would end the process besides.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * Stands before a statement that is asked so often that a connection keeps it prepared: to read and plan one can cost as
 * much as to do it. It must name its columns: one of `*` would fail once a newer version has changed the table.
 */
export const prepared = sql.raw('/* prepared */')

/** The driver prepares what has a name; Kysely gives it none. */
function prepareMarked(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...asked: readonly unknown[]) => unknown
  const ask = (text: unknown, ...more: readonly unknown[]): unknown =>
    typeof text === 'string' && text.startsWith('/* prepared */')
      ? query({ name: statementName(text), text, values: more[0] })
      : query(text, ...more)
  Object.assign(client, { query: ask })
}

const statementNames = new Map<string, string>()
const statementName = (text: string): string => {
  const name = statementNames.get(text) ?? `marked-${String(statementNames.size)}`
  statementNames.set(text, name)
  return name
}

/** `Db` over a pool; `closeMore` ends what stands behind the pool. */
export function dbOver(pool: pg.Pool, closeMore: () => Promise<void> = async () => {}): Db {
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool, cursor: CopiedOctets }),
  })

  return {
    write: async (act, { isolation = 'serializable' } = {}) => {
      assertOutsideTransaction()
      for (let attempt = 1; ; attempt += 1) {
        const open: OpenTransaction = { afterCommit: [] }
        try {
          const answer = await inTransaction.run(open, () =>
            kysely
              .transaction()
              .setIsolationLevel(isolation)
              .execute(async (tx) => {
                const result = await act(tx)
                if (!result.ok) throw new RolledBack(result)
                return result
              }),
          )
          for (const act of open.afterCommit) act()
          return answer
        } catch (thrown) {
          if (thrown instanceof RolledBack) return thrown.refused as Result<never, never>
          if (!isSerialisationFailure(thrown) || attempt === attempts) throw thrown
          await wait(attempt * 5 * Math.random())
        }
      }
    },
    read: async (ask) => {
      assertOutsideTransaction()
      return inTransaction.run({ afterCommit: [] }, () =>
        kysely
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute(ask),
      )
    },
    close: async () => {
      await kysely.destroy()
      await closeMore()
    },
  }
}

/**
 * Throws inside a transaction. What talks to another system, or opens a transaction of its own, asks first:
 * one that waits for the network with rows locked stops everybody else.
 */
export function assertOutsideTransaction(): void {
  if (inTransaction.getStore() !== undefined)
    throw new Error('a transaction is open: use its tx, or do this outside it')
}

/** Does something (never a write) once the open transaction has committed; not at all if it rolls back. */
export function afterCommit(act: () => void): void {
  const open = inTransaction.getStore()
  if (open === undefined) throw new Error('no transaction is open')
  open.afterCommit.push(act)
}

/** An instant as a value of a `timestamptz` column, in `values` and in `where`. */
export const timestamp = (at: Instant): RawBuilder<Instant> =>
  sql<Instant>`${formatInstant(at)}::timestamptz`

export const optionalTimestamp = (at: Instant | undefined): RawBuilder<Instant> | null =>
  at === undefined ? null : timestamp(at)

/** A column that the state of the row fills. Throws when it does not. */
export function there<Row extends object, Column extends keyof Row>(
  row: Row,
  column: Column,
): NonNullable<Row[Column]> {
  const value = row[column]
  if (value === null || value === undefined) throw new Error(`a row without ${String(column)}`)
  return value
}

/** A JSON value as a value of a `jsonb` column (the driver would make an array of an array). */
export const json = <Value>(value: Value): RawBuilder<Value> =>
  sql<Value>`${JSON.stringify(value)}::jsonb`

/** Octets as the text of a `bytea` value (PostgreSQL, § 8.4.1), for values that travel within JSON. */
export const octetsText = (octets: Uint8Array): string =>
  `\\x${Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex')}`

type OpenTransaction = { readonly afterCommit: (() => void)[] }

const inTransaction = new AsyncLocalStorage<OpenTransaction>()

const attempts = 20

/** Carries a refusal through the driver's roll-back, which only a throw sets off. */
class RolledBack extends Error {
  readonly refused: Result<unknown, unknown>
  constructor(refused: Result<unknown, unknown>) {
    super('rolled back')
    this.refused = refused
  }
}

/** `serialization_failure` and `deadlock_detected` (PostgreSQL, appendix A). */
const isSerialisationFailure = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  (thrown.code === '40001' || thrown.code === '40P01')

/** SQL types as the service knows them: timestamptz → Instant, date → `YYYY-MM-DD`, int8 → number, bytea → Uint8Array. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, (text) => instant(Date.parse(isoOf(text)))],
  [pg.types.builtins.DATE, (text) => text],
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.BYTEA, (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))],
])

const getTypeParser: typeof pg.types.getTypeParser = (oid, format): unknown =>
  parsers.get(oid) ?? pg.types.getTypeParser(oid, format)

/** `2026-11-24 16:00:00.5+00` as ISO 8601. */
const isoOf = (text: string): string =>
  `${text.replace(' ', 'T')}${/[+-]\d\d$/.test(text) ? ':00' : ''}`

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`an integer beyond 2^53: ${text}`)
  return value
}
