import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeTbsCertificate, type TbsCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey, type PublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type {
  IssuerId,
  IssuerNames,
  LintedTbs,
  LintFinding,
  PolicyNames,
  ProfileId,
} from '../contract.ts'
import { lints } from './lints.ts'
import { profiles, type CertificateProfile } from './profiles.ts'

/** Holds to-be-signed bytes against every rule of their profile. All findings are told, not the first only. */
export function lintTbs(
  der: Uint8Array,
  { issuer, profile, keyIdentifierOf }: LintContext,
): Result<LintedTbs, readonly LintFinding[]> {
  const certificate = decodeTbsCertificate(der)
  if (!certificate.ok) return refuse([notReadable(certificate.refusal.kind)])

  const spki = certificate.value.subjectPublicKeyInfo
  const subject: LintSubject = {
    certificate: certificate.value,
    profile: profiles[profile],
    issuer,
    key: decodePublicKey(spki),
    keyIdentifier: keyIdentifierOf(spki),
  }
  const findings = lints.flatMap(({ rule, source, check }) => {
    const detail = check(subject)
    return detail === undefined ? [] : [{ rule, source, detail }]
  })
  if (findings.length > 0) return refuse(findings)
  return ok({ der, issuer: issuer.id, profile } as LintedTbs)
}

export type LintContext = {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** SHA-1 of the key's bit string (RFC 5280 § 4.2.1.2 (1)); undefined when the bytes are no key. */
  readonly keyIdentifierOf: (spki: Uint8Array) => Uint8Array | undefined
}

/** What must agree between an issuer and what it signs. For a root it is the root itself. */
export type LintIssuer = {
  readonly id: IssuerId
  readonly names: IssuerNames
  readonly professionalPolicy: PolicyNames
  readonly subjectDer: Uint8Array
  readonly subjectKeyIdentifier: Uint8Array
  readonly spki: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly notBefore: number
  readonly notAfter: number
}

/** What a lint looks at. */
export type LintSubject = {
  readonly certificate: TbsCertificate
  readonly profile: CertificateProfile
  readonly issuer: LintIssuer
  readonly key: PublicKey | undefined
  readonly keyIdentifier: Uint8Array | undefined
}

const notReadable = (kind: string): LintFinding => ({
  rule: 'readable-der',
  source: 'RFC 5280 § 4.1, X.690 § 10',
  detail: kind,
})
