import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { formatInstant, instant, type Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import { Kysely, PostgresDialect, sql, type PostgresPool, type RawBuilder } from 'kysely'
import pg from 'pg'
import { CopiedBytes } from './copied-bytes.ts'
import { orUnavailable } from './database-unavailable.ts'
import { assertLeaseHeld } from './lease.ts'
import { within } from './within.ts'

/** An open transaction. A store declares its own tables over it: `tx.$extendTables<CardTables>()`. */
export type Tx = Kysely<unknown>

export type WriteOptions = {
  /**
   * `serializable` by default: two operations that both read the same facts can't both succeed.
   * `read committed` is for work that queues on a lock and must see what the lock's last holder wrote.
   */
  readonly isolation?: 'serializable' | 'read committed'
  /** Of an operation that writes more than once: not the write that completes it (`completingWrite`). */
  readonly isStep?: true
}

/** The database, of either kind. A write inside a write, or a query outside the open one, throws. */
export type Db = {
  /**
   * Commits when the result is ok; rolls back when it refuses or throws. Serialisation failures are retried.
   */
  readonly write: <Value, Refusal>(
    action: (tx: Tx) => Promise<Result<Value, Refusal>>,
    options?: WriteOptions,
  ) => Promise<Result<Value, Refusal>>
  /** A read-only transaction: everything in it sees one snapshot. */
  readonly read: <Value>(request: (tx: Tx) => Promise<Value>) => Promise<Value>
  readonly close: () => Promise<void>
}

/** A database that can be migrated. */
export type MigratableDb = Db & {
  /** Runs a statement that PostgreSQL refuses in a transaction: `create index concurrently`. */
  readonly outsideTransaction: (statement: string) => Promise<void>
}

/** A database that this process has opened. */
export type OpenDb = MigratableDb & {
  /** Rejects unless the database takes a write now. On a server it has a connection of its own. */
  readonly probe: () => Promise<void>
}

/** A PostgreSQL server. `url` as libpq reads it, or `host` of a Unix socket with `database`. */
export type PostgresAddress = {
  readonly url: string
  readonly poolSize?: number
  /** By which `pg_stat_activity` shows its connections. */
  readonly name?: string
  readonly limits?: Partial<DbLimits>
}

/** Milliseconds after which a wait for the database ends with `DatabaseUnavailable`. */
export type DbLimits = {
  /** For a new connection: a server, or what stands before it, may accept it and say nothing. */
  readonly connecting: number
  /** For a connection of the pool that another request has. */
  readonly waiting: number
  /** Without a byte from the server while a statement runs. The connection is closed: nothing can be sent on it. */
  readonly silence: number
}

export const dbLimits: DbLimits = { connecting: 5_000, waiting: 30_000, silence: 30_000 }

export function createPostgresDb({
  url,
  poolSize = 10,
  name,
  limits: given,
}: PostgresAddress): OpenDb {
  const limits = { ...dbLimits, ...given }
  const pool = createLimitedPool(url, { max: poolSize, name, limits })
  pool.on('connect', prepareMarked)
  const probing = createLimitedPool(url, { max: 1, name, limits: probeLimits })
  const probed = dbOver(probing)
  const db = dbOver(checked(pool, limits), () => probed.close())
  return { ...db, probe: withPauses(500, probed.probe) }
}

/** Balancers, and anybody who reaches the address, may ask at any rate. */
function withPauses(milliseconds: number, action: () => Promise<void>): () => Promise<void> {
  let latest: { readonly at: number; readonly done: Promise<void> } | undefined
  return () => {
    const at = performance.now()
    if (latest === undefined || at - latest.at > milliseconds) latest = { at, done: action() }
    return latest.done
  }
}

/** A database that takes longer for one row is not ready for requests. */
const probeLimits: DbLimits = { connecting: 2_000, waiting: 2_000, silence: 2_000 }

function createLimitedPool(
  connectionString: string,
  {
    max,
    name,
    limits,
  }: { readonly max: number; readonly name: string | undefined; readonly limits: DbLimits },
): pg.Pool {
  const pool = createPool({
    ...{ connectionString, max, maxUses: usesOfConnection, Client: clientWithin(limits) },
    connectionTimeoutMillis: limits.waiting,
    ...(name !== undefined && { application_name: name }),
    // A server whose machine is gone says nothing: the system finds out, also between two statements.
    ...{ keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  })
  pool.on('connect', (client) => {
    closeWhenSilent(client, limits.silence)
  })
  return pool
}

/** The pool has one limit, for a connection of others and for a new one; a new one should fail sooner. */
const clientWithin = ({ connecting }: DbLimits): typeof pg.Client =>
  class extends pg.Client {
    constructor(config: pg.ClientConfig) {
      super({ ...config, connectionTimeoutMillis: connecting })
    }
  }

/**
 * A connection that was idle is handed out once the server has responded on it: after a failover it may lead nowhere,
 * and the request would wait for the limit of a statement.
 */
function checked(pool: pg.Pool, { connecting }: DbLimits): PostgresPool {
  const returnedAt = new WeakMap<pg.PoolClient, number>()
  pool.on('release', (_, client) => returnedAt.set(client, performance.now()))
  const isSound = async (client: pg.PoolClient): Promise<boolean> => {
    const at = returnedAt.get(client)
    if (at === undefined || performance.now() - at < maxUnchecked) return true
    return within(Math.min(connecting, 2_000), client.query('select 1')).then(
      () => true,
      () => false,
    )
  }
  return {
    options: pool.options,
    connect: async () => {
      for (;;) {
        const client = await pool.connect()
        if (await isSound(client)) return client
        // It is closed: there are only as many as the pool has.
        client.release(true)
      }
    },
    end: () => pool.end(),
  }
}

/** Milliseconds since a connection was last used. */
const maxUnchecked = 1_000

/** A connection on which the server says nothing while a statement runs fails it, and all that would follow. */
function closeWhenSilent(client: pg.PoolClient, milliseconds: number): void {
  const driver = client as pg.PoolClient & OfDriver
  const { stream } = driver.connection
  stream.setTimeout(milliseconds)
  stream.on('timeout', () => {
    if (driver.readyForQuery) return
    stream.destroy(Object.assign(new Error('the server is silent'), { code: 'ETIMEDOUT' }))
  })
}

/** Of the driver's client, not in its types. */
type OfDriver = {
  readonly connection: { readonly stream: Socket }
  /** False from a statement until the server has responded. */
  readonly readyForQuery: boolean
}

/**
 * Transactions. A prepared statement is planned for the table sizes of that time: until PostgreSQL analyses
 * the tables again, which takes it a minute, a table that is being filled would be scanned whole each time.
 */
const usesOfConnection = 500

/** A pool whose connections map SQL types to the service's types (see `parsers`). */
export function createPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...config, types: { getTypeParser } })
  // A lost idle connection is replaced by the pool; the next query will fail if the server is gone.
  pool.on('error', () => undefined)
  // A connection lost in use fails its query; without a listener, its event would also end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * Prefix of a statement that is run so often that a connection keeps it prepared: parsing and planning can
 * cost as much as running it. It must name its columns: `*` would fail once a newer version has changed the
 * table.
 */
