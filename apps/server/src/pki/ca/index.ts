export { readCas, type Cas } from '@sotevarmenne/issuing/issuer-file'
export {
  certifiesPeople,
  readIssuers,
  type Issuer,
  type Issuers,
} from '@sotevarmenne/issuing/issuers'
export { parseSigningLogLine } from '@sotevarmenne/issuing/signing-log-line'
export {
  readLegacyCas,
  requestLegacyResponder,
  importLegacyCa,
  importLegacyCrl,
  importLegacyResponder,
  type LegacyCa,
  type LegacyCrl,
  type TakeRefusal,
} from './legacy-cas.ts'
export type { RootStatus } from '@sotevarmenne/issuing/root-status'
export { signerMetricsOf } from './signer-metrics.ts'
export { createSignerClient, type SignerClient } from './signer-client.ts'
export { exampleCertificate, exampleIssuers } from '@sotevarmenne/issuing/example-certificate'
export { explainProfile, findingsIn } from './explain-profile.ts'
export {
  isProfile,
  profiles,
  subjectKinds,
  type CertificateProfile,
} from '@sotevarmenne/issuing/domain/profiles'
export { policiesOf, policiesOfCa } from '@sotevarmenne/issuing/domain/policies'
export { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
export { crlUrlOf } from '@sotevarmenne/issuing/domain/shards'
export { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
export { isBlockedKey } from '@sotevarmenne/issuing/key-digests'
export { weaknessOf } from '@sotevarmenne/issuing/domain/weak-keys'
export { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
