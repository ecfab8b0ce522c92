import { day, hour } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { isCanonicallyEncoded, type TbsCertificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { DistributionPoint } from '@sotevarmenne/x509/distribution-points'
import { encodeName } from '@sotevarmenne/x509/names'
import { caSubject } from './ca-subject.ts'
import { keyLints } from './key-lints.ts'
import type { Lint } from './lint-subject.ts'
import { nameLints } from './name-lints.ts'
import { policiesOf } from './policies.ts'
import { extensionsOfProfile, usagesOf } from './profiles.ts'
import { qualifiedLints } from './qualified-lints.ts'
import { crlUrlOf, shardOf } from './shards.ts'

/** Every rule that a certificate must pass before it is signed. */
export const lints: readonly Lint[] = [
  ...nameLints,
  ...keyLints,
  ...qualifiedLints,
  {
    rule: 'only-der-of-our-own',
    source: 'X.690 § 10, RFC 5280 § 4.1.2.4 and § 4.1.2.5',
    // Encoded again from what was decoded, it must be the same: no second form of a string, a time or a
    // default.
    check: ({ certificate }) =>
      isOurEncoding(certificate) ? undefined : 'the bytes are not in the one form that we write',
  },
  {
    rule: 'not-too-long',
    source: 'what the signer takes at once',
    check: ({ certificate: { tbs } }) =>
      tbs.length <= maxTbsBytes ? undefined : `${String(tbs.length)} bytes`,
  },
  {
    rule: 'serial-has-128-random-bits',
    source: 'RFC 5280 § 4.1.2.2; EN 319 412-2 § 4.2.1 by it',
    check: ({ certificate: { serial } }) =>
      serial.length === 17 ? undefined : `${String(serial.length)} bytes instead of 17`,
  },
  {
    rule: 'signature-algorithm-of-issuer',
    source: 'RFC 5280 § 4.1.2.3; S2 § 2 (ecdsa-with-SHA384 with P-384)',
    check: ({ certificate, issuer }) =>
      certificate.signatureAlgorithm === issuer.signatureAlgorithm
        ? undefined
        : certificate.signatureAlgorithm,
  },
  {
    rule: 'issuer-is-subject-of-issuer',
    source: 'RFC 5280 § 4.1.2.4 and § 7.1',
    check: ({ certificate, issuer }) =>
      equalBytes(certificate.issuerDer, issuer.subjectDer)
        ? undefined
        : 'the name differs from the one in the issuer’s certificate',
  },
  {
    rule: 'profile-of-issuer',
    source: 'certificate policy of the issuer',
    check: ({ profile, issuer }) =>
      profile.issuers.includes(issuer.role) ? undefined : `${profile.id} under ${issuer.id}`,
  },
  {
    rule: 'ca-as-decided',
    source: 'the reviewed file of CAs',
    check: ({ certificate: { subjectDer }, profile, ca }) => {
      if (!profile.ca.cA) return ca?.id
      if (ca === undefined) return 'the reviewed file has no such CA'
      return equalBytes(subjectDer, encodeName(caSubject(ca)))
        ? undefined
        : `the name is not that of ${ca.id}`
    },
  },
  {
    rule: 'validity-not-negative',
    source: 'RFC 5280 § 4.1.2.5',
    check: ({ certificate: { notBefore, notAfter } }) =>
      notBefore < notAfter ? undefined : 'it ends before it begins',
  },
  {
    rule: 'validity-not-too-long',
    source: 'S2 (at most five years for persons); the profile',
    check: ({ certificate: { notBefore, notAfter }, profile: { maxValidity } }) => {
      const days = 'years' in maxValidity ? 365 * maxValidity.years : maxValidity.days
      // Nearly all end earlier than the shortest such period, even with a clock change: no calendar is needed
      // to see it.
      if (notAfter - notBefore <= days * day - hour) return undefined
      const first = dateInHelsinki(notBefore)
      const last =
        'years' in maxValidity
          ? addYears(first, maxValidity.years)
          : addDays(first, maxValidity.days)
      return notAfter <= endOfDay(last) ? undefined : `longer than to the end of ${last}`
    },
  },
  {
    rule: 'validity-within-issuer',
    source: 'RFC 5280 § 6.1.3 (a) (2): a path is valid only while all of it is',
    check: ({ certificate: { notBefore, notAfter }, issuer }) =>
      notBefore >= issuer.notBefore && notAfter <= issuer.notAfter
        ? undefined
        : 'it is valid when its issuer is not',
  },
  {
    rule: 'extensions-of-profile',
    source: 'RFC 5280 § 4.2 (each at most once, critical or not as it says); the profile',
    check: ({ certificate: { extensions }, profile, issuer }) => {
      const expected = extensionsOfProfile(profile, issuer)
      const wrong = extensions.filter(
        ({ type, critical }) => expected.get(type)?.critical !== critical,
      )
      const missing = [...expected].filter(
        ([type, { isRequired }]) =>
          isRequired && !extensions.some((extension) => extension.type === type),
      )
      return (
        [...wrong.map(({ type }) => type), ...missing.map(([type]) => type)].join(' ') || undefined
      )
    },
  },
  {
    rule: 'basic-constraints-of-profile',
    source: 'RFC 5280 § 4.2.1.9',
    check: ({ certificate: { known }, profile: { ca } }) => {
      const found = known.basicConstraints
      const isAsExpected = ca.cA
        ? found?.cA === true && found.pathLength === ca.pathLength
        : found?.cA === false
      return isAsExpected ? undefined : JSON.stringify(found)
    },
  },
  {
    rule: 'key-usage-of-profile',
    source: 'RFC 5280 § 4.2.1.3; RFC 8813 § 3; EN 319 412-2 § 4.3.2; S2; RFC 8550 § 4.4.2 (e-mail)',
    check: ({ certificate: { known }, profile, key }) => {
      const { keyUsage } = usagesOf(profile, known.subjectAltName ?? [])
      const expected = keyUsage[key?.kind ?? 'ec']
      return sameTexts(known.keyUsage, expected) ? undefined : String(known.keyUsage)
    },
  },
  {
    rule: 'extended-key-usage-of-profile',
    source: 'RFC 5280 § 4.2.1.12; RFC 6960 § 4.2.2.2; RFC 8550 § 4.4.4 (e-mail)',
    check: ({ certificate: { known }, profile }) => {
      const { extendedKeyUsage } = usagesOf(profile, known.subjectAltName ?? [])
      return sameTexts(known.extKeyUsage ?? [], extendedKeyUsage)
        ? undefined
        : String(known.extKeyUsage)
    },
  },
  {
    rule: 'subject-key-identifier-of-key',
    source: 'RFC 5280 § 4.2.1.2 (1)',
    check: ({ certificate: { known }, keyIdentifier }) =>
      sameBytes(known.subjectKeyIdentifier, keyIdentifier)
        ? undefined
        : 'it is not the SHA-1 of the key',
  },
  {
    rule: 'authority-key-identifier-of-issuer',
    source: 'RFC 5280 § 4.2.1.1',
    check: ({ certificate: { known }, issuer, profile }) =>
      profile.isSelfSigned || sameBytes(known.authorityKeyIdentifier, issuer.subjectKeyIdentifier)
        ? undefined
        : 'it is not the identifier of the issuer’s key',
  },
  {
    rule: 'policy-of-profile',
    source: 'RFC 5280 § 4.2.1.4; EN 319 412-2 § 4.3.3',
    check: ({ certificate: { known }, issuer, ca, profile }) => {
      const found = known.certificatePolicies ?? []
      const expected = policiesOf(profile, { issuer, ca })
      const isAsExpected =
        found.length === expected.length &&
        expected.every(({ oid, cpsUrl, notices }, at) => {
          const each = found[at]
          return each?.policy === oid && each.cps === cpsUrl && sameTexts(each.notices, notices)
        })
      return isAsExpected ? undefined : found.map(({ policy }) => policy).join(' ') || 'none'
    },
  },
  {
    rule: 'policy-notices-short',
    source: 'RFC 5280 § 4.2.1.4: at most 200 characters',
    check: ({ certificate: { known } }) =>
      known.certificatePolicies?.some(({ notices }) => notices?.some(({ length }) => length > 200))
        ? 'a notice of more than 200 characters'
        : undefined,
  },
  {
    rule: 'revocation-list-address-of-issuer',
    source: 'RFC 5280 § 4.2.1.13; S2 (HTTP only)',
    check: ({ certificate: { known, serial }, issuer, profile }) =>
      sameTexts(
        known.crlDistributionPoints ?? [],
        profile.hasCrlAddress ? [crlUrlOf(issuer, shardOf(serial, issuer.shards))] : [],
      ) && (known.distributionPoints ?? []).every(isOneUrl)
        ? undefined
        : String(known.crlDistributionPoints),
  },
  {
    rule: 'authority-access-of-issuer',
    source: 'RFC 5280 § 4.2.2.1; EN 319 412-2 § 4.4.1',
    check: ({ certificate: { known }, issuer, profile }) => {
      const found = known.authorityInfoAccess
      if (!profile.hasAuthorityAccess) return found === undefined ? undefined : 'there is one'
      return sameTexts(found?.ocsp, [issuer.ocspUrl]) &&
        sameTexts(found?.caIssuers, [issuer.certificateUrl])
        ? undefined
        : [found?.ocsp, found?.caIssuers].join(' ')
    },
  },
]

/** Bytes: room for five hundred long names. */
export const maxTbsBytes = 60 * 1024

function isOurEncoding(certificate: TbsCertificate): boolean {
  try {
    return isCanonicallyEncoded(certificate)
  } catch {
    // The encoder throws on values without a valid form, such as a country in letters that PrintableString
    // lacks.
    return false
  }
}

/** Neither another name, nor reasons, nor another issuer of the CRL. */
const isOneUrl = ({ distributionPoint, reasons, crlIssuers }: DistributionPoint): boolean =>
  distributionPoint.length === 1 && reasons === undefined && crlIssuers === undefined

const sameBytes = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one !== undefined && other !== undefined && equalBytes(one, other)

const sameTexts = (one: readonly string[] | undefined, other: readonly string[]): boolean =>
  one?.length === other.length && one.every((value, index) => value === other[index])
