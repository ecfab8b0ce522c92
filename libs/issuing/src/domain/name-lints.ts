import { isPlainLine } from '@sotevarmenne/identifiers/plain-text'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { identityCodeInName } from '@sotevarmenne/identifiers/dns-name'
import { parseMailbox } from '@sotevarmenne/identifiers/mailbox'
import { canonicalIpAddress } from '@sotevarmenne/kernel/ip-address'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { equalBytes } from '@sotevarmenne/x509/der'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { Lint } from './lint-subject.ts'
import {
  type SubjectAttribute,
  alternativeNameKinds,
  type AlternativeNameKind,
} from './profiles.ts'

/** Rules for the names in a certificate. */
export const nameLints: readonly Lint[] = [
  {
    rule: 'subject-attributes-of-profile',
    source: 'RFC 5280 § 4.1.2.6; EN 319 412-2 § 4.2.4; S2 (order)',
    check: ({ certificate: { subject }, profile }) => {
      const expected = profile.subject.filter(
        ({ type, isRequired }) => isRequired || attributeOf(subject, type) !== undefined,
      )
      const isAsExpected =
        expected.length === subject.length &&
        expected.every(({ type }, index) => subject[index]?.type === type)
      return isAsExpected ? undefined : subject.map(({ type }) => type).join(' ')
    },
  },
  {
    rule: 'subject-values-of-form',
    source:
      'RFC 5280 appendix A.1 (upper bounds); S2 (serialNumber, pseudonym); letters of the languages of Finland and the EU',
    check: ({ certificate: { subject }, profile }) =>
      profile.subject
        .filter((attribute) => !hasForm(attribute, attributeOf(subject, attribute.type)))
        .map(({ type }) => type)
        .join(' ') || undefined,
  },
  {
    rule: 'common-name-of-its-parts',
    source: 'S2: surname, given name and serial number',
    check: ({ certificate: { subject } }) => {
      const serialNumber = attributeOf(subject, attributeTypes.serialNumber)
      const surname = attributeOf(subject, attributeTypes.surname)
      const commonName = attributeOf(subject, attributeTypes.commonName) ?? ''
      if (serialNumber === undefined || surname === undefined) return undefined
      const [firstOfSurname = ''] = surname.split(' ')
      return commonName.startsWith(firstOfSurname.slice(0, 30)) &&
        commonName.endsWith(` ${serialNumber}`)
        ? undefined
        : 'the common name is not made of surname, given names and number'
    },
  },
  {
    rule: 'no-identity-code',
    source: 'GDPR article 87, act 1050/2018 § 29',
    check: ({ certificate: { subject, known } }) =>
      [...subject, ...valuesOf(known.subjectAltName)].some(({ value }) =>
        identityCodeInName.test(value),
      )
        ? 'a personal identity code stands in a name'
        : undefined,
  },
  {
    rule: 'subject-differs-from-issuer',
    source: 'RFC 5280 § 6.1: only a self-issued certificate has its issuer’s name',
    check: ({ certificate, profile }) =>
      equalBytes(certificate.subjectDer, certificate.issuerDer) === profile.isSelfSigned
        ? undefined
        : 'subject and issuer',
  },
  {
    rule: 'person-named',
    source: 'EN 319 412-2 § 4.2.4: country, a name of the person, common name and serial number',
    check: ({ certificate: { subject }, profile }) =>
      profile.certifies === 'person'
        ? missingOf(subject, ['countryName', 'givenName', 'surname', 'commonName', 'serialNumber'])
        : undefined,
  },
  {
    rule: 'organisation-named',
    source:
      'EN 319 412-3 § 4.2.1: country, organisation and common name, its identifier when qualified',
    check: ({ certificate: { subject }, profile, issuer }) => {
      if (profile.certifies !== 'service') return undefined
      const isQualified = profile.qualifiedFor === 'eseal' && issuer.qualified !== undefined
      return missingOf(subject, [
        'countryName',
        'organizationName',
        'commonName',
        ...(isQualified ? (['organizationIdentifier'] as const) : []),
      ])
    },
  },
  {
    rule: 'alternative-names-of-profile',
    source: 'RFC 5280 § 4.2.1.6; S2 (mailbox and account with the authentication certificate only)',
    check: ({ certificate: { known }, profile: { alternativeNames } }) => {
      const names = known.subjectAltName ?? []
      const permitted: Readonly<Partial<Record<AlternativeName['kind'], unknown>>> =
        alternativeNames
      const strange = names.find(({ kind }) => permitted[kind] === undefined)
      if (strange !== undefined) return strange.kind
      for (const kind of alternativeNameKinds) {
        const { min, max } = alternativeNames[kind] ?? { min: 0, max: 0 }
        const count = names.filter((each) => each.kind === kind).length
        if (count < min || count > max) return `${String(count)} of ${kind}`
      }
      return undefined
    },
  },
  {
    rule: 'alternative-names-of-form',
    source:
      'RFC 5280 § 4.2.1.6, RFC 1034 § 3.5 (machines), RFC 5952 (addresses), RFC 5321 § 2.3.11 (mailboxes)',
    check: ({ certificate: { known } }) => {
      const values = valuesOf(known.subjectAltName)
      const wrong = values.find(({ kind, value }) => !hasNameForm(kind, value))
      if (wrong !== undefined) return `${wrong.kind} ${wrong.value}`
      const isTwice =
        new Set(values.map(({ kind, value }) => `${kind} ${value}`)).size < values.length
      return isTwice ? 'a name stands twice' : undefined
    },
  },
  {
    rule: 'server-named-by-its-alternative-names',
    source: 'RFC 9525 § 6.3: who connects looks at the DNS names; the common name is one of them',
    check: ({ certificate: { subject, known }, profile: { alternativeNames } }) => {
      if (alternativeNames.dns === undefined) return undefined
      const commonName = attributeOf(subject, attributeTypes.commonName)
      return known.subjectAltName?.some((name) => name.kind === 'dns' && name.value === commonName)
        ? undefined
        : commonName
    },
  },
  {
    rule: 'server-addresses-of-issuer',
    source:
      'the reviewed file of CAs: an address that more than one machine may have proves nothing',
    check: ({ certificate: { known }, issuer }) =>
      valuesOf(known.subjectAltName).find(
        ({ kind, value }) => kind === 'ip' && !issuer.isServerAddress(value),
      )?.value,
  },
]

