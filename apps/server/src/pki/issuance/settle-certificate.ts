import type { IssuingPermit } from './contract.ts'
import type { Tx } from '#platform/db.ts'
import type { CertificateIssued } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import { findBySerial, type StoredCertificate } from './store.ts'
import type { Step } from './write-together.ts'

/**
 * Adds the certificate, whose signature was checked, to the row. Returns the row as it is from now on, which
 * another process may have written; undefined when the row was voided.
 */
export const settling = (
  row: StoredCertificate,
  der: Uint8Array,
  permit: IssuingPermit,
): Step<Uint8Array | undefined> => ({
  write: { issued: { issuer: row.issuer, serial: row.serial, der } },
  event: issuedEvent(row),
  permit,
  response: (tx, isWritten) => (isWritten ? der : derOf(tx, row)),
})

async function derOf(
  tx: Tx,
  { issuer, serial }: StoredCertificate,
): Promise<Uint8Array | undefined> {
  const now = await findBySerial(tx, { issuer, serial })
  return now?.state === 'issued' ? now.der : undefined
}

export const issuedEvent = (row: Parameters<typeof aboutCertificate>[0]): CertificateIssued => ({
  type: 'CertificateIssued',
  ...aboutCertificate(row),
})
