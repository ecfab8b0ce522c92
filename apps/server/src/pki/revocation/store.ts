import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { encodeRevokedCertificate } from '@sotevarmenne/x509/crl-entry'
import { sql } from 'kysely'
import { bytesText, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { SerialNumber } from '#pki/issuance/contract.ts'
import type { CauseCount, CausesQueried, CrlReason, Revocation, ScopeTouched } from './contract.ts'

/**
 * Writes revocations one after another, so that a position is never visible before a lower one is: a reader
 * who polls by position misses none. Existing ones are left as they are; returns what was added.
 */
export async function appendRevocations(
  tx: Tx,
  revocations: readonly NewRevocation[],
  recordedAt: Instant,
): Promise<readonly Revocation[]> {
  await sql`lock table revocation.revocation in share row exclusive mode`.execute(tx)
  const rows = revocations.map((each) => ({
    issuer: each.issuer,
    serial: each.serial,
    reason: each.reason,
    cause: each.cause,
    revoked_at: formatInstant(each.revokedAt),
    not_after: formatInstant(each.notAfter),
    shard: each.shard,
    entry: bytesText(entryOf(each)),
  }))
  // A sequence is read outside the snapshot, so a transaction that waited for the lock gets a higher position.
  const added = await sql<{ position: number; issuer: string; serial: string }>`
    insert into revocation.revocation
      (position, recorded_at, issuer, serial, reason, cause, revoked_at, not_after, shard, entry)
    select nextval('revocation.revocation_position'), ${timestamp(recordedAt)}, new.*
    from json_to_recordset(${JSON.stringify(rows)}::json) as new (issuer text, serial text,
      reason text, cause text, revoked_at timestamptz, not_after timestamptz, shard integer, entry bytea)
    on conflict (issuer, serial) do nothing
    returning position, issuer, serial`.execute(tx)
  const bySerial = new Map(revocations.map((each) => [`${each.issuer} ${each.serial}`, each]))
  return added.rows.flatMap(({ position, issuer, serial }) => {
    const revocation = bySerial.get(`${issuer} ${serial}`)
    if (revocation === undefined) return []
    const { cause: _, shard: __, ...facts } = revocation
    return [{ position, ...facts }]
  })
}

export type NewRevocation = Omit<Revocation, 'position'> & {
  readonly cause: string
  readonly shard: number | undefined
}

/** The entry as in every CRL: encoded once, so that a CRL of a million is only concatenated. */
const entryOf = ({ serial, revokedAt, reason }: Omit<Revocation, 'position'>): Uint8Array =>
  encodeRevokedCertificate({
    serial: new Uint8Array(Buffer.from(serial, 'hex')),
    revokedAt,
    ...(reason === 'unspecified' ? {} : { reason }),
  })

export async function findTouched(tx: Tx, position: number): Promise<readonly ScopeTouched[]> {
  const { rows } = await sql<{
    issuer: string
    shard: number | null
    last: number
    count: number
    first_recorded_at: Instant
  }>`
    select issuer, shard, max(position) as last, count(*) as count,
      min(recorded_at) as first_recorded_at
    from revocation.revocation where position > ${position}
    group by issuer, shard`.execute(tx)
  return rows.map(({ issuer, shard, last, count, first_recorded_at }) => ({
    issuer: issuer as IssuerId,
    shard: shard ?? undefined,
    last,
    count,
    firstRecordedAt: first_recorded_at,
  }))
}

/**
 * Why certificates of the issuer were revoked, the most frequent cause first; see `Revocations.causesAfter`.
 */
export async function countCauses(
  tx: Tx,
  { issuer, position, upTo, lately }: CausesQueried,
): Promise<readonly CauseCount[]> {
  const { rows } = await sql<CauseCount>`
    select cause, count(*) as count from revocation.revocation
    where issuer = ${issuer} and position > ${position}
      ${upTo === undefined ? sql`` : sql`and position <= ${upTo}`}
      ${lately === undefined ? sql`` : sql`and (recorded_at >= ${timestamp(lately.recordedFrom)} or position > ${lately.listedUpTo})`}
    group by cause order by count desc, cause`.execute(tx)
  return rows
}

export const findRevocation = (
  tx: Tx,
  { issuer, serial }: { readonly issuer: string; readonly serial: string },
): Promise<Revocation | undefined> =>
  readOne(
    revocations(tx)
      .selectFrom('revocation.revocation')
      .selectAll()
      .where('issuer', '=', issuer)
      .where('serial', '=', serial),
    parseRow,
  )

export async function findSince(
  tx: Tx,
  { position, limit }: { readonly position: number; readonly limit: number },
): Promise<readonly Revocation[]> {
  const rows = await revocations(tx)
    .selectFrom('revocation.revocation')
    .selectAll()
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map(parseRow)
}

/** Those of the certificates of one issuer. */
export async function findAmong(
  tx: Tx,
  { issuer, serials }: { readonly issuer: string; readonly serials: readonly string[] },
): Promise<readonly Revocation[]> {
  const rows = await revocations(tx)
    .selectFrom('revocation.revocation')
    .selectAll()
    .where('issuer', '=', issuer)
    .where(sql<boolean>`serial = any(${serials}::text[])`)
    .execute()
  return rows.map(parseRow)
}

/** Those of one issuer after the position, in order, with what happened. */
export async function revocationsOfIssuer(
  tx: Tx,
  {
    issuer,
    position,
    limit,
  }: { readonly issuer: string; readonly position: number; readonly limit: number },
): Promise<readonly (Revocation & { readonly cause: string })[]> {
  const rows = await revocations(tx)
    .selectFrom('revocation.revocation')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('position', '>', position)
    .orderBy('position')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...parseRow(row), cause: row.cause }))
}

type RevocationTable = {
  position: number
  issuer: string
  serial: string
  reason: string
  cause: string
  revoked_at: Instant
  not_after: Instant
}

const revocations = (tx: Tx) => tx.$extendTables<{ 'revocation.revocation': RevocationTable }>()

/** The only place that parses rows: their values were written by `appendRevocations`. */
const parseRow = (row: RevocationTable): Revocation => ({
  position: row.position,
  issuer: row.issuer as IssuerId,
  serial: row.serial as SerialNumber,
  reason: row.reason as CrlReason,
  revokedAt: row.revoked_at,
  notAfter: row.not_after,
})
