import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { unreachable } from '@sotevarmenne/kernel/unreachable'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import type { LintedTbs } from '#pki/ca/contract.ts'
import { lintTbs, type Issuer } from '#pki/ca/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { CertificateVoided, IssuedCertificate, IssueRefusal } from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import type { Issuing } from './issuing.ts'
import { settling } from './settle-certificate.ts'
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

  const linted = lintTbs(row.tbs, { issuer: issuerOf(issuing, row), profile: row.profile })
  if (!linted.ok)
    return giveUpUnlessSigned(issuing, permit, row, {
      kind: 'lint-failed',
      findings: linted.refusal,
    })
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
  if (signature.ok) return settle(issuing, permit, row, signature.value)
  const { refusal } = signature
  if (refusal.kind === 'signer-unavailable') return refuse({ kind: 'signer-unavailable' })
  return giveUpUnlessSigned(
    issuing,
    permit,
    row,
    refusal.kind === 'outside-time-window'
      ? { kind: 'clocks-differ' }
      : { kind: 'signer-refused', refusal },
  )
}

/**
 * What is refused now may have been signed before, by the rules and issuers of that time: then it is issued. Only what
 * the signer has promised never to sign is given up; while it can't be asked, the row stays.
 */
async function giveUpUnlessSigned(
  issuing: Issuing,
  permit: Permit,
  row: StoredCertificate,
  refusal: IssueRefusal,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const promised = await issuing.signer.giveUp(row)
  if (!promised.ok) {
    // Somebody must look: under this serial other bytes were signed, or the two are not of one version.
    if (!mayBeAskedLater.has(promised.refusal.kind))
      throw new Error(`${row.serial} can't be given up: ${promised.refusal.kind}`)
    return refuse({ kind: 'signer-unavailable' })
  }
  if (promised.value !== undefined) return settle(issuing, permit, row, promised.value)
  await giveUp(issuing, permit, row, reasonOf(refusal))
  return refuse(refusal)
}

/** A process without the right to give up leaves it to recovery, which has it. */
const mayBeAskedLater: ReadonlySet<string> = new Set(['signer-unavailable', 'not-for-this-asker'])

const reasonOf = (refusal: IssueRefusal): string =>
  refusal.kind === 'signer-refused' ? refusal.refusal.kind : refusal.kind

async function settle(
  issuing: Issuing,
  permit: Permit,
  row: StoredCertificate,
  signature: Uint8Array,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  // A card is made with a person's certificate: one that can't be used would cost a visit.
  const isOneOfMany = row.holder === undefined
  // The row stays reserved: what the signer answered is no signature of this issuer, and somebody must look.
  if (!(await issuing.isSigned({ issuer: row.issuer, data: row.tbs, signature, isOneOfMany })))
    throw new Error(`the signer's signature on ${row.serial} does not verify`)

  const { signatureAlgorithm } = issuerOf(issuing, row)
  const der = assembleCertificate({ tbs: row.tbs, signatureAlgorithm, signature })
  const settled = await issuing.write(settling(row, der, permit))
  // Since the signer promises before a row is given up, only a hand in the database or another journal does this.
  if (settled === undefined) throw new Error(`${row.serial} was given up though it was signed`)
  return ok(issuedOf(row, settled))
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
