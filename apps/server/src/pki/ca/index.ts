export { readAuthorities, type Authorities } from '@sotevarmenne/issuing/issuer-file'
export {
  certifiesPeople,
  readIssuers,
  type Issuer,
  type Issuers,
} from '@sotevarmenne/issuing/issuers'
export { parseJournalLine } from '@sotevarmenne/issuing/signing-log-line'
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
export type { RootStatus } from '@sotevarmenne/issuing/root-status'
export { createSignerClient, type SignerClient } from './signer-client.ts'
export { exampleCertificate, exampleIssuers } from '@sotevarmenne/issuing/example-certificate'
export { explainProfile, findingsIn } from './explain-profile.ts'
export { isProfile, profiles, type CertificateProfile } from '@sotevarmenne/issuing/domain/profiles'
export { authoritySubject } from '@sotevarmenne/issuing/domain/authority-subject'
export { listUrlOf } from '@sotevarmenne/issuing/domain/shards'
export { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
export { isKnownToOthers } from '@sotevarmenne/issuing/key-digests'
export { weaknessOf } from '@sotevarmenne/issuing/domain/weak-keys'
export { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
