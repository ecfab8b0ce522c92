import { lintTbs } from '@sotevarmenne/issuing/domain/lint'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import {
  extensionsOfProfile,
  usagesOf,
  type CertificateProfile,
} from '@sotevarmenne/issuing/domain/profiles'
import { qcStatementsOf } from '@sotevarmenne/issuing/domain/qc-statements'
import { algorithms } from '@sotevarmenne/issuing/issuers'
import { keyDigests } from '@sotevarmenne/issuing/key-digests'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { attributeTypes, extensionTypes, keyPurposes, qcTypes } from '@sotevarmenne/x509/oids'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { Text } from '#platform/texts.ts'
import type { LintFinding } from './contract.ts'
import { fieldTexts } from './profile-texts.ts'

/** One field of a certificate: the profile's rule, and the value in a certificate. */
export type ExplainedField = {
  readonly name: Text
  /** Its type, if it is an extension. */
  readonly extension?: string
  /** Its purpose and the reason for its value, with the source. */
  readonly meaning: Text
  /** In the terms of the standards. */
  readonly rule: string
  /** Value in the given certificate; undefined if there is no certificate, or it lacks the field. */
  readonly found: string | undefined
}

/** Explains a profile field by field, from the same data that the lints check certificates against. */
export function explainProfile(
  profile: CertificateProfile,
  certificate: Certificate | undefined,
): readonly ExplainedField[] {
  const known = certificate?.known
  const key = certificate && decodePublicKey(certificate.subjectPublicKeyInfo)
  const field = (
    name: keyof typeof fieldTexts,
    rule: string,
    found: string | undefined,
  ): ExplainedField => ({ ...fieldTexts[name], rule, found: found === '' ? undefined : found })
  const expected = extensionsOfProfile(profile, qualifiedOrNot)
  const mayNameMailbox = profile.alternativeNames.email !== undefined
  const withMailbox = mayNameMailbox ? usagesOf(profile, [{ kind: 'email' }]) : undefined
  const extensionField = (
    name: keyof typeof fieldTexts & keyof typeof extensionTypes,
    rule: string,
    found: string | undefined,
  ): ExplainedField => {
    const type = extensionTypes[name]
    const present = certificate?.extensions.find((each) => each.type === type)
    const withCritical = (isCritical: boolean | undefined, words: string): string =>
      isCritical === true ? `critical, ${words}` : words
    return {
      ...field(
        name,
        expected.has(type) ? withCritical(expected.get(type)?.critical, rule) : '–',
        present && withCritical(present.critical, found ?? ''),
      ),
      extension: type,
    }
  }

  return [
    field('serial', '0x5a + 128 bit', certificate && formatSerial(certificate.serial)),
    field(
      'signature',
      Object.values(algorithms).join(' | '),
      certificate && certificate.signatureAlgorithm,
    ),
    field('issuer', profile.issuers.join(' | '), certificate && nameIn(certificate.issuer)),
    field('validity', maxOf(profile), certificate && validityOf(certificate)),
    field(
      'subject',
      profile.subject
        .map(
          ({ type, isRequired, form }) =>
            `${attributeName(type)}${isRequired ? '' : '?'} (${form})`,
        )
        .join(', '),
      certificate && nameIn(certificate.subject),
    ),
    field(
      'key',
      profile.keys.join(' | '),
      key && (key.kind === 'ec' ? key.curve : `RSA-${String(key.bits)}`),
    ),
    extensionField('subjectKeyIdentifier', 'SHA-1', known && hexOf(known.subjectKeyIdentifier)),
    extensionField('authorityKeyIdentifier', 'keyid', known && hexOf(known.authorityKeyIdentifier)),
    extensionField(
      'keyUsage',
      [
        `EC: ${profile.keyUsage.ec.join(', ')}; RSA: ${profile.keyUsage.rsa.join(', ')}`,
        ...(withMailbox ? [`EC, email: ${withMailbox.keyUsage.ec.join(', ')}`] : []),
      ].join('; '),
      known?.keyUsage?.join(', '),
    ),
    extensionField(
      'extKeyUsage',
      [
        profile.extendedKeyUsage.map(purposeName).join(', '),
        ...(withMailbox
          ? [`email: ${withMailbox.extendedKeyUsage.map(purposeName).join(', ')}`]
          : []),
      ].join('; '),
      known?.extKeyUsage?.map(purposeName).join(', '),
    ),
    extensionField(
      'subjectAltName',
      Object.entries(profile.alternativeNames)
        .map(([kind, { min, max }]) => `${kind} ${String(min)}–${String(max)}`)
        .join(', '),
      known?.subjectAltName
        ?.map((name) => (name.kind === 'other' ? 'other' : `${name.kind} ${name.value}`))
        .join(', '),
    ),
    extensionField(
      'basicConstraints',
      constraintsIn(profile.ca),
      known?.basicConstraints && constraintsIn(known.basicConstraints),
    ),
    extensionField(
      'certificatePolicies',
      '1 OID, cPSuri, userNotice (fi, sv, en)',
      known?.certificatePolicies
        ?.map(({ policy, cps = '', notices = [] }) => [policy, cps, ...notices].join(' '))
        .join(', '),
    ),
    extensionField(
      'cRLDistributionPoints',
      '1 URI (http)',
      known?.crlDistributionPoints?.join(', '),
    ),
    extensionField(
      'authorityInfoAccess',
      'OCSP, caIssuers',
      known?.authorityInfoAccess &&
        [...known.authorityInfoAccess.ocsp, ...known.authorityInfoAccess.caIssuers].join(', '),
    ),
    extensionField(
      'qcStatements',
      qcStatementsOf(profile, qualifiedOrNot)
        .map(({ kind }) => kind)
        .join(', '),
      known?.qcStatements?.map(({ kind }) => kind).join(', '),
    ),
    extensionField('ocspNoCheck', 'NULL', 'NULL'),
  ]
}

