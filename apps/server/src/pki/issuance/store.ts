import { sql } from 'kysely'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { bytesArray, textArray, timestampArray } from '#platform/arrays.ts'
import { hasRow, prepared, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId, ProfileId } from '#pki/ca/contract.ts'
import type { CertificateRow, ClientId, ImportedCertificate, SerialNumber } from './contract.ts'

/** What is written before anything is signed. */
export type Reservation = {
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly profile: ProfileId
  readonly requestKey: string
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal: one key, one certificate. */
  readonly keyDigest: string
  readonly holder?: string
  readonly cardId?: string
  readonly clientId?: ClientId
  readonly tbs: Uint8Array
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly reservedAt: Instant
}

/** A row of the issuing path, with what is needed to complete it. */
export type StoredCertificate = Exclude<CertificateRow, ImportedCertificate> & {
  readonly requestKey: string
  readonly keyDigest: string
  readonly tbs: Uint8Array
}

export type IssuedRow = CertificateKey & { readonly der: Uint8Array }

/**
 * Adds rows and completes others in one statement, however many there are. Returns those that it wrote: a row
 * is not added if another that was not voided has its request or key, and not completed if it is no longer
 * reserved. That is tested by a column that only a reserved row lacks: by its state, PostgreSQL would scan
 * the index of incomplete rows, where each completed row stays until the next vacuum. And the number of rows
 * is stated: by default PostgreSQL assumes ten for an array parameter, reads a table of some hundreds whole,
 * and keeps doing so with a statement prepared while the table was small; with the number as a parameter it
 * assumes a tenth, and for one row it always uses the index.
 */
export async function writeRows(
  tx: Tx,
  {
    reserved,
    issued,
    now,
  }: {
    readonly reserved: readonly Reservation[]
    readonly issued: readonly IssuedRow[]
    readonly now: Instant
  },
): Promise<readonly CertificateKey[]> {
  const texts = (of: (row: Reservation) => string | undefined) =>
    sql`${textArray(reserved.map(of))}::text[]`
  const times = (of: (row: Reservation) => Instant) =>
    sql`${timestampArray(reserved.map(of))}::timestamptz[]`
  const written = await sql<CertificateKey>`${prepared}
    with added as (
      insert into issuance.certificate (issuer, serial, profile, state, request_key, key_digest,
        holder, card_id, client_id, tbs, not_before, not_after, reserved_at)
      select issuer, serial, profile, 'reserved', request_key, key_digest,
        holder, card_id, client_id, tbs, not_before, not_after, reserved_at
      from unnest(${texts(({ issuer }) => issuer)}, ${texts(({ serial }) => serial)},
        ${texts(({ profile }) => profile)}, ${texts(({ requestKey }) => requestKey)},
        ${texts(({ keyDigest }) => keyDigest)}, ${texts(({ holder }) => holder)},
        ${texts(({ cardId }) => cardId)}, ${texts(({ clientId }) => clientId)}::uuid[],
        ${bytesArray(reserved.map(({ tbs }) => tbs))}::bytea[], ${times(({ notBefore }) => notBefore)},
        ${times(({ notAfter }) => notAfter)}, ${times(({ reservedAt }) => reservedAt)}
      ) as new (issuer, serial, profile, request_key, key_digest, holder, card_id, client_id, tbs,
        not_before, not_after, reserved_at)
      on conflict do nothing
      returning issuer, serial
    ), completed as (
      update issuance.certificate as row
      set state = 'issued', der = signed.der, settled_at = ${timestamp(now)}
      from (
        select * from unnest(${textArray(issued.map(({ issuer }) => issuer))}::text[],
          ${textArray(issued.map(({ serial }) => serial))}::text[],
          ${bytesArray(issued.map(({ der }) => der))}::bytea[]) as new (issuer, serial, der)
        limit ${issued.length}
      ) as signed
      where row.issuer = signed.issuer and row.serial = signed.serial and row.settled_at is null
      returning row.issuer, row.serial
    )
    select issuer, serial from added union all select issuer, serial from completed`.execute(tx)
  return written.rows
}

