import type { Instant } from '@sotevarmenne/kernel/instant'
import { timestamp, type Tx } from '#platform/db.ts'
import type { IssuerId, ProfileId } from '#authority/contract.ts'
import type { CertificateRow, SerialNumber } from './contract.ts'

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
  readonly tbs: Uint8Array
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly reservedAt: Instant
}

/** A row with what the issuing path needs to go on with it. */
export type StoredCertificate = CertificateRow & {
  readonly requestKey: string
  readonly keyDigest: string
  readonly tbs: Uint8Array
}

/** Answers whether the row was added: not when the request or the key has one that was not given up. */
export async function insertReserved(tx: Tx, reserved: Reservation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await certificates(tx)
    .insertInto('certificates.certificate')
    .values({
      issuer: reserved.issuer,
      serial: reserved.serial,
      profile: reserved.profile,
      state: 'reserved',
      request_key: reserved.requestKey,
      key_digest: reserved.keyDigest,
      holder: reserved.holder ?? null,
      card_id: reserved.cardId ?? null,
      tbs: Buffer.from(reserved.tbs),
      der: null,
      not_before: timestamp(reserved.notBefore),
      not_after: timestamp(reserved.notAfter),
      reserved_at: timestamp(reserved.reservedAt),
      settled_at: null,
      void_reason: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** Answers whether the row was still reserved. */
export async function saveIssued(
  tx: Tx,
  {
    issuer,
    serial,
    der,
    now,
  }: CertificateKey & { readonly der: Uint8Array; readonly now: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await certificates(tx)
    .updateTable('certificates.certificate')
    .set({ state: 'issued', der: Buffer.from(der), settled_at: timestamp(now) })
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .where('state', '=', 'reserved')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Answers whether the row was still reserved. */
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
    .updateTable('certificates.certificate')
    .set({ state: 'void', void_reason: reason, settled_at: timestamp(now) })
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .where('state', '=', 'reserved')
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export type CertificateKey = { readonly issuer: IssuerId; readonly serial: SerialNumber }

export async function findBySerial(
  tx: Tx,
  { issuer, serial }: { readonly issuer: string; readonly serial: string },
): Promise<StoredCertificate | undefined> {
  const row = await certificates(tx)
    .selectFrom('certificates.certificate')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('serial', '=', serial)
    .executeTakeFirst()
  return row && parseRow(row)
}

/** The row of the request that was not given up. */
export async function findByRequestKey(
  tx: Tx,
  requestKey: string,
): Promise<StoredCertificate | undefined> {
  const row = await certificates(tx)
    .selectFrom('certificates.certificate')
    .selectAll()
    .where('request_key', '=', requestKey)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  return row && parseRow(row)
}

export async function isKeyUsed(tx: Tx, keyDigest: string): Promise<boolean> {
  const row = await certificates(tx)
    .selectFrom('certificates.certificate')
    .select('serial')
    .where('key_digest', '=', keyDigest)
    .where('state', '<>', 'void')
    .executeTakeFirst()
  return row !== undefined
}

export async function findByCard(tx: Tx, cardId: string): Promise<readonly StoredCertificate[]> {
  const rows = await certificates(tx)
    .selectFrom('certificates.certificate')
    .selectAll()
    .where('card_id', '=', cardId)
    .orderBy('reserved_at')
    .orderBy('serial')
    .execute()
  return rows.map(parseRow)
}

/** Rows that are neither issued nor given up, oldest first. A crash leaves a handful. */
export async function findHalfMade(tx: Tx): Promise<readonly StoredCertificate[]> {
  const rows = await certificates(tx)
    .selectFrom('certificates.certificate')
    .selectAll()
    .where('state', '=', 'reserved')
    .orderBy('reserved_at')
    .execute()
  return rows.map(parseRow)
}

type CertificateTable = {
  issuer: string
  serial: string
  profile: string
  state: 'reserved' | 'issued' | 'void'
  request_key: string
  key_digest: string
  holder: string | null
  card_id: string | null
  tbs: Uint8Array
  der: Uint8Array | null
  not_before: Instant
  not_after: Instant
  reserved_at: Instant
  settled_at: Instant | null
  void_reason: string | null
}

const certificates = (tx: Tx) =>
  tx.$extendTables<{ 'certificates.certificate': CertificateTable }>()

/** The one place that reads rows: their values were written by `insertReserved`. */
function parseRow(row: CertificateTable): StoredCertificate {
  const common = {
    issuer: row.issuer as IssuerId,
    serial: row.serial as SerialNumber,
    profile: row.profile as ProfileId,
    notBefore: row.not_before,
    notAfter: row.not_after,
    ...(row.holder === null ? {} : { holder: row.holder }),
    ...(row.card_id === null ? {} : { cardId: row.card_id }),
    requestKey: row.request_key,
    keyDigest: row.key_digest,
    tbs: row.tbs,
  }
  if (row.state === 'issued' && row.der !== null)
    return { ...common, state: 'issued', der: row.der }
  if (row.state === 'void') return { ...common, state: 'void', reason: row.void_reason ?? '' }
  return { ...common, state: 'reserved' }
}
