import { formatInstant } from '@sotevarmenne/kernel/instant'
import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { readBytes } from '#platform/read-bytes.ts'
import type { EntriesMeasured, EntriesPage, Listed, CrlScope } from '../contract.ts'

/*
 * The entries of a CRL come from blocks: a thousand of a scope one behind the other, closed for good, each
 * with the positions that it covers (`after` to `last`, the next one's `after`). A block has the entries of
 * certificates that end at `ending_from` or later; the first of them ends at `earliest_end`. For a CRL that
 * is to have exactly these it is used as it is. Everywhere else the rows are read, which say the same: a
 * block only saves time.
 */

/** Closes blocks as far as the CRL goes, and rebuilds those with entries that have expired by then. */
export async function closeBlocks(
  tx: Tx,
  listed: Listed,
  entries: number = entriesABlock,
): Promise<void> {
  const endingFrom = endOf(listed)
  // One after another: two that closed at once could cover a position twice. Readers are not blocked.
  await sql`lock table revocation.entry_block in share row exclusive mode`.execute(tx)
  await sql`
    update revocation.entry_block as block
    set (count, bytes, ending_from, earliest_end, entries) = (
      select count(*), coalesce(sum(octet_length(entry)), 0), ${endingFrom},
        coalesce(min(not_after), 'infinity'),
        coalesce(string_agg(entry, ''::bytea order by position), ''::bytea)
      from revocation.revocation
      where ${isOf(listed)} and not_after >= ${endingFrom}
        and position > block.after and position <= block.last)
    where ${isBlockOf(listed)} and earliest_end < ${endingFrom}`.execute(tx)
  await sql`
    with closed as (
      select coalesce(max(last), 0) as last from revocation.entry_block where ${isBlockOf(listed)}
    ), open as (
      select position, entry, not_after,
        (row_number() over (order by position) - 1) / ${entries}::integer as block
      from revocation.revocation
      where ${isOf(listed)} and not_after >= ${endingFrom}
        and position > (select last from closed) and position <= ${listed.upTo}
    )
    insert into revocation.entry_block
      (issuer, shard, after, last, count, bytes, ending_from, earliest_end, entries)
    select ${listed.issuer}, ${listed.shard ?? null}::integer,
      lag(max(position), 1, (select last from closed)) over (order by block), max(position),
      count(*), sum(octet_length(entry)), ${endingFrom}, min(not_after),
      string_agg(entry, ''::bytea order by position)
    from open group by block having count(*) = ${entries}::integer`.execute(tx)
}

/** Ten of them make a page. */
const entriesABlock = 1000
const blocksAPage = 10

export async function measureEntries(tx: Tx, listed: Listed): Promise<EntriesMeasured> {
  const { rows: blocks } = await sql<EntriesMeasured & { after: number; last: number }>`
    select after, last, count, bytes from revocation.entry_block
    where ${isBlockOf(listed)} and ${isAsListed(listed)} order by last`.execute(tx)
  const parts: EntriesMeasured[] = [...blocks]
  let measured = 0
  for (const { after, last } of blocks) {
    if (after > measured) parts.push(await measureRows(tx, listed, measured, after))
    measured = last
  }
  parts.push(await measureRows(tx, listed, measured, listed.upTo))
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  }
}

/** A page comes from blocks, or from the rows that one of them covers, or from what is in no block yet. */
export async function entriesAfter(
  tx: Tx,
  listed: Listed,
  position: number,
): Promise<EntriesPage | undefined> {
  if (position >= listed.upTo) return undefined
  const { rows: blocks } = await sql<{ after: number; last: number; isWhole: boolean }>`
    select after, last, ${isAsListed(listed)} as "isWhole" from revocation.entry_block
    where ${isBlockOf(listed)} and last > ${position} order by last limit ${blocksAPage}`.execute(
    tx,
  )
  const [first] = blocks
  if (first === undefined) return packRows(tx, listed, position)
  if (!first.isWhole || first.after < position) {
    const upTo = Math.min(first.last, listed.upTo)
    const page = await packRows(tx, { ...listed, upTo }, position)
    return page ?? { entries: new Uint8Array(0), last: upTo }
  }
  const notWhole = blocks.findIndex(({ isWhole }) => !isWhole)
  const { last } = blocks.at(notWhole < 0 ? -1 : notWhole - 1) ?? first
  const entries = await readBytes(
    tx,
    sql`select entries from revocation.entry_block
      where ${isBlockOf(listed, (of) => sql.lit(of))}
        and last > ${sql.lit(position)} and last <= ${sql.lit(last)} order by last`,
  )
  return { entries, last }
}

async function measureRows(
  tx: Tx,
  listed: Listed,
  after: number,
  upTo: number,
): Promise<EntriesMeasured> {
  const { rows } = await sql<EntriesMeasured>`
    select count(*) as count, coalesce(sum(octet_length(entry)), 0)::bigint as bytes
    from revocation.revocation
    where ${isOf(listed)} and not_after >= ${endOf(listed)}
      and position > ${after} and position <= ${upTo}`.execute(tx)
  return rows[0] ?? { count: 0, bytes: 0 }
}

/** Many entries per row: a row for each would cost four times as much to read. */
async function packRows(tx: Tx, listed: Listed, after: number): Promise<EntriesPage | undefined> {
  const { rows } = await sql<{ entries: Uint8Array | null; last: number | null }>`
    select string_agg(entry, ''::bytea order by position) as entries, max(position) as last
    from (
      select position, entry from revocation.revocation
      where ${isOf(listed)} and not_after >= ${endOf(listed)}
        and position > ${after} and position <= ${listed.upTo}
      order by position limit ${entriesABlock * blocksAPage}
    ) as page`.execute(tx)
  const { entries, last } = rows[0] ?? { entries: null, last: null }
  return entries === null || last === null ? undefined : { entries, last }
}

const isOf = ({ issuer, shard }: CrlScope): RawBuilder<boolean> => sql<boolean>`
  issuer = ${issuer} ${shard === undefined ? sql`` : sql`and shard = ${shard}`}`

/** `value` writes a value into the query. */
const isBlockOf = (
  { issuer, shard }: CrlScope,
  value: (of: string | number) => RawBuilder<unknown> = (of) => sql`${of}`,
): RawBuilder<boolean> => sql<boolean>`
  issuer = ${value(issuer)}
  and ${shard === undefined ? sql`shard is null` : sql`shard = ${value(shard)}`}`

const isAsListed = (listed: Listed): RawBuilder<boolean> => sql<boolean>`
  (last <= ${listed.upTo} and ending_from <= ${endOf(listed)} and earliest_end >= ${endOf(listed)})`

const endOf = ({ endingFrom }: Listed): RawBuilder<unknown> =>
  sql`${endingFrom === undefined ? '-infinity' : formatInstant(endingFrom)}::timestamptz`
