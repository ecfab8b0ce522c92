import type { TbsCertificate } from '@sotevarmenne/x509/certificate'
import type { PublicKey } from '@sotevarmenne/x509/public-key'
import type { SignatureAlgorithm } from '@sotevarmenne/x509/signature-algorithm'
import type { IssuerId, IssuerNames, PolicyNames } from '../contract.ts'
import type { CertificateProfile } from './profiles.ts'

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
