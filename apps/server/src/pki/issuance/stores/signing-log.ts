import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { RowState } from '../store.ts'

/** A certificate in the signing log. */
export type SignedSerial = {
  readonly issuer: string
  /** Lower-case hexadecimal. */
  readonly serial: string
  /** SHA-256 of the bytes that were signed, hexadecimal. */
  readonly digest: string
}

/** A certificate that was signed, and its row in the database. */
export type SignedBesideRow = SignedSerial & {
  /** Null: there is no row. */
  readonly state: RowState | null
  /** Whether the row has the bytes that were signed; null where no bytes are known. */
  readonly isSame: boolean | null
}

/** Looks up the row of each, in one statement. */
export async function findBesideSigningLog(
  tx: Tx,
  signed: readonly SignedSerial[],
): Promise<readonly SignedBesideRow[]> {
  const { rows } = await sql<SignedBesideRow>`
    select signed.*, written.state, encode(sha256(written.tbs), 'hex') = signed.digest as "isSame"
    from json_to_recordset(${JSON.stringify(signed)}::json)
      as signed (issuer text, serial text, digest text)
    left join issuance.certificate as written
      on written.issuer = signed.issuer and written.serial = signed.serial`.execute(tx)
  return rows
}

/** How many certificates were issued here, revoked and expired ones too; without those of CAs. */
export async function countIssued(tx: Tx): Promise<number> {
  const { rows } = await sql<{ issued: number }>`
    select count(*)::integer as issued from issuance.certificate
    where state = 'issued' and profile not in ('ca-root', 'ca-issuing')`.execute(tx)
  return rows[0]?.issued ?? 0
}
