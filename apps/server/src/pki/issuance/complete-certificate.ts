import type { IssuingPermit } from './contract.ts'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { noEvidence } from '@sotevarmenne/issuing/socket/evidence'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import type { LintedTbs, SignerRefusal } from '#pki/ca/contract.ts'
import { lintTbs, type Issuer } from '#pki/ca/index.ts'
import type { CertificateVoided, IssuedCertificate, IssueRefusal } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { Issuing } from './issuing.ts'
import { settling } from './settle-certificate.ts'
import { saveVoid, type StoredCertificate } from './store.ts'

/**
 * Completes a reserved row: signed and issued, or voided. May run twice, and in two processes at once: the
 * signer gives the same bytes the same signature. Without the evidence that came with the request, a person's
 * certificate is only completed if it was signed before: the card that it was for is tried again with new keys.
 */
export async function completeCertificate(
  issuing: Issuing,
  permit: IssuingPermit,
  row: StoredCertificate,
  evidence: Uint8Array = noEvidence,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  if (row.state === 'issued') return ok(issuedOf(row, row.der))

  const linted = lintTbs(row.tbs, { issuer: issuerOf(issuing, row), profile: row.profile })
  if (!linted.ok)
    return voidUnlessSigned(issuing, permit, row, {
      kind: 'lint-failed',
      findings: linted.refusal,
    })
  return signAndSettle(issuing, permit, row, { linted: linted.value, evidence })
}

/** The remaining steps for a row whose bytes have just been linted. */
export async function signAndSettle(
  issuing: Issuing,
  permit: IssuingPermit,
  row: StoredCertificate,
  { linted, evidence }: { readonly linted: LintedTbs; readonly evidence: Uint8Array | undefined },
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const signature = await issuing.signer.signCertificate(linted, evidence)
  if (signature.ok) return settle(issuing, permit, row, signature.value)
  const { refusal } = signature
  if (refusal.kind === 'signer-unavailable') return refuse({ kind: 'signer-unavailable' })
  return voidUnlessSigned(
    issuing,
    permit,
    row,
    refusal.kind === 'outside-time-window'
      ? { kind: 'clock-skew' }
      : { kind: 'signer-refused', refusal },
  )
}

/**
 * What is refused now may have been signed before, by the rules and issuers of that time: then it is issued.
 * Only what the signer has promised never to sign is voided; while the signer can't be reached, the row
 * stays.
 */
async function voidUnlessSigned(
  issuing: Issuing,
  permit: IssuingPermit,
  row: StoredCertificate,
  refusal: IssueRefusal,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const promised = await issuing.signer.voidReservation(row)
  if (!promised.ok) {
    // Somebody must look: other bytes were signed under this serial, or the two are of different versions.
    if (!mayBeRequestedLater.has(promised.refusal.kind))
      throw new Error(`${row.serial} can't be voided: ${promised.refusal.kind}`)
    return refuse({ kind: 'signer-unavailable' })
  }
  if (promised.value !== undefined) return settle(issuing, permit, row, promised.value)
  await voidReservation(issuing, permit, row, reasonOf(refusal))
  return refuse(refusal)
}

/** A process without the right to void leaves it to recovery, which has it. */
const mayBeRequestedLater: ReadonlySet<IssueRefusal['kind'] | SignerRefusal['kind']> = new Set([
  'signer-unavailable',
  'not-for-this-client-role',
])

const reasonOf = (refusal: IssueRefusal): string =>
  refusal.kind === 'signer-refused' ? refusal.refusal.kind : refusal.kind

async function settle(
  issuing: Issuing,
  permit: IssuingPermit,
  row: StoredCertificate,
  signature: Uint8Array,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  // A card is produced with a person's certificate: an unusable one would cost a visit.
  const isOneOfMany = row.holder === undefined
  // The row stays reserved: the signer's response is not a signature of this issuer, and somebody must look.
  if (!(await issuing.isSigned({ issuer: row.issuer, data: row.tbs, signature, isOneOfMany })))
    throw new Error(`the signer's signature on ${row.serial} does not verify`)

  const { signatureAlgorithm } = issuerOf(issuing, row)
  const der = assembleCertificate({ tbs: row.tbs, signatureAlgorithm, signature })
  const settled = await issuing.write(settling(row, der, permit))
  // As the signer promises before a row is voided, only a manual change or another signing log can cause this.
  if (settled === undefined) throw new Error(`${row.serial} was voided though it was signed`)
  return ok(issuedOf(row, settled))
}

function issuerOf({ issuers }: Issuing, row: StoredCertificate): Issuer {
  const issuer = issuers.find(row.issuer)
  if (issuer === undefined) throw new Error(`unknown issuer of a row: ${row.issuer}`)
  return issuer
}

async function voidReservation(
  { db, clock, recordAll }: Issuing,
  permit: IssuingPermit,
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

/** Without the fields that only the issuing path needs. */
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