const missingOf = (
  subject: readonly { readonly type: string }[],
  required: readonly (keyof typeof attributeTypes)[],
): string | undefined =>
  required
    .filter((attribute) => !subject.some(({ type }) => type === attributeTypes[attribute]))
    .join(' ') || undefined

type PlainName = Extract<AlternativeName, { readonly kind: AlternativeNameKind }>

const valuesOf = (names: readonly AlternativeName[] = []): readonly PlainName[] =>
  names.filter((name) => name.kind !== 'uri' && name.kind !== 'other')

function hasNameForm(kind: PlainName['kind'], value: string): boolean {
  if (kind === 'ip') return canonicalIpAddress(value) === value
  if (kind !== 'email') return nameForms[kind].test(value)
  const mailbox = parseMailbox(value)
  return mailbox.ok && mailbox.value.address === value
}

/** No wildcards: a certificate is for named machines. */
const nameForms: Readonly<Record<Exclude<PlainName['kind'], 'ip' | 'email'>, RegExp>> = {
  dns: /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
  upn: /^(?=.{3,256}$)[^\s@\p{C}]+@[^\s@\p{C}]+$/u,
}

/** Whether a value has the form of its attribute; also true for an absent one where it may be absent. */
function hasForm(
  { form, maxLength, isRequired }: SubjectAttribute,
  value: string | undefined,
): boolean {
  if (value === undefined) return !isRequired
  if (Array.from(value).length > maxLength || value.trim() !== value || value === '') return false
  switch (form) {
    case 'country':
      return /^[A-Z]{2}$/.test(value)
    case 'registration-number':
      return /^\d{11}$/.test(value)
    case 'satu':
      return parseSatu(value).ok && /^\d{8}[0-9A-Y]$/.test(value)
    case 'doctor-id':
      return /^\d{6}$/.test(value)
    case 'oid':
      return /^[0-2](\.(0|[1-9]\d*))+$/.test(value)
    case 'organisation-identifier':
      // EN 319 412-1 § 5.1.4: the register, the country, the number in the register.
      return /^(VAT|NTR|LEI)[A-Z]{2}-\S+$/.test(value)
    case 'text':
      // What people see is what the bytes contain.
      return isPlainLine(value)
  }
}
