import type { Result } from '@sotevarmenne/kernel/result'
import type { IssuerFacts, LintedTbs, LintFinding, ProfileId } from './contract.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { lintTbs as lintWith } from './domain/lint.ts'
import { keyDigests } from './key-digests.ts'

export { readAuthorities, type Authorities } from './authorities.ts'
export { certifiesPeople, readIssuers, type Issuer, type Issuers } from './issuers.ts'
export { parseJournalLine } from './journal-line.ts'
export {
  readOlderAuthorities,
  requestOlderResponder,
  takeOlderAuthority,
  takeOlderList,
  takeOlderResponder,
  type OlderAuthority,
  type OlderList,
  type TakeRefusal,
} from './older-authorities.ts'
export type { RootStatus } from './root-status.ts'
export { createSignerClient, type SignerClient } from './signer-client.ts'
export { exampleCertificate, exampleIssuers } from './example-certificate.ts'
export { explainProfile, findingsIn } from './explain-profile.ts'
export { isProfile, profiles, type CertificateProfile } from './domain/profiles.ts'
export { authoritySubject } from './domain/authority-subject.ts'
export { listUrlOf } from './domain/shards.ts'
export { encodeToBeSigned, serialOf } from './domain/to-be-signed.ts'
export { isKnownToOthers } from './key-digests.ts'
export { weaknessOf } from './domain/weak-keys.ts'

/** Lints to-be-signed bytes: the only way to `LintedTbs`. */
export const lintTbs = (
  der: Uint8Array,
  asked: {
    readonly issuer: LintIssuer
    readonly profile: ProfileId
    readonly authority?: IssuerFacts
  },
): Result<LintedTbs, readonly LintFinding[]> => lintWith(der, { ...asked, ...keyDigests })
