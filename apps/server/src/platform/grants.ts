// cspell:ignore nspname nspowner regrole polname polrelid regclass relrowsecurity
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
      await restrictRows(tx, grants)
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
  { roles, tables, sequences, functions }: Grants<Role>,
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
  ]
}

/**
 * Changes only what is different: a policy is changed under a lock that every reader of the table waits for, and
 * that waits for each of them.
 */
async function restrictRows<Role extends string>(tx: Tx, grants: Grants<Role>): Promise<void> {
  const { rows: policies } = await sql<{ name: string; text: string | null }>`
    select polname || ' on ' || polrelid::regclass as name, obj_description(oid, 'pg_policy') as text
    from pg_policy`.execute(tx)
  const present = new Map(policies.map(({ name, text }) => [name, text]))
  const { rows: tables } = await sql<{ name: string }>`
    select oid::regclass::text as name from pg_class where relrowsecurity`.execute(tx)
  const restricted = new Set(tables.map(({ name }) => name))
  const run = (statement: string) => sql.raw(statement).execute(tx)

  for (const table of new Set(grants.rows.map((row) => row.table))) {
    for (const [name, text] of policiesOf(grants, table)) {
      if (present.get(`${name} on ${table}`) === text) continue
      await run(`drop policy if exists ${name} on ${table}`)
      await run(`create policy ${name} on ${table} ${text}`)
      await run(`comment on policy ${name} on ${table} is '${text.replaceAll("'", "''")}'`)
    }
    if (!restricted.has(table)) await run(`alter table ${table} enable row level security`)
  }
}

/** The owner is not restricted; to the others every row is visible, and only checked rows are written. */
function policiesOf<Role extends string>(
  { roles, tables, rows }: Grants<Role>,
  table: string,
): readonly (readonly [name: string, text: string])[] {
  const checks = rows.filter((row) => row.table === table)
  const others = (Object.keys(tables[table] ?? {}) as Role[]).filter(
    (role) => !checks.some((check) => check.role === role),
  )
  const all = others.map((role) => roles[role]).join(', ')
  return [
    ['every_row', `to ${all} using (true) with check (true)`],
    ...checks.flatMap(({ role: of, check }) => {
      const role = roles[of]
      return [
        [`${role}_reads`, `for select to ${role} using (true)`],
        [`${role}_inserts`, `for insert to ${role} with check (${check})`],
        [`${role}_updates`, `for update to ${role} using (${check})`],
      ] as const
    }),
  ]
}

const schemaOf = (name: string): string => name.split('.')[0] ?? name
