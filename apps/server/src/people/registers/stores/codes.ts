import type { TroubleOfCopy } from '@sotevarmenne/api/registers'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { CodedOrganisation, CodedVersion, CodeList, CodesTouched } from '../contract.ts'

export type CodeCopy = {
  readonly copyId: number
  readonly takenAt: Instant
  readonly entries: number
  /** Compared with the previous copy. */
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** A list that was not copied: its entries stay. */
  readonly leftOut?: LeftOut
}

export type LeftOut = {
  readonly codeList: 'kanta-intermediaries'
  readonly because: TroubleOfCopy
}

/** One copy at a time: a second one waits, and then compares with the result of the first. */
export const takeTurnToCopy = (tx: Tx): Promise<unknown> =>
  sql`lock table registers.code_copy in share row exclusive mode`.execute(tx)

export async function lastCopy(tx: Tx): Promise<CodeCopy | undefined> {
  const { rows } = await sql<CopyRow>`
    select copy_id, taken_at, entries, added, changed, removed, left_out
    from registers.code_copy order by copy_id desc limit 1`.execute(tx)
  const [row] = rows
  return row && copyOf(row)
}

/** When all lists were last copied; if never, since when it has been tried. */
export async function wholeSince(tx: Tx): Promise<Instant | undefined> {
  const { rows } = await sql<{ at: Instant | null }>`
    select coalesce(max(taken_at) filter (where left_out is null), min(taken_at)) as at
    from registers.code_copy`.execute(tx)
  return rows[0]?.at ?? undefined
}

export async function insertCopy(tx: Tx, copy: Omit<CodeCopy, 'copyId'>): Promise<number> {
  const { takenAt, entries, added, changed, removed, leftOut } = copy
  const { rows } = await sql<{ copy_id: number }>`
    insert into registers.code_copy (taken_at, entries, added, changed, removed, left_out)
    values (${timestamp(takenAt)}, ${entries}, ${added}, ${changed}, ${removed},
      ${leftOut === undefined ? null : json(leftOut)})
    returning copy_id`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('the new copy has no number')
  return row.copy_id
}

/** Intermediaries give no care and are in a table of their own: no provider is found there. */
const tableOf = (codeList: CodeList) =>
  sql.table(
    codeList === 'kanta-intermediaries'
      ? 'registers.kanta_intermediary'
      : 'registers.coded_organisation',
  )

/** All current entries of the code list. */
export async function standingIn(
  tx: Tx,
  codeList: CodeList,
): Promise<readonly CodedOrganisation[]> {
  const { rows } = await sql<{ entry: CodedOrganisation }>`
    select entry from ${tableOf(codeList)}
    where code_list = ${codeList} and until_copy is null`.execute(tx)
  return rows.map(({ entry }) => entry)
}

/** Ends the current entries of the code list with these codes. */
export async function endEntries(
  tx: Tx,
  codeList: CodeList,
  { oids, copyId }: { readonly oids: readonly Oid[]; readonly copyId: number },
): Promise<void> {
  await sql`
    update ${tableOf(codeList)} set until_copy = ${copyId}
    where code_list = ${codeList} and oid = any(${oids}) and until_copy is null`.execute(tx)
}

/** Inserts them as current from the copy on, a thousand in one statement. */
export async function insertEntries(
  tx: Tx,
  codeList: CodeList,
  { entries, copyId }: { readonly entries: readonly CodedOrganisation[]; readonly copyId: number },
): Promise<void> {
  for (let first = 0; first < entries.length; first += 1000) {
    const some = entries.slice(first, first + 1000)
    await sql`
      insert into ${tableOf(codeList)} (code_list, oid, from_copy, business_id, entry)
      select entry->>'codeList', entry->>'oid', ${copyId}::bigint, entry->>'businessId', entry
      from jsonb_array_elements(${json(some)}) as entry`.execute(tx)
  }
}

export async function entryByOid(tx: Tx, oid: Oid): Promise<CodedOrganisation | undefined> {
  const { rows } = await sql<{ entry: CodedOrganisation }>`
    select entry from registers.coded_organisation
    where oid = ${oid} and until_copy is null order by code_list limit 1`.execute(tx)
  return rows[0]?.entry
}

/** The organisation first, then its units, at most `limit` of them. */
export async function entriesOfBusiness(
  tx: Tx,
  businessId: BusinessId,
  limit: number,
): Promise<readonly CodedOrganisation[]> {
  const { rows } = await sql<{ entry: CodedOrganisation }>`
    select entry from registers.coded_organisation
    where business_id = ${businessId} and until_copy is null
    order by oid limit ${limit}`.execute(tx)
  return rows.map(({ entry }) => entry)
}

/** Oldest first. */
export async function versionsOf(tx: Tx, oid: Oid): Promise<readonly CodedVersion[]> {
  const { rows } = await sql<{ entry: CodedOrganisation; since: Instant; until: Instant | null }>`
    select entry, began.taken_at as since, ended.taken_at as until
    from registers.coded_organisation
    join registers.code_copy began on began.copy_id = from_copy
    left join registers.code_copy ended on ended.copy_id = until_copy
    where oid = ${oid} order by from_copy, code_list`.execute(tx)
  return rows.map(({ entry, since, until }) => ({
    organisation: entry,
    from: since,
    ...(until !== null && { until }),
  }))
}

/** Cost grows with the changes only: each of the three has an index of its own. */
export async function touchedSince(tx: Tx, copyId: number): Promise<CodesTouched | undefined> {
  const last = await lastCopy(tx)
  if (last === undefined) return undefined
  const on = dateInHelsinki(last.takenAt)
  const { rows: begins } = await sql<CopyRow>`
    select * from registers.code_copy where copy_id = ${copyId}`.execute(tx)
  const from = begins[0] ? dateInHelsinki(begins[0].taken_at) : ''
  const { rows } = await sql<{ oid: Oid; has_ended: boolean }>`
    with touched as (
      select oid from registers.coded_organisation where from_copy > ${copyId}
      union
      select oid from registers.coded_organisation where until_copy > ${copyId}
      union
      select oid from registers.coded_organisation
      where until_copy is null and entry ->> 'validTo' >= ${from} and entry ->> 'validTo' < ${on}
    )
    select oid, not exists (
      select from registers.coded_organisation now
      where now.oid = touched.oid and now.until_copy is null
        and coalesce(now.entry ->> 'validTo' >= ${on}, true)
    ) as has_ended
    from touched order by oid`.execute(tx)
  return {
    upTo: last.copyId,
    codes: rows.map(({ oid, has_ended }) => ({ oid, hasEnded: has_ended })),
  }
}

type CopyRow = {
  copy_id: number
  taken_at: Instant
  entries: number
  added: number
  changed: number
  removed: number
  left_out: LeftOut | null
}

const copyOf = (row: CopyRow): CodeCopy => ({
  copyId: row.copy_id,
  takenAt: row.taken_at,
  entries: row.entries,
  added: row.added,
  changed: row.changed,
  removed: row.removed,
  ...(row.left_out !== null && { leftOut: row.left_out }),
})
