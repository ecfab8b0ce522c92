import type { TbsCertificate } from '@sotevarmenne/x509/certificate'
import type { PublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type { IssuerFacts } from './issuer.ts'
import type { CertificateProfile } from './profiles.ts'

/** One broken rule, with its source text. */
export type LintFinding = {
  readonly rule: string
  readonly source: string
  readonly detail: string
}

/** What must agree between an issuer and what it signs. For a root it is the root itself. */
export type LintIssuer = IssuerFacts & {
  readonly subjectDer: Uint8Array
  readonly subjectKeyIdentifier: Uint8Array
  readonly spki: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly notBefore: number
  readonly notAfter: number
}

/** The input of a lint. */
export type LintSubject = {
  readonly certificate: TbsCertificate
  /** What was decided about the CA that this certificate is for; undefined for every other certificate. */
  readonly ca: IssuerFacts | undefined
  readonly profile: CertificateProfile
  readonly issuer: LintIssuer
  readonly key: PublicKey | undefined
  readonly keyIdentifier: Uint8Array | undefined
  /** SHA-256 of the whole SubjectPublicKeyInfo, hexadecimal. */
  readonly keyFingerprint: string
  /** Made by a known faulty generator: the private key can be found in seconds. */
  readonly keyIsGuessable: boolean
}

/** One rule: a finding, or undefined. It checks decoded bytes by a single source. */
export type Lint = {
  readonly rule: string
  readonly source: string
  readonly check: (subject: LintSubject) => string | undefined
}
