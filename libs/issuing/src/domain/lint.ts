import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeTbsCertificate, type TbsCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { IssuerFacts, IssuerId } from './issuer.ts'
import type { LintFinding, LintIssuer, LintSubject } from './lint-subject.ts'
import { lints } from './lints.ts'
import { profiles, type ProfileId } from './profiles.ts'

declare const passed: unique symbol
/**
 * To-be-signed bytes that passed every lint of their profile. Created only by `lintTbs`, used once; the
 * signer takes nothing else.
 */
export type LintedTbs = {
  readonly der: Uint8Array
  readonly issuer: IssuerId
  readonly profile: ProfileId
  readonly [passed]: true
}

/** Checks to-be-signed bytes by every rule of their profile. Reports all findings, not only the first. */
export function lintTbs(
  der: Uint8Array,
  context: LintContext,
): Result<LintedTbs, readonly LintFinding[]> {
  const certificate = decodeTbsCertificate(der)
  if (!certificate.ok) return refuse([notReadable(certificate.refusal.kind)])
  const findings = findingsOf(certificate.value, context)
  if (findings.length > 0) return refuse(findings)
  return ok({ der, issuer: context.issuer.id, profile: context.profile } as LintedTbs)
}

/** The same for decoded bytes: the findings, or an empty list. */
export function findingsOf(
  certificate: TbsCertificate,
  { issuer, profile, ca, keyIdentifierOf, fingerprintOf, isGuessable }: LintContext,
): readonly LintFinding[] {
  const spki = certificate.subjectPublicKeyInfo
  const keyFingerprint = fingerprintOf(spki)
  const subject: LintSubject = {
    certificate,
    profile: profiles[profile],
    issuer,
    ca,
    key: decodePublicKey(spki),
    keyIdentifier: keyIdentifierOf(spki),
    keyFingerprint,
    keyIsGuessable: isGuessable(keyFingerprint),
  }
  const findings: LintFinding[] = []
  for (const { rule, source, check } of lints) {
    const detail = check(subject)
    if (detail !== undefined) findings.push({ rule, source, detail })
  }
  return findings
}

export type LintContext = KeyDigests & {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** For CA certificates: what was decided about the CA that this is for. */
  readonly ca?: IssuerFacts | undefined
}

/** What the rules, which are pure, can't compute. */
export type KeyDigests = {
  /** SHA-1 of the key's bit string (RFC 5280 § 4.2.1.2 (1)); undefined when the bytes are not a key. */
  readonly keyIdentifierOf: (spki: Uint8Array) => Uint8Array | undefined
  /** SHA-256 of the whole SubjectPublicKeyInfo, hexadecimal. */
  readonly fingerprintOf: (spki: Uint8Array) => string
  /** By its fingerprint: one of the keys that a known broken generator could make. */
  readonly isGuessable: (fingerprint: string) => boolean
}

const notReadable = (kind: string): LintFinding => ({
  rule: 'readable-der',
  source: 'RFC 5280 § 4.1, X.690 § 10',
  detail: kind,
})
