import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import type { LintedTbs } from '#authority/contract.ts'
import { lintTbs, type Issuer } from '#authority/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { CertificateVoided, IssuedCertificate, IssueRefusal } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { Issuing } from './issuing.ts'
import { saveVoid, type StoredCertificate } from './store.ts'

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

  const issuer = issuerOf(issuing, row)
  const linted = lintTbs(row.tbs, { issuer, profile: row.profile })
  if (!linted.ok) {
    await giveUp(issuing, permit, row, 'lint-failed')
    return refuse({ kind: 'lint-failed', findings: linted.refusal })
  }
  return signAndSettle(issuing, permit, row, linted.value)
}

/** The rest of the path for a row whose bytes have been linted just now. */
export async function signAndSettle(
  issuing: Issuing,
  permit: Permit,
  row: StoredCertificate,
  linted: LintedTbs,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const signature = await issuing.signer.signCertificate(linted)
  if (!signature.ok) {
    if (signature.refusal.kind === 'signer-unavailable')
      return refuse({ kind: 'signer-unavailable' })
    await giveUp(issuing, permit, row, signature.refusal.kind)
    return refuse({ kind: 'signer-refused', refusal: signature.refusal })
  }

  const issuer = issuerOf(issuing, row)
  // The row stays reserved: what the signer answered is no signature of this issuer, and somebody must look.
  if (!(await issuing.isSignedBy(issuer, { data: row.tbs, signature: signature.value })))
    throw new Error(`the signer's signature on ${row.serial} does not verify`)

  const { signatureAlgorithm } = issuer
  const der = assembleCertificate({ tbs: row.tbs, signatureAlgorithm, signature: signature.value })
  return ok(issuedOf(row, await issuing.settle({ row, der, permit })))
}

function issuerOf({ issuers }: Issuing, row: StoredCertificate): Issuer {
  const issuer = issuers.find(row.issuer)
  if (issuer === undefined) throw new Error(`the issuer ${row.issuer} of a row is not known`)
  return issuer
}

async function giveUp(
  { db, clock, recordAll }: Issuing,
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
        await recordAll(tx, [{ event: voided, permit }])
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
