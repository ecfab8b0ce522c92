import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql, type RawBuilder } from 'kysely'
import { textArray } from '#platform/arrays.ts'
import { timestamp, type Tx } from '#platform/db.ts'
import type { AuditEntry } from '../contract.ts'
import { placedEntries, placedEntryOf, withoutAccess, type PlacedEntry } from './entries.ts'
import { storedEntryOf, tables } from './tables.ts'

/** Whose or what history it is. A card has that of its order too. */
export type HistorySubject =
  | { readonly personId: string }
  | { readonly cardId: string; readonly orderId?: string | undefined }
  | { readonly orderId: string }
  | { readonly organisationId: string }

const isAbout = (of: HistorySubject): RawBuilder<boolean> => {
  if ('personId' in of) return sql`about_person = ${of.personId}`
  if ('organisationId' in of) return sql`facts->>'organisationId' = ${of.organisationId}`
  if (!('cardId' in of)) return sql`about_order = ${of.orderId}`
  // The order of a spare card is that of the actual card: its own entries name the card.
  return of.orderId === undefined
    ? sql`about_card = ${of.cardId}`
    : sql`(about_card = ${of.cardId} or about_order = ${of.orderId} and about_card is null)`
}

/** Entries about the subject in the order of the tree, after a position and within a size. */
export async function entriesAbout(
  tx: Tx,
  of: HistorySubject,
  {
    after,
    size,
    limit,
    withoutViews,
    from,
    before,
  }: {
    readonly after: number | undefined
    readonly size: number
    readonly limit: number
    readonly withoutViews: boolean
    readonly from?: Instant
    /** Exclusive. */
    readonly before?: Instant
  },
): Promise<readonly PlacedEntry[]> {
  let found = placedEntries(tx).where(isAbout(of)).where('position', '<', size)
  if (after !== undefined) found = found.where('position', '>', after)
  if (withoutViews) found = found.where(withoutAccess)
  if (from !== undefined) found = found.where('at', '>=', timestamp(from))
  if (before !== undefined) found = found.where('at', '<', timestamp(before))
  const rows = await found.orderBy('position').limit(limit).execute()
  return rows.map(placedEntryOf)
}

/**
 * Those of the ids (of people, cards and orders) with an entry in that time other than an access record:
 * about them, or by them. Without a time: with any.
 */
export async function namedAmong(
  tx: Tx,
  ids: readonly string[],
  { from, before }: { readonly from?: Instant | undefined; readonly before?: Instant | undefined },
): Promise<ReadonlySet<string>> {
  const inTime = sql`${from === undefined ? sql`true` : sql`at >= ${timestamp(from)}`}
    and ${before === undefined ? sql`true` : sql`at < ${timestamp(before)}`} and ${withoutAccess}`
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${textArray(ids)}::text[]) as requested (id)
    where exists (select from audit.entry where about_person = id and ${inTime})
      or exists (select from audit.entry where about_card = id and ${inTime})
      or exists (select from audit.entry where about_order = id and ${inTime})
      or exists (select from audit.entry
        where coalesce(actor->>'personId', actor->>'clientId', actor->>'name') = id and ${inTime})`.execute(
    tx,
  )
  return new Set(rows.map(({ id }) => id))
}

/**
 * How many entries of the type the person made since then. Locks the person's count until the transaction
 * ends: of two at once, the later sees the earlier.
 */
export async function countEntriesBy(
  tx: Tx,
  { personId, type, since }: Readonly<Record<'personId' | 'type', string>> & { since: Instant },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${personId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from audit.entry
    where coalesce(actor->>'personId', actor->>'clientId', actor->>'name') = ${personId}
      and at > ${timestamp(since)} and type = ${type}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** The entries of the issuer's revocations, by serial number. */
export async function entriesOfRevocations(
  tx: Tx,
  { issuer, serials }: { readonly issuer: string; readonly serials: readonly string[] },
): Promise<ReadonlyMap<string, AuditEntry>> {
  const rows = await tables(tx)
    .selectFrom('audit.entry')
    .selectAll()
    .where(sql`facts->>'serial'`, '=', sql`any(${textArray(serials)}::text[])`)
    .where('type', '=', 'CertificateRevoked')
    .where(sql`facts->>'issuer'`, '=', issuer)
    .execute()
  return new Map(
    rows.map((row) => {
      const { entry } = storedEntryOf(row)
      return [String(entry.facts['serial']), entry]
    }),
  )
}
