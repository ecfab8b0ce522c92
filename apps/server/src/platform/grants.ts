// cspell:ignore nspname nspowner regrole
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Db, Tx } from './db.ts'

/**
 * What a database role may do with one thing: letters as PostgreSQL writes privileges (§ 5.8, table 5.1), each
 * optionally with its only columns. `ra`: SELECT, INSERT. `rw(state, der)`: SELECT, UPDATE of two columns.
 */
export type Rights = string

/** Rights by database role. */
export type RightsOf<Role extends string> = Readonly<Partial<Record<Role, Rights>>>

/** Everything that is granted in the database; what is not here is revoked. */
export type Grants<Role extends string> = {
  /** The database roles, by the name used here. */
  readonly roles: Readonly<Record<Role, string>>
  /** Tables and views, `schema.name`. A partition is reached through its table only. */
  readonly tables: Readonly<Record<string, RightsOf<Role>>>
  readonly sequences: Readonly<Record<string, readonly Role[]>>
  /** Functions with their argument types, such as `audit.erase_entries(bigint, bigint)`. */
  readonly functions: Readonly<Record<string, readonly Role[]>>
  /** The only rows of a table that a role may insert and change. All others are as its rights say. */
  readonly rows: readonly {
    readonly table: string
    readonly role: Role
    /** SQL over the new row's columns. */
    readonly check: string
  }[]
}

export const privileges = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
  D: 'truncate',
  m: 'maintain',
} as const
export type Privilege = (typeof privileges)[keyof typeof privileges]

export type ParsedRight = {
  readonly privilege: Privilege
  /** Undefined: all of them. */
  readonly columns: readonly string[] | undefined
}

export function parseRights(rights: Rights): readonly ParsedRight[] {
  if (!/^([rawdDm](\([a-z_]+(, [a-z_]+)*\))?)+$/.test(rights))
    throw new Error(`malformed rights: ${JSON.stringify(rights)}`)
  return [...rights.matchAll(/([rawdDm])(?:\(([^)]*)\))?/g)].map(([, letter, columns]) => ({
    privilege: privileges[letter as keyof typeof privileges],
    columns: columns?.split(', '),
  }))
}

/**
 * Creates the roles that don't exist, and makes the database grant what is listed and nothing else to them and
 * to everybody (`public`). Run by the owner of the tables, after the migrations; the same again changes nothing.
 */
export async function applyGrants<Role extends string>(
  db: Db,
  grants: Grants<Role>,
): Promise<void> {
  await createRoles(db, Object.values(grants.roles))
  const applied = await db.write(
    async (tx) => {
      // One at a time, like migrations: two at once would change the same rows of the catalogue.
      await sql`select pg_advisory_xact_lock(7236182)`.execute(tx)
      for (const statement of statementsFor(grants, await schemasOf(tx)))
        await sql.raw(statement).execute(tx)
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
  if (!applied.ok) throw new Error('unreachable: granting is never refused')
}

/** Roles belong to the whole server: another database of it may have created them already. */
async function createRoles(db: Db, roles: readonly string[]): Promise<void> {
  const missing = await db.read(async (tx) => {
    const { rows } = await sql<{ role: string }>`
      select role from unnest(${roles}::text[]) as role where to_regrole(role) is null`.execute(tx)
    return rows.map(({ role }) => role)
  })
  if (missing.length === 0) return
  try {
    await db.write(async (tx) => {
      for (const role of missing)
        // Created by two databases at once: the second finds it.
        await sql
          .raw(
            `do $$ begin create role ${role} login; exception when duplicate_object or unique_violation then null; end $$`,
          )
          .execute(tx)
      return ok(undefined)
    })
  } catch (cause) {
    throw new Error(
      `the database roles ${missing.join(', ')} don't exist and can't be created here: run createuser for each as the server's administrator`,
      { cause },
    )
  }
}

async function schemasOf(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select nspname as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
      and pg_has_role(nspowner, 'usage')
    order by name`.execute(tx)
  return rows.map(({ name }) => name)
}

function statementsFor<Role extends string>(
  { roles, tables, sequences, functions, rows }: Grants<Role>,
  schemas: readonly string[],
): readonly string[] {
  const everybody = ['public', ...Object.values<string>(roles)].join(', ')
  const roleOf = (role: string): string => roles[role as Role]
  const rolesOf = (given: readonly Role[]): string => given.map(roleOf).join(', ')
  const givenTo = (all: Readonly<Record<string, readonly Role[]>>) =>
    Object.entries(all).flatMap(([of, given]) =>
      given.length === 0 ? [] : [[of, rolesOf(given)] as const],
    )

  const tableGrants = Object.entries(tables).flatMap(([table, rights]) =>
    Object.entries(rights as Readonly<Record<string, Rights>>).map(([role, letters]) => {
      const listed = parseRights(letters).map(
        ({ privilege, columns }) => privilege + (columns ? ` (${columns.join(', ')})` : ''),
      )
      return { table, role, grant: `grant ${listed.join(', ')} on ${table} to ${roleOf(role)}` }
    }),
  )
  const usages = new Set(
    tableGrants.map(
      ({ table, role }) => `grant usage on schema ${schemaOf(table)} to ${roleOf(role)}`,
    ),
  )
  const restricted = [...new Set(rows.map(({ table }) => table))]
  return [
    // A temporary table is a way to run one's own definitions.
    `do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$`,
    'revoke create on schema public from public',
    'alter default privileges revoke execute on routines from public',
    ...schemas.flatMap((schema) => [
      `revoke all on schema ${schema} from ${everybody}`,
      ...['tables', 'sequences', 'routines'].map(
        (all) => `revoke all on all ${all} in schema ${schema} from ${everybody}`,
      ),
    ]),
    ...usages,
    ...tableGrants.map(({ grant }) => grant),
    ...givenTo(sequences).map(
      ([sequence, given]) => `grant usage on sequence ${sequence} to ${given}`,
    ),
    ...givenTo(functions).map(([of, given]) => `grant execute on function ${of} to ${given}`),
    ...restricted.flatMap((table) => rowPolicies(table)),
  ]

  /** The owner is not restricted; to the others every row is visible, and only checked rows are written. */
  function rowPolicies(table: string): readonly string[] {
    const checks = rows.filter((row) => row.table === table)
    const checkedRoles = checks.map(({ role }) => role)
    const others = (Object.keys(tables[table] ?? {}) as Role[]).filter(
      (role) => !checkedRoles.includes(role),
    )
    const policy = (name: string, text: string) => [
      `drop policy if exists ${name} on ${table}`,
      `create policy ${name} on ${table} ${text}`,
    ]
    return [
      `alter table ${table} enable row level security`,
      ...policy('every_row', `to ${rolesOf(others)} using (true) with check (true)`),
      ...checks.flatMap(({ role, check }) => [
        ...policy(`${roleOf(role)}_reads`, `for select to ${roleOf(role)} using (true)`),
        ...policy(`${roleOf(role)}_inserts`, `for insert to ${roleOf(role)} with check (${check})`),
        ...policy(`${roleOf(role)}_updates`, `for update to ${roleOf(role)} using (${check})`),
      ]),
    ]
  }
}

const schemaOf = (name: string): string => name.split('.')[0] ?? name
