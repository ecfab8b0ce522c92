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
  preEncoded,
  type AlternativeName,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import type { IssuerFacts, PolicyNames } from './issuer.ts'
import type { ProfileId } from './profiles.ts'
import type { LintIssuer } from './lint-subject.ts'
import { policiesOf } from './policies.ts'
import { profiles, usagesOf } from './profiles.ts'
import { qcStatementsOf } from './qc-statements.ts'
import { crlUrlOf, shardOf } from './shards.ts'

/**
 * The bytes of a certificate of this profile, from the profile's data: `lintTbs` decides whether they may be
 * signed.
 */
export function encodeToBeSigned(facts: ToBeSigned): Uint8Array {
  const profile = profiles[facts.profile]
  const { issuer } = facts
  const { alternativeNames = [] } = facts
  const fixed = fixedExtensions(facts)
  return encodeTbsCertificate({
    serial: facts.serial,
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.subjectDer,
    notBefore: facts.notBefore,
    notAfter: facts.notAfter,
    subject: facts.subject,
    subjectPublicKeyInfo: facts.spki,
    extensions: [
      ...fixed.issuerKey,
      subjectKeyIdentifier(facts.keyIdentifier),
      fixed.keyUsage[decodePublicKey(facts.spki)?.kind ?? 'ec'],
      ...fixed.policy,
      ...(alternativeNames.length === 0 ? [] : [subjectAltName(alternativeNames)]),
      ...fixed.purposes,
      ...(profile.hasCrlAddress
        ? [crlDistributionPoints([crlUrlOf(issuer, shardOf(facts.serial, issuer.shards))])]
        : []),
      ...fixed.others,
    ],
  })
}

/** What all certificates of a profile and issuer with the same kinds of names share, at its positions. */
type FixedExtensions = {
  readonly issuerKey: readonly Extension[]
  readonly keyUsage: { readonly ec: Extension; readonly rsa: Extension }
  readonly policy: readonly Extension[]
  readonly purposes: readonly Extension[]
  readonly others: readonly Extension[]
}

function fixedExtensions(facts: ToBeSigned): FixedExtensions {
  // CAs are few, and each has its own policy.
  if (facts.ca !== undefined) return makeFixed(facts)
  const ofIssuer = fixedOfIssuers.get(facts.issuer) ?? new Map<string, FixedExtensions>()
  fixedOfIssuers.set(facts.issuer, ofIssuer)
  const kinds = (facts.alternativeNames ?? []).map(({ kind }) => kind)
  const key = [facts.profile, ...new Set(kinds)].join(' ')
  const fixed = ofIssuer.get(key) ?? makeFixed(facts)
  ofIssuer.set(key, fixed)
  return fixed
}

const fixedOfIssuers = new WeakMap<LintIssuer, Map<string, FixedExtensions>>()

function makeFixed({
  profile: id,
  issuer,
  ca,
  alternativeNames = [],
}: ToBeSigned): FixedExtensions {
  const profile = profiles[id]
  const usages = usagesOf(profile, alternativeNames)
  const policies = policiesOf(profile, { issuer, ca })
  const statements = qcStatementsOf(profile, issuer)
  const written = (...extensions: readonly Extension[]) => extensions.map(preEncoded)
  return {
    issuerKey: profile.isSelfSigned
      ? []
      : written(authorityKeyIdentifier(issuer.subjectKeyIdentifier)),
    keyUsage: {
      ec: preEncoded(keyUsage(usages.keyUsage.ec)),
      rsa: preEncoded(keyUsage(usages.keyUsage.rsa)),
    },
    policy: policies.length === 0 ? [] : written(extensionOf(policies)),
    purposes: written(
      basicConstraints(profile.ca),
      ...(usages.extendedKeyUsage.length === 0 ? [] : [extKeyUsage(usages.extendedKeyUsage)]),
    ),
    others: written(
      ...(profile.hasAuthorityAccess
        ? [authorityInfoAccess({ ocsp: [issuer.ocspUrl], caIssuers: [issuer.certificateUrl] })]
        : []),
      ...(statements.length === 0 ? [] : [qcStatements(statements)]),
      ...(profile.isOcspNoCheck ? [ocspNoCheck()] : []),
    ),
  }
}

export type ToBeSigned = {
  readonly profile: ProfileId
  readonly issuer: LintIssuer
  /** For CA certificates: what was decided about the CA that this is for. */
  readonly ca?: IssuerFacts
  readonly serial: Uint8Array
  readonly subject: Name
  /** Mailboxes, machines and accounts, where the profile allows them. */
  readonly alternativeNames?: readonly AlternativeName[]
  readonly spki: Uint8Array
  readonly keyIdentifier: Uint8Array
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** 17 bytes: a first one that keeps the number positive and its length fixed, then 128 random bits. */
export function serialOf(random: Uint8Array): Uint8Array {
  const serial = new Uint8Array(17)
  serial[0] = 0x5a
  serial.set(random.subarray(0, 16), 1)
  return serial
}

const extensionOf = (policies: readonly PolicyNames[]) =>
  certificatePolicies(
    policies.map(({ oid, cpsUrl, notices }) => ({ policy: oid, cps: cpsUrl, notices })),
  )