export const prepared = sql.raw('/* prepared */')

/** The driver prepares statements that have a name; Kysely gives them none. */
function prepareMarked(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...requested: readonly unknown[]) => unknown
  const request = (text: unknown, ...more: readonly unknown[]): unknown =>
    typeof text === 'string' && text.startsWith('/* prepared */')
      ? query({ name: statementName(text), text, values: more[0] })
      : query(text, ...more)
  Object.assign(client, { query: request })
}

const statementNames = new Map<string, string>()
const statementName = (text: string): string => {
  const name = statementNames.get(text) ?? `marked-${String(statementNames.size)}`
  statementNames.set(text, name)
  return name
}

/** `Db` over a pool; `closeMore` closes what is behind the pool. */
export function dbOver(
  pool: PostgresPool,
  closeMore: () => Promise<void> = async () => {},
): OpenDb {
  const kysely = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool, cursor: CopiedBytes }),
  })

  return {
    write: async (action, { isolation = 'serializable', isStep } = {}) => {
      assertOutsideTransaction()
      for (let attempt = 1; ; attempt += 1) {
        const open: OpenTransaction = { afterCommit: [] }
        try {
          const response = await inTransaction.run(open, () =>
            kysely
              .transaction()
              .setIsolationLevel(isolation)
              .execute(async (tx) => {
                const result = await action(tx)
                if (!result.ok) throw new RolledBack(result)
                if (isStep !== true) await completion.getStore()?.complete?.(tx, result.value)
                assertLeaseHeld()
                return result
              }),
          )
          for (const action of open.afterCommit) action()
          return response
        } catch (thrown) {
          if (thrown instanceof RolledBack) return thrown.refused as Result<never, never>
          if (!isSerialisationFailure(thrown) || attempt === attempts) throw orUnavailable(thrown)
          await wait(attempt * 5 * Math.random())
        }
      }
    },
    read: async (request) => {
      assertOutsideTransaction()
      try {
        return await inTransaction.run({ afterCommit: [] }, () =>
          kysely
            .transaction()
            .setIsolationLevel('repeatable read')
            .setAccessMode('read only')
            .execute(request),
        )
      } catch (thrown) {
        // A write in a read is a fault of ours: the transaction itself is read-only.
        throw codeOf(thrown) === '25006' ? thrown : orUnavailable(thrown)
      }
    },
    outsideTransaction: async (statement) => {
      assertOutsideTransaction()
      try {
        await sql.raw(statement).execute(kysely)
      } catch (thrown) {
        throw orUnavailable(thrown)
      }
    },
    probe: async () => {
      try {
        await emptyWrite.execute(kysely)
      } catch (thrown) {
        throw orUnavailable(thrown)
      }
    },
    close: async () => {
      await kysely.destroy()
      await closeMore()
    },
  }
}

