import { accessEvent } from '@sotevarmenne/api/audit'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { sql, type Selectable } from 'kysely'
import { bytesText, prepared, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { EntryId, SaltedEntry, AuditEntry } from '../contract.ts'
import { storedEntryOf, tables, type EntryTable, type StoredEntry } from './tables.ts'

/** Appends entries, and marks them as pending for the tree. One statement for any number of entries. */
export async function insertEntries(tx: Tx, entries: readonly StoredEntry[]): Promise<void> {
  const rows = entries.map(({ entry, salt, digest }) => ({
    entry_id: entry.entryId,
    at: formatInstant(entry.at),
    type: entry.type,
    operation: entry.operation,
    actor: entry.actor,
    reason: entry.reason,
    point_id: entry.pointId,
    about_person: entry.about?.personId,
    about_card: entry.about?.cardId,
    about_order: entry.about?.orderId,
    facts: entry.facts,
    salt: bytesText(salt),
    digest: bytesText(digest),
  }))
  await sql`${prepared}
    with entry as (
      insert into audit.entry (entry_id, at, type, operation, actor, reason, point_id,
        about_person, about_card, about_order, facts, salt, digest)
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as new (
        entry_id uuid, at timestamptz, type text, operation text, actor jsonb, reason text, point_id text,
        about_person text, about_card text, about_order text, facts jsonb, salt bytea, digest bytea)
      returning arrived, entry_id, digest
    )
    insert into audit.pending (arrived, entry_id, digest)
    select arrived, entry_id, digest from entry`.execute(tx)
}

export type PlacedEntry = SaltedEntry & { readonly position: number }

/** An entry that has its position in the tree. */
export const placedEntry = (tx: Tx, entryId: string): Promise<PlacedEntry | undefined> =>
  readOne(placedEntries(tx).where('audit.entry.entry_id', '=', entryId as EntryId), placedEntryOf)

export type AuditLogFilter = {
  readonly personId?: string | undefined
  readonly cardId?: string | undefined
  readonly orderId?: string | undefined
  readonly organisationId?: string | undefined
  /** Of a certificate. */
  readonly serial?: string | undefined
  readonly withoutViews?: boolean
  readonly operation?: string | undefined
  /** The id of a person or a machine, or the name of a process. */
  readonly actor?: string | undefined
  /** From this instant on. */
  readonly from?: Instant | undefined
  /** Before this instant. */
  readonly to?: Instant | undefined
}

/** Where a page of the search ended. */
export type AuditLogPosition = { readonly at: Instant; readonly arrived: number }

export type FoundEntry = AuditLogPosition & {
  readonly entry: AuditEntry
  /** Undefined until it has one. */
  readonly position: number | undefined
}

/** By what an entry is found, each with an index of its own. */
const subjectColumns = {
  personId: sql<string | null>`about_person`,
  cardId: sql<string | null>`about_card`,
  orderId: sql<string | null>`about_order`,
  organisationId: sql<string | null>`facts->>'organisationId'`,
  serial: sql<string | null>`facts->>'serial'`,
} as const

/** Of entries that are no access records. Written out, so that PostgreSQL sees that an index fits. */
export const withoutAccess = sql<boolean>`type !~ ${sql.lit(accessEvent.source)}`

/** Entries that match the filter, newest first, starting after a position. */
export async function searchEntries(
  tx: Tx,
  {
    filter: { withoutViews = false, operation, actor, from, to, ...about },
    behind,
    limit,
  }: {
    readonly filter: AuditLogFilter
    readonly behind?: AuditLogPosition | undefined
    readonly limit: number
  },
): Promise<readonly FoundEntry[]> {
  let found = tables(tx)
    .selectFrom('audit.entry')
    .leftJoin('audit.leaf', 'audit.leaf.entry_id', 'audit.entry.entry_id')
    .selectAll('audit.entry')
    .select('audit.leaf.position')
  for (const [name, column] of Object.entries(subjectColumns)) {
    const value = about[name as keyof typeof subjectColumns]
    if (value !== undefined) found = found.where(column, '=', value)
  }
  if (withoutViews) found = found.where(withoutAccess)
  if (operation !== undefined) found = found.where('operation', '=', operation)
  if (actor !== undefined)
    found = found.where(
      sql`coalesce(actor->>'personId', actor->>'clientId', actor->>'name')`,
      '=',
      actor,
    )
  if (from !== undefined) found = found.where('at', '>=', timestamp(from))
  if (to !== undefined) found = found.where('at', '<', timestamp(to))
  if (behind !== undefined)
    found = found.where(sql<boolean>`(at, arrived) < (${timestamp(behind.at)}, ${behind.arrived})`)
  const rows = await found.orderBy('at', 'desc').orderBy('arrived', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    entry: storedEntryOf(row).entry,
    at: row.at,
    arrived: row.arrived,
    position: row.position ?? undefined,
  }))
}

/**
 * The person's own view of the audit log: everything about the person, and every export of the whole log
 * since the person's first entry. In the order of the tree, after a position and within a size.
 */
export async function entriesOfPerson(
  tx: Tx,
  {
    personId,
    behind,
    size,
    limit,
    withoutOwnViews = false,
    from,
    before,
  }: {
    readonly personId: string
    readonly behind: number | undefined
    readonly size: number
    readonly limit: number
    /** Leaves out what the person looked at, also in lists. */
    readonly withoutOwnViews?: boolean
    readonly from?: Instant
    /** Exclusive. */
    readonly before?: Instant
  },
): Promise<readonly PlacedEntry[]> {
  let found = placedEntries(tx)
    .where(
      sql<boolean>`(about_person = ${personId} or type = 'AuditLogExported' and at >=
        (select min(at) from audit.entry where about_person = ${personId}))`,
    )
    .where('position', '<', behind ?? size)
  if (withoutOwnViews)
    found = found.where(
      sql<boolean>`not (type ~ ${accessEvent.source} and coalesce(actor->>'personId', '') = ${personId})`,
    )
  if (from !== undefined) found = found.where('at', '>=', timestamp(from))
  if (before !== undefined) found = found.where('at', '<', timestamp(before))
  const rows = await found.orderBy('position', 'desc').limit(limit).execute()
  return rows.map(placedEntryOf)
}

export const placedEntries = (tx: Tx) =>
  tables(tx)
    .selectFrom('audit.entry')
    .innerJoin('audit.leaf', 'audit.leaf.entry_id', 'audit.entry.entry_id')
    .selectAll('audit.entry')
    .select('audit.leaf.position')

export const placedEntryOf = (
  row: Selectable<EntryTable> & { readonly position: number },
): PlacedEntry => {
  const { entry, salt } = storedEntryOf(row)
  return { entry, salt, position: row.position }
}
