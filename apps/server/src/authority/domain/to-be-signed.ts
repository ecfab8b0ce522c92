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
  subjectKeyIdentifier,
} from '@sotevarmenne/x509/extensions'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { IssuerNames, ProfileId } from '../contract.ts'
import type { LintIssuer } from './lint-subject.ts'
import { profiles } from './profiles.ts'

/** The bytes of a certificate of this profile, made from the profile's data: whether they may be signed is for `lintTbs`. */
export function encodeToBeSigned(facts: ToBeSigned): Uint8Array {
  const profile = profiles[facts.profile]
  const { issuer } = facts
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
      ...(profile.policy === undefined ? [] : [policyOf(issuer)]),
      basicConstraints(profile.authority),
      ...(profile.extendedKeyUsage.length === 0 ? [] : [extKeyUsage(profile.extendedKeyUsage)]),
      ...(profile.hasCrlAddress ? [crlDistributionPoints([issuer.names.crlUrl])] : []),
      ...(profile.hasAuthorityAccess
        ? [
            authorityInfoAccess({
              ocsp: [issuer.names.ocspUrl],
              caIssuers: [issuer.names.certificateUrl],
            }),
          ]
        : []),
      ...(profile.isOcspNoCheck ? [ocspNoCheck()] : []),
    ],
  })
}

export type ToBeSigned = {
  readonly profile: ProfileId
  readonly issuer: LintIssuer
  readonly serial: Uint8Array
  readonly subject: Name
  readonly spki: Uint8Array
  readonly keyIdentifier: Uint8Array
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** The subject of an authority's own certificates. */
export const authoritySubject = ({
  country,
  organisation,
  commonName,
}: Pick<IssuerNames, 'country' | 'organisation' | 'commonName'>): Name => [
  { type: attributeTypes.countryName, value: country },
  { type: attributeTypes.organizationName, value: organisation },
  { type: attributeTypes.commonName, value: commonName },
]

/** 17 octets: a first one that keeps the number positive and its length fixed, then 128 random bits. */
export function serialOf(random: Uint8Array): Uint8Array {
  const serial = new Uint8Array(17)
  serial[0] = 0x5a
  serial.set(random.subarray(0, 16), 1)
  return serial
}

const policyOf = ({ professionalPolicy }: LintIssuer) =>
  certificatePolicies([
    {
      policy: professionalPolicy.oid,
      cps: professionalPolicy.cpsUrl,
      notices: professionalPolicy.notices,
    },
  ])