/** The statement on qualified certificates applies under a CA that is configured as qualified. */
const qualifiedOrNot = { qualified: [] }

const hexOf = (bytes: Uint8Array | undefined): string | undefined =>
  bytes && Buffer.from(bytes).toString('hex')

/**
 * The rules that the certificate breaks, checked again against the profile and its issuer; empty if there are
 * none.
 */
export function findingsIn(
  certificate: Certificate,
  {
    profile,
    issuer,
    ca,
  }: {
    readonly profile: CertificateProfile
    readonly issuer: LintIssuer
    readonly ca?: LintIssuer | undefined
  },
): readonly LintFinding[] {
  const linted = lintTbs(certificate.tbs, { issuer, ca, profile: profile.id, ...keyDigests })
  return linted.ok ? [] : linted.refusal
}

const attributeNames = new Map<string, string>(
  Object.entries(attributeTypes).map(([name, type]) => [type, name]),
)
const attributeName = (type: string): string => attributeNames.get(type) ?? type

const purposeNames = new Map<string, string>(
  [...Object.entries(keyPurposes), ...Object.entries(qcTypes)].map(([name, type]) => [type, name]),
)
const purposeName = (type: string): string => purposeNames.get(type) ?? type

const nameIn = (name: Certificate['subject']): string =>
  name.map(({ type, value }) => `${attributeName(type)}=${value}`).join(', ')

const validityOf = ({ notBefore, notAfter }: Certificate): string =>
  `${formatInstant(notBefore)} – ${formatInstant(notAfter)}`

const maxOf = ({ maxValidity }: CertificateProfile): string =>
  'years' in maxValidity ? `≤ ${String(maxValidity.years)} y` : `≤ ${String(maxValidity.days)} d`

const constraintsIn = (constraints: {
  readonly cA: boolean
  readonly pathLength?: number | undefined
}): string =>
  constraints.cA
    ? `CA:TRUE${constraints.pathLength === undefined ? '' : `, pathLen ${String(constraints.pathLength)}`}`
    : 'CA:FALSE'
