// cspell:ignore Introspector
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
} from 'kysely'
import type { Migration } from './migrations.ts'

/** The SQL statements that the migration would run; nothing is run, and every query finds no row. */
export async function statementsOf({
  up,
  concurrentIndexes = {},
}: Pick<Migration, 'up' | 'concurrentIndexes'>): Promise<readonly string[]> {
  const recorded: string[] = Object.values(concurrentIndexes)
  const connection: DatabaseConnection = {
    executeQuery: (query) => {
      recorded.push(query.sql)
      return Promise.resolve({ rows: [] })
    },
    streamQuery: () => {
      throw new Error('a migration reads rows as a stream')
    },
  }
  const nothing = () => Promise.resolve()
  const tx = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => ({
        ...{ init: nothing, releaseConnection: nothing, destroy: nothing },
        ...{ beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing },
        acquireConnection: () => Promise.resolve(connection),
      }),
    },
  })
  await up(tx)
  return recorded.flatMap(splitStatements)
}

/** At semicolons that are in no quotes and no function body. */
export function splitStatements(sql: string): readonly string[] {
  const parts = sql.match(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|;|[^;'$-]+|[$'-]/g) ?? []
  const statements: string[] = []
  let open = ''
  for (const part of parts) {
    if (part.startsWith('--')) continue
    if (part !== ';') {
      open += part
      continue
    }
    statements.push(open)
    open = ''
  }
  return [...statements, open]
    .map((each) => each.replaceAll(/\s+/g, ' ').trim())
    .filter((each) => each !== '')
}

/** Who waits, fewest first. `writers`: those who change rows; `all`: those who read them too; `rows`: those who change the same rows. */
export const waits = ['rows', 'writers', 'all'] as const

/** What takes time, least first: reading every row, building an index, or writing every row again; else a moment. */
export const works = ['none', 'scan', 'index', 'rewrite'] as const

/** Who waits for the table while the statement's transaction is open (PostgreSQL, section 13.3.1). */
export type TableLock = {
  readonly table: string
  readonly waiting: (typeof waits)[number]
  readonly work: (typeof works)[number]
}

const table = String.raw`((?:"?\w+"?\.)?"?\w+"?)`

/** The tables that the statement locks, in the order in which it names them. */
export function locksOf(statement: string): readonly TableLock[] {
  const found = (pattern: string): string | undefined =>
    new RegExp(pattern, 'i').exec(statement)?.[1]?.replaceAll('"', '')
  const referenced = [...statement.matchAll(new RegExp(`\\breferences ${table}`, 'gi'))].flatMap(
    ([, name]): readonly TableLock[] =>
      name === undefined ? [] : [{ table: name, waiting: 'writers', work: 'none' }],
  )
  const altered = found(`^alter table (?:if exists )?(?:only )?${table}`)
  if (altered !== undefined)
    return [{ table: altered, waiting: 'all', work: workOfAlter(statement) }, ...referenced]
  if (/^create table/i.test(statement)) return referenced
  // Nobody waits for it.
  if (/^create (?:unique )?index concurrently/i.test(statement)) return []
  const indexed = found(`^create (?:unique )?index .*? on (?:only )?${table}`)
  if (indexed !== undefined) return [{ table: indexed, waiting: 'writers', work: 'index' }]
  const triggered = found(`^create (?:or replace )?(?:constraint )?trigger .*? on ${table}`)
  if (triggered !== undefined) return [{ table: triggered, waiting: 'writers', work: 'none' }]
  const dropped = found(`^drop table (?:if exists )?${table}`)
  if (dropped !== undefined) return [{ table: dropped, waiting: 'all', work: 'none' }]
  const changed = found(`^(?:update|delete from) (?:only )?${table}`)
  return changed === undefined ? [] : [{ table: changed, waiting: 'rows', work: 'rewrite' }]
}

function workOfAlter(statement: string): TableLock['work'] {
  const isVolatile =
    /add (?:column )?.*default (?:gen_random_uuid|random|clock_timestamp|nextval)\(/i
  if (/alter (?:column )?\S+ (?:set data )?type /i.test(statement) || isVolatile.test(statement))
    return 'rewrite'
  if (/\badd (?:constraint \S+ )?(?:primary key|unique)\b/i.test(statement)) return 'index'
  const isChecked =
    /\bset not null\b|\badd (?:constraint \S+ )?(?:check|foreign key)\b|\breferences\b/i
  return isChecked.test(statement) && !/\bnot valid\b/i.test(statement) ? 'scan' : 'none'
}

/**
 * What older programs can't do after the statement, where it takes away or narrows what they use; undefined for
 * one that only adds. Check constraints can narrow too: who writes one decides that.
 */
export function contractionOf(statement: string): string | undefined {
  const [, contracts] = contractions.find(([pattern]) => pattern.test(statement)) ?? []
  return contracts
}

const contractions: readonly (readonly [RegExp, string])[] = [
  [/^drop (?:table|view|schema|sequence|function|type)\b/i, 'drops what they may use'],
  [/^alter (?:table|view|schema|sequence) .*\brename\b/i, 'renames what they may use'],
  [/^alter table .*\bset schema\b/i, 'moves what they may use'],
  [/^alter table .*\bdrop column\b/i, 'drops a column that they may use'],
  [/^alter table .*\bset not null\b/i, 'refuses rows of theirs that lack the column'],
  [/^alter table .*\balter (?:column )?\S+ (?:set data )?type\b/i, 'changes the type of a column'],
  [
    /^alter table .*\badd (?:column )?(?:if not exists )?(?!constraint\b|check\b|primary\b|unique\b|foreign\b)(?:(?!, (?:add|drop|alter) | default | generated ).)*\bnot null\b(?:(?!, (?:add|drop|alter) | default | generated ).)*(?:, (?:add|drop|alter) |$)/i,
    'adds a column that their rows lack',
  ],
]

/** The tables that the statement creates: nobody uses them yet. */
export function createdBy(statement: string): string | undefined {
  const pattern = new RegExp(`^create table (?:if not exists )?${table}`, 'i')
  return pattern.exec(statement)?.[1]?.replaceAll('"', '')
}

/** The table that a statement changes, for a contraction of a new table. */
export const tableOf = (statement: string): string | undefined => locksOf(statement)[0]?.table