/** Returns whether the row was still reserved. */
export async function saveVoid(
  tx: Tx,
  {
    issuer,
    serial,
    reason,
    now,
  }: CertificateKey & { readonly reason: string; readonly now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await certificates(tx)
    .updateTable('issuance.certificate')
    .set({ state: 'void', void_reason: reason, settled_at: timestamp(now) })
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .where('state', '=', 'reserved')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type CertificateKey = { readonly issuer: IssuerId; readonly serial: SerialNumber }

/** The key as one string, for maps and sets. */
export const nameOf = ({ issuer, serial }: CertificateKey): string => `${issuer} ${serial}`

/** Adds what is not there yet; returns how many were added. */
export async function insertImported(
  tx: Tx,
  imported: readonly Omit<ImportedCertificate, 'state'>[],
  now: Instant,
): Promise<number> {
  const rows = imported.map(({ issuer, serial, notAfter }) => ({
    issuer,
    serial,
    not_after: formatInstant(notAfter),
  }))
  const { numAffectedRows } = await sql`
    insert into issuance.certificate
      (issuer, serial, state, not_after, reserved_at, settled_at)
    select issuer, serial, 'imported', not_after, ${timestamp(now)}, ${timestamp(now)}
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as new (issuer text, serial text, not_after timestamptz)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

export async function findBySerial(
  tx: Tx,
  { issuer, serial }: { readonly issuer: string; readonly serial: string },
): Promise<CertificateRow | undefined> {
  const row = await certificates(tx)
    .selectFrom('issuance.certificate')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .executeTakeFirst()
  if (row?.state !== 'imported') return row && parseRow(row)
  return {
    state: 'imported',
    issuer: row.issuer as IssuerId,
    serial: row.serial as SerialNumber,
    notAfter: row.not_after,
  }
}

/** The row of the request that was not voided. */
export const findByRequestKey = (
  tx: Tx,
  requestKey: string,
): Promise<StoredCertificate | undefined> =>
  readOne(
    certificates(tx)
      .selectFrom('issuance.certificate')
      .selectAll()
      .where('request_key', '=', requestKey)
      .where('state', '<>', 'void'),
    parseRow,
  )

export const isKeyUsed = (tx: Tx, keyDigest: string): Promise<boolean> =>
  hasRow(
    certificates(tx)
      .selectFrom('issuance.certificate')
      .select('serial')
      .where('key_digest', '=', keyDigest)
      .where('state', '<>', 'void'),
  )

export const findByCard = (tx: Tx, cardId: string) => findWhere(tx, 'card_id', cardId)

export const findByHolder = (tx: Tx, holder: string) => findWhere(tx, 'holder', holder)

/** In any state, oldest first. */
async function findWhere(
  tx: Tx,
  column: 'card_id' | 'holder',
  value: string,
): Promise<readonly StoredCertificate[]> {
  const rows = await certificates(tx)
    .selectFrom('issuance.certificate')
    .selectAll()
    .where(column, '=', value)
    .orderBy('reserved_at')
    .orderBy('serial')
    .execute()
  return rows.map(parseRow)
}

/** Rows that are neither issued nor voided, oldest first. A crash leaves a handful. */
export async function findIncomplete(
  tx: Tx,
  reservedBefore: Instant,
): Promise<readonly StoredCertificate[]> {
  const rows = await certificates(tx)
    .selectFrom('issuance.certificate')
    .selectAll()
    .where('state', '=', 'reserved')
    .where('reserved_at', '<=', timestamp(reservedBefore))
    .orderBy('reserved_at')
    .execute()
  return rows.map(parseRow)
}

export type RowState = 'reserved' | 'issued' | 'void' | 'imported'

type CertificateTable = {
  issuer: string
  serial: string
  profile: string | null
  state: RowState
  request_key: string | null
  key_digest: string | null
  holder: string | null
  card_id: string | null
  tbs: Uint8Array | null
  der: Uint8Array | null
  not_before: Instant | null
  not_after: Instant
  reserved_at: Instant
  settled_at: Instant | null
  void_reason: string | null
}

const certificates = (tx: Tx) => tx.$extendTables<{ 'issuance.certificate': CertificateTable }>()

/** The only place that parses rows: their values were written by `writeRows`. */
function parseRow(row: CertificateTable): StoredCertificate {
  const { request_key: requestKey, key_digest: keyDigest, tbs, not_before: notBefore } = row
  if (requestKey === null || keyDigest === null || tbs === null || notBefore === null)
    throw new Error(`${row.serial} was not issued here`)
  const common = {
    issuer: row.issuer as IssuerId,
    serial: row.serial as SerialNumber,
    profile: row.profile as ProfileId,
    notBefore,
    notAfter: row.not_after,
    ...(row.holder === null ? {} : { holder: row.holder }),
    ...(row.card_id === null ? {} : { cardId: row.card_id }),
    requestKey,
    keyDigest,
    tbs,
  }
  if (row.state === 'issued' && row.der !== null)
    return { ...common, state: 'issued', der: row.der }
  if (row.state === 'void') return { ...common, state: 'void', reason: row.void_reason ?? '' }
  return { ...common, state: 'reserved' }
}
