import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import type { Result } from '@sotevarmenne/kernel/result'
import type { LintedTbs, LintFinding, ProfileId } from './contract.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { lintTbs as lintWith } from './domain/lint.ts'

export { authorityNames, type AuthorityNames } from './names.ts'
export { readIssuers, type Issuer, type Issuers } from './issuers.ts'
export { createSignerClient, type SignerClient } from './signer-client.ts'
export { profiles, type CertificateProfile } from './domain/profiles.ts'
export { authoritySubject, encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
export { weaknessOf } from './domain/weak-keys.ts'

/** Lints to-be-signed bytes: the only way to `LintedTbs`. */
export const lintTbs = (
  der: Uint8Array,
  asked: { readonly issuer: LintIssuer; readonly profile: ProfileId },
): Result<LintedTbs, readonly LintFinding[]> =>
  lintWith(der, { ...asked, keyIdentifierOf: keyIdentifier })
