import type { Instant } from '@sotevarmenne/kernel/instant'
import { encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  ocspNoCheck,
  qcStatements,
  subjectAltName,
  subjectKeyIdentifier,
  type AlternativeName,
} from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import type { IssuerFacts, PolicyNames, ProfileId } from '../contract.ts'
import type { LintIssuer } from './lint-subject.ts'
import { profiles } from './profiles.ts'
import { qcStatementsOf } from './qc-statements.ts'
import { listUrlOf, shardOf } from './shards.ts'

/** The bytes of a certificate of this profile, made from the profile's data: whether they may be signed is for `lintTbs`. */
export function encodeToBeSigned(facts: ToBeSigned): Uint8Array {
  const profile = profiles[facts.profile]
  const { issuer } = facts
  const { policy } = facts.authority ?? issuer
  const { alternativeNames = [] } = facts
  const statements = qcStatementsOf(profile, issuer)
  const kindOfKey = decodePublicKey(facts.spki)?.kind ?? 'ec'
  return encodeTbsCertificate({
    serial: facts.serial,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.subjectDer,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    subject: facts.subject,
    subjectPublicKeyInfo: facts.spki,
    extensions: [
      ...(profile.isSelfSigned ? [] : [authorityKeyIdentifier(issuer.subjectKeyIdentifier)]),
      subjectKeyIdentifier(facts.keyIdentifier),
      keyUsage(profile.keyUsage[kindOfKey]),
      ...(profile.hasPolicy && policy !== undefined ? [extensionOf(policy)] : []),
      ...(alternativeNames.length === 0 ? [] : [subjectAltName(alternativeNames)]),
      basicConstraints(profile.authority),
      ...(profile.extendedKeyUsage.length === 0 ? [] : [extKeyUsage(profile.extendedKeyUsage)]),
      ...(profile.hasCrlAddress
        ? [crlDistributionPoints([listUrlOf(issuer, shardOf(facts.serial, issuer.shards))])]
        : []),
      ...(profile.hasAuthorityAccess
        ? [
            authorityInfoAccess({
              ocsp: [issuer.ocspUrl],
              caIssuers: [issuer.certificateUrl],
            }),
          ]
        : []),
      ...(statements.length === 0 ? [] : [qcStatements(statements)]),
      ...(profile.isOcspNoCheck ? [ocspNoCheck()] : []),
    ],
  })
}

export type ToBeSigned = {
  readonly profile: ProfileId
  readonly issuer: LintIssuer
  /** For certificates of authorities: what was decided about the one that this is for. */
  readonly authority?: IssuerFacts
  readonly serial: Uint8Array
  readonly subject: Name
  /** Of mailboxes, machines and accounts, where the profile has room for them. */
  readonly alternativeNames?: readonly AlternativeName[]
  readonly spki: Uint8Array
  readonly keyIdentifier: Uint8Array
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** 17 octets: a first one that keeps the number positive and its length fixed, then 128 random bits. */
export function serialOf(random: Uint8Array): Uint8Array {
  const serial = new Uint8Array(17)
  serial[0] = 0x5a
  serial.set(random.subarray(0, 16), 1)
  return serial
}

const extensionOf = ({ oid, cpsUrl, notices }: PolicyNames) =>
  certificatePolicies([{ policy: oid, cps: cpsUrl, notices }])
