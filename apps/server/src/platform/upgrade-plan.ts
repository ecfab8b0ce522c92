// cspell:ignore reltuples usename usesysid rolname rolsuper datname
import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'
import {
  contractionOf,
  createdBy,
  locksOf,
  statementsOf,
  type TableLock,
  waits,
  works,
} from './migration-statements.ts'
import { inOrder, notRun, readSchema, type Migration, type Schema } from './migrations.ts'

/** A table that a migration locks, as big as it is now. */
export type LockedTable = TableLock & {
  readonly rows: number
  readonly bytes: number
  readonly seconds: number
}

export type PlannedMigration = Pick<Migration, 'module' | 'name' | 'oldestProgram'> & {
  readonly tables: readonly LockedTable[]
  /** Of the statement that takes away or narrows what older programs use. */
  readonly contraction: string | undefined
  /** Its statements depend on what is in the tables. */
  readonly isUnknown: boolean
}

/** Connections of one role with one name. */
export type Connected = {
  readonly role: string
  readonly name: string
  readonly count: number
  /** A member of the role of a process. */
  readonly isProcess: boolean
  /** Undefined for a program that does not say it, as those of 0.2.0. */
  readonly schema: number | undefined
}

export type UpgradePlan = {
  readonly schema: Schema
  readonly migrations: readonly PlannedMigration[]
  readonly connected: readonly Connected[]
}

/** What the migrations of this program would do to the database, which stays as it is. */
export async function planUpgrade(
  db: Db,
  migrations: readonly Migration[],
  { processRoles, program }: { readonly processRoles: readonly string[]; readonly program: number },
): Promise<UpgradePlan> {
  const schema = await readSchema(db, migrations, program)
  const created = new Set<string>()
  const planned: PlannedMigration[] = []
  for (const migration of inOrder(notRun(schema, migrations))) {
    const statements = await statementsOf(migration).catch(() => undefined)
    for (const statement of statements ?? []) created.add(createdBy(statement) ?? '')
    const locks = heaviest((statements ?? []).flatMap(locksOf))
    const tables = await db.read((tx) => sizesOf(tx, locks))
    const { module, name, oldestProgram } = migration
    planned.push({
      ...{ module, name, oldestProgram, isUnknown: statements === undefined },
      tables: tables.filter(({ table }) => !created.has(table)),
      contraction: statements?.find((statement) => contractionOf(statement) !== undefined),
    })
  }
  return {
    schema,
    migrations: planned,
    connected: await db.read((tx) => connectedTo(tx, processRoles)),
  }
}

/** One lock a table: the one that others wait longest for. */
function heaviest(locks: readonly TableLock[]): readonly TableLock[] {
  return [...Map.groupBy(locks, ({ table }) => table).values()].flatMap((ofTable) => {
    const [first] = ofTable
    if (!first) return []
    return {
      table: first.table,
      waiting: waits.findLast((each) => ofTable.some(({ waiting }) => waiting === each)) ?? 'all',
      work: works.findLast((each) => ofTable.some(({ work }) => work === each)) ?? 'none',
    }
  })
}

/** A table that does not exist yet has no size, and nobody waits for it. */
async function sizesOf(tx: Tx, locks: readonly TableLock[]): Promise<readonly LockedTable[]> {
  const sized = []
  for (const lock of locks) {
    const { rows } = await sql<{ rows: number; bytes: number }>`
      select greatest(reltuples, 0)::bigint as rows, pg_total_relation_size(oid) as bytes
      from pg_class where oid = to_regclass(${lock.table})`.execute(tx)
    const [size] = rows
    if (size) sized.push({ ...lock, ...size, seconds: size.rows / rowsASecond[lock.work] })
  }
  return sized
}

/** Measured on a busy machine of two cores (PostgreSQL 17): an index 150,000 rows a second, a check 300,000. */
const rowsASecond = { none: Infinity, scan: 300_000, index: 150_000, rewrite: 50_000 } as const

async function connectedTo(tx: Tx, processRoles: readonly string[]): Promise<readonly Connected[]> {
  const { rows } = await sql<Omit<Connected, 'schema'>>`
    select usename::text as role, application_name as name, count(*) as count,
      coalesce(bool_or(exists (
        select from pg_roles where rolname = any(${[...processRoles]}) and pg_has_role(usesysid, oid, 'member')
          and not (select rolsuper from pg_roles as own where own.oid = usesysid)
      )), false) as "isProcess"
    from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and usename is not null
    group by 1, 2 order by 1, 2`.execute(tx)
  return rows.map((row) => {
    const [, schema] = /^sotevarmenne .*, schema (\d+)$/.exec(row.name) ?? []
    return { ...row, schema: schema === undefined ? undefined : Number(schema) }
  })
}

/** From which schema version on programs may run once the migrations have run. */
export const oldestAfter = ({ schema, migrations }: UpgradePlan): number =>
  Math.max(schema.oldestProgram, ...migrations.map(({ oldestProgram = 1 }) => oldestProgram))

/** Connected programs that must stop before the migrations run: they may not run after them. */
export const programsToStop = (plan: UpgradePlan): readonly Connected[] =>
  plan.connected.filter(({ isProcess, schema = 1 }) => isProcess && schema < oldestAfter(plan))
