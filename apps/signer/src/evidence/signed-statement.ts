import type { SignedStatement } from '@sotevarmenne/issuing/domain/evidence'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import type { EvidenceFault, SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import type { TbsCertificate } from '@sotevarmenne/x509/certificate'
import type { CrlMemory } from '#memory/crl-memory.ts'

/** A certificate of a person's card that was signed here. */
export type FindCertificate = (
  der: Uint8Array,
) => Promise<
  Result<{ readonly certificate: TbsCertificate; readonly issuer: LintIssuer }, SignerRefusal>
>

/** What signatures on statements are verified against. */
export type StatementDeps = {
  readonly find: FindCertificate
  readonly crls: Pick<CrlMemory, 'revokedAt'>
}

/**
 * The certificate of the signature key that signed the statement, if it was valid and not revoked then. `waits`: for
 * how many milliseconds a draft may wait for this signature, while the signer of it may get another card.
 */
export async function signerOf(
  { find, crls }: StatementDeps,
  { statement, signature, signatureAlgorithm, certificate: der }: SignedStatement,
  { drafted, waits }: { readonly drafted: Instant; readonly waits: number },
): Promise<Result<TbsCertificate, SignerRefusal>> {
  const found = await find(der)
  if (!found.ok) return found
  const { certificate, issuer } = found.value
  if (!certificate.known.keyUsage?.includes('nonRepudiation'))
    return notAccepted('certificate-not-of-ours')
  if (drafted < certificate.notBefore - waits || drafted > certificate.notAfter)
    return notAccepted('certificate-not-valid')
  // A statement outlives the card that signed it; nobody signs with a revoked card.
  const revokedAt = await crls.revokedAt(issuer.id, certificate.serial)
  if (revokedAt !== undefined && revokedAt <= Math.max(drafted, certificate.notBefore))
    return notAccepted('certificate-revoked')
  const isValid = verifySignature({
    ...{ algorithm: signatureAlgorithm, spki: certificate.subjectPublicKeyInfo },
    ...{ data: statement, signature },
  })
  return isValid ? ok(certificate) : notAccepted('signature-not-valid')
}

/** Undefined when it is not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export const notAccepted = (because: EvidenceFault): Result<never, SignerRefusal> =>
  refuse({ kind: 'evidence-not-accepted', because })
