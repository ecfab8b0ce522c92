import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import { lintTbs } from '#authority/index.ts'
import type { Permit } from '#platform/permit.ts'
import type {
  CertificateIssued,
  CertificateVoided,
  IssuedCertificate,
  IssueRefusal,
} from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { Issuing } from './issuing.ts'
import { findBySerial, saveIssued, saveVoid, type StoredCertificate } from './store.ts'

/**
 * Takes a written row to its end: signed and issued, or given up. May run twice, and in two processes at once: the
 * signer gives the same bytes the same signature.
 */
export async function completeCertificate(
  issuing: Issuing,
  permit: Permit,
  row: StoredCertificate,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  if (row.state === 'issued') return ok(issuedOf(row, row.der))

  const issuer = issuing.issuers.find(row.issuer)
  if (issuer === undefined) throw new Error(`the issuer ${row.issuer} of a row is not known`)
  const linted = lintTbs(row.tbs, { issuer, profile: row.profile })
  if (!linted.ok) {
    await giveUp(issuing, permit, row, 'lint-failed')
    return refuse({ kind: 'lint-failed', findings: linted.refusal })
  }

  const signature = await issuing.signer.signCertificate(linted.value)
  if (!signature.ok) {
    if (signature.refusal.kind === 'signer-unavailable')
      return refuse({ kind: 'signer-unavailable' })
    await giveUp(issuing, permit, row, signature.refusal.kind)
    return refuse({ kind: 'signer-refused', refusal: signature.refusal })
  }

  const { signatureAlgorithm, spki } = issuer
  const isSigned = verifySignature({
    algorithm: signatureAlgorithm,
    spki,
    data: row.tbs,
    signature: signature.value,
  })
  // The row stays reserved: what the signer answered is no signature of this issuer, and somebody must look.
  if (!isSigned) throw new Error(`the signer's signature on ${row.serial} does not verify`)

  const der = assembleCertificate({ tbs: row.tbs, signatureAlgorithm, signature: signature.value })
  return settle(issuing, permit, row, der)
}

const settle = (
  { db, clock, record }: Issuing,
  permit: Permit,
  row: StoredCertificate,
  der: Uint8Array,
): Promise<Result<IssuedCertificate, IssueRefusal>> =>
  db.write(
    async (tx) => {
      if (await saveIssued(tx, { ...row, der, now: clock.now() })) {
        const issued: CertificateIssued = { type: 'CertificateIssued', ...aboutCertificate(row) }
        await record(tx, issued, permit)
        return ok(issuedOf(row, der))
      }
      const now = await findBySerial(tx, row)
      if (now?.state !== 'issued') throw new Error(`${row.serial} was given up while it was signed`)
      return ok(issuedOf(now, now.der))
    },
    { isolation: 'read committed' },
  )

async function giveUp(
  { db, clock, record }: Issuing,
  permit: Permit,
  row: StoredCertificate,
  reason: string,
): Promise<void> {
  const written = await db.write<undefined, never>(
    async (tx) => {
      if (await saveVoid(tx, { ...row, reason, now: clock.now() })) {
        const voided: CertificateVoided = {
          type: 'CertificateVoided',
          ...aboutCertificate(row),
          reason,
        }
        await record(tx, voided, permit)
      }
      return ok(undefined)
    },
    { isolation: 'read committed' },
  )
  if (!written.ok) unreachable(written.refusal)
}

/** Without what only the issuing path needs. */
export const issuedOf = (row: StoredCertificate, der: Uint8Array): IssuedCertificate => ({
  issuer: row.issuer,
  serial: row.serial,
  profile: row.profile,
  der,
  notBefore: row.notBefore,
  notAfter: row.notAfter,
  ...(row.holder === undefined ? {} : { holder: row.holder }),
  ...(row.cardId === undefined ? {} : { cardId: row.cardId }),
})