/**
 * A record of the write-ahead log without content, committed as every write is: a replica refuses it, and a primary
 * without the replica that it must wait for does not return. No table grows.
 */
const emptyWrite = sql`select pg_logical_emit_message(true, 'sotevarmenne', '')`

/**
 * Throws inside a transaction, and in work whose lease is lost. Code that calls another system, or opens a transaction of its own, checks this
 * first: a transaction that waits for the network with rows locked blocks all others.
 */
export function assertOutsideTransaction(): void {
  if (inTransaction.getStore() !== undefined)
    throw new Error('a transaction is open: use its tx, or call this outside it')
  assertLeaseHeld()
}

/**
 * Runs an operation whose last write completes it: `complete` is called in that transaction, with the value that
 * it returns, and commits or rolls back with it.
 */
export async function completingWrite<Value>(
  complete: (tx: Tx, value: unknown) => Promise<void>,
  operation: () => Promise<Value>,
): Promise<Value> {
  const store: Completion = { complete }
  try {
    return await completion.run(store, operation)
  } finally {
    // What the operation started, and did not wait for, is not part of it.
    store.complete = undefined
  }
}

/** Runs a part of an operation none of whose writes completes it. */
export const asStep = <Value>(part: () => Promise<Value>): Promise<Value> =>
  completion.run({ complete: undefined }, part)

/** Runs the action (never a write) once the open transaction has committed; not at all if it rolls back. */
export function afterCommit(action: () => void): void {
  const open = inTransaction.getStore()
  if (open === undefined) throw new Error('no transaction is open')
  open.afterCommit.push(action)
}

/** The row that the query finds, as `of` reads it; undefined when there is none. */
export async function readOne<Row, Value>(
  rows: { readonly executeTakeFirst: () => Promise<Row | undefined> },
  of: (row: Row) => Value | Promise<Value>,
): Promise<Value | undefined> {
  const row = await rows.executeTakeFirst()
  return row && of(row)
}

/** Whether the query finds, or the statement changes and returns, a row. */
export const hasRow = async (rows: {
  readonly executeTakeFirst: () => Promise<object | undefined>
}): Promise<boolean> => (await rows.executeTakeFirst()) !== undefined

/** An instant as a value of a `timestamptz` column, in `values` and in `where`. */
export const timestamp = (at: Instant): RawBuilder<Instant> =>
  sql<Instant>`${formatInstant(at)}::timestamptz`

export const optionalTimestamp = (at: Instant | undefined): RawBuilder<Instant> | null =>
  at === undefined ? null : timestamp(at)

/** A column that is always set in this state of the row. Throws when it is null. */
export function there<Row extends object, Column extends keyof Row>(
  row: Row,
  column: Column,
): NonNullable<Row[Column]> {
  const value = row[column]
  if (value === null || value === undefined) throw new Error(`a row lacks ${String(column)}`)
  return value
}

/** A JSON value as a value of a `jsonb` column (the driver would turn an array into an SQL array). */
export const json = <Value>(value: Value): RawBuilder<Value> =>
  sql<Value>`${JSON.stringify(value)}::jsonb`

/** Bytes as the text of a `bytea` value (PostgreSQL, § 8.4.1), for values that travel within JSON. */
export const bytesText = (bytes: Uint8Array): string =>
  `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`

type OpenTransaction = { readonly afterCommit: (() => void)[] }

const inTransaction = new AsyncLocalStorage<OpenTransaction>()

type Completion = { complete: ((tx: Tx, value: unknown) => Promise<void>) | undefined }

const completion = new AsyncLocalStorage<Completion>()

const attempts = 20

/** Carries a refusal through the driver's roll-back, which only a throw causes. */
class RolledBack extends Error {
  readonly refused: Result<unknown, unknown>
  constructor(refused: Result<unknown, unknown>) {
    super('rolled back')
    this.refused = refused
  }
}

/** `serialization_failure` and `deadlock_detected` (PostgreSQL, appendix A). */
const isSerialisationFailure = (thrown: unknown): boolean =>
  ['40001', '40P01'].includes(codeOf(thrown) ?? '')

const codeOf = (thrown: unknown): string | undefined =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined

/**
 * SQL types in the service: timestamptz → Instant, date → `YYYY-MM-DD`, int8 → number, bytea → Uint8Array.
 */
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
