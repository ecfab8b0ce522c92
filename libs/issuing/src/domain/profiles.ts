import type { KeyUsage } from '@sotevarmenne/x509/extensions'
import { attributeTypes, extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts, IssuerRole } from './issuer.ts'
import { qcStatementsOf, type QualifiedFor } from './qc-statements.ts'

/** A kind of certificate: what it must and may contain is data, below. */
export type ProfileId =
  | 'ca-root'
  | 'ca-issuing'
  | 'professional-authentication'
  | 'professional-signature'
  | 'staff-authentication'
  | 'staff-signature'
  | 'actor-authentication'
  | 'actor-signature'
  | 'temporary-authentication'
  | 'temporary-signature'
  | 'temporary-member-authentication'
  | 'temporary-member-signature'
  | 'organisation-authentication'
  | 'organisation-signature'
  | 'citizen-authentication'
  | 'citizen-signature'
  | 'server'
  | 'system-signature'
  | 'ocsp-responder'

/** A kind of public key, with the min strength that its name says. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096'

type KeyUsages = { readonly ec: readonly KeyUsage[]; readonly rsa: readonly KeyUsage[] }

export const subjectKinds = ['person', 'service', 'responder', 'ca'] as const

/** What a certificate of one kind contains and nothing else may. The lints check every certificate by it. */
export type CertificateProfile = {
  readonly id: ProfileId
  /** The CAs that issue it. The test CA issues test versions of the others' certificates. */
  readonly issuers: readonly IssuerRole[]
  /** The kind of subject: decides which parts of EN 319 412 apply. */
  readonly certifies: (typeof subjectKinds)[number]
  readonly isSelfSigned: boolean
  /** In the order of the encoding. */
  readonly subject: readonly SubjectAttribute[]
  readonly alternativeNames: AlternativeNameRules
  readonly keys: readonly KeyKind[]
  /** Whether the key is of the issuer's key family: RSA under RSA, elliptic curve under elliptic curve. */
  readonly isKeyOfFamily: boolean
  readonly keyUsage: KeyUsages
  readonly extendedKeyUsage: readonly string[]
  readonly ca:
    { readonly cA: true; readonly pathLength: number | undefined } | { readonly cA: false }
  /** Whether it contains a CA's policy: the issuer's, or its own in a CA certificate. */
  readonly hasPolicy: boolean
  readonly hasCrlAddress: boolean
  readonly hasAuthorityAccess: boolean
  readonly isOcspNoCheck: boolean
  /** What it is qualified for under a qualified CA (EN 319 412-5). */
  readonly qualifiedFor: QualifiedFor
  /** Max validity: whole years to the end of that Finnish day, or days. */
  readonly maxValidity: { readonly years: number } | { readonly days: number }
}

export type SubjectAttribute = {
  readonly type: string
  readonly isRequired: boolean
  readonly form:
    | 'country'
    | 'registration-number'
    | 'satu'
    | 'doctor-id'
    | 'oid'
    | 'organisation-identifier'
    | 'text'
  /** Max characters (RFC 5280, appendix A.1). */
  readonly maxLength: number
}

export const alternativeNameKinds = ['dns', 'ip', 'email', 'upn'] as const
export type AlternativeNameKind = (typeof alternativeNameKinds)[number]

/** How many names of each kind there must and may be. A kind that is not listed is not allowed. */
export type AlternativeNameRules = Readonly<
  Partial<Record<AlternativeNameKind, { readonly min: number; readonly max: number }>>
>

const text = (type: string, maxLength: number): SubjectAttribute => ({
  type,
  isRequired: true,
  form: 'text',
  maxLength,
})
const optional = (attribute: SubjectAttribute): SubjectAttribute => ({
  ...attribute,
  isRequired: false,
})
const country = { ...text(attributeTypes.countryName, 2), form: 'country' } as const
const organisation = text(attributeTypes.organizationName, 64)
const unit = optional(text(attributeTypes.organizationalUnitName, 64))
const commonName = text(attributeTypes.commonName, 64)
const organisationIdentifier = {
  ...text(attributeTypes.organizationIdentifier, 64),
  form: 'organisation-identifier',
} as const
const title = text(attributeTypes.title, 64)

const caSubject: readonly SubjectAttribute[] = [country, organisation, commonName]

// S2: `C, O, OU, serialNumber, givenName, surname, title, pseudonym, CN`.
const numbered = (form: 'registration-number' | 'satu'): readonly SubjectAttribute[] => [
  { ...text(attributeTypes.serialNumber, 64), form },
  // RFC 5280 allows 32768 characters (ub-name); a person with more than 200 must be contacted.
  text(attributeTypes.givenName, 200),
  text(attributeTypes.surname, 200),
]
const name = numbered('registration-number')
const doctorId = optional({ ...text(attributeTypes.pseudonym, 128), form: 'doctor-id' })
/** Bound to the right to practise: no organisation. */
const professionalSubject = [country, ...name, title, doctorId, commonName]
/** Bound to the organisation. */
const memberSubject = [country, organisation, unit, ...name, title, commonName]
/** The person, and the organisation by its number in the business register (EN 319 412-1). */
const organisationCardSubject = [country, organisation, organisationIdentifier, ...name, commonName]
/** Bound to nothing: the client identifier identifies the person (S2). */
const citizenSubject = [country, ...numbered('satu'), commonName]
/** The organisation by its long name and OID in the national code service. */
const serviceSubject = [
  country,
  organisation,
  unit,
  { ...text(attributeTypes.serialNumber, 64), form: 'oid' },
] as const

const endEntity = {
  isSelfSigned: false,
  ca: { cA: false },
  hasPolicy: true,
  hasCrlAddress: true,
  hasAuthorityAccess: true,
  isOcspNoCheck: false,
} as const satisfies Partial<CertificateProfile>

const person = {
  ...endEntity,
  certifies: 'person',
  keys: ['P-384', 'RSA-3072'],
  isKeyOfFamily: true,
} as const satisfies Partial<CertificateProfile>

/** Profile of the authentication certificate (PIN1): keyUsage for log-in on the web and on a workstation. */
const authentication = {
  ...person,
  // 0xB0 of S2 is not for EC keys (RFC 8813) and with clientAuth not for RSA either (RFC 5280 § 4.2.1.12).
  keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature', 'keyEncipherment'] },
  extendedKeyUsage: [keyPurposes.clientAuth, keyPurposes.smartCardLogon],
  alternativeNames: { upn: { min: 0, max: 1 } },
  qualifiedFor: undefined,
} as const satisfies Partial<CertificateProfile>

/** Of those who are bound to an organisation: with the address that they have there, for e-mail too (R393). */
const memberAuthentication = {
  ...authentication,
  alternativeNames: { email: { min: 0, max: 1 }, ...authentication.alternativeNames },
} as const satisfies Partial<CertificateProfile>

/** The certificate of PIN2: signs what its holder intends to sign. */
const signature = {
  ...person,
  keyUsage: { ec: ['nonRepudiation'], rsa: ['nonRepudiation'] },
  extendedKeyUsage: [],
  alternativeNames: {},
  qualifiedFor: 'esign',
} as const satisfies Partial<CertificateProfile>

const professional = {
  issuers: ['professional', 'test'],
  subject: professionalSubject,
  maxValidity: { years: 5 },
} as const satisfies Partial<CertificateProfile>

/** Staff of providers, and actors of other bodies. */
const member = { ...professional, subject: memberSubject }

/** Cards of other issuers, which this service produces only for the tests of vendors (R251). */
const testOnly = { issuers: ['test'], maxValidity: { years: 5 } } as const
const organisationCard = { ...testOnly, subject: organisationCardSubject }
const citizenCard = { ...testOnly, subject: citizenSubject }

/** Repeats the subject of the professional card that is lost, forgotten or broken. */
const temporary = {
  issuers: ['temporary', 'test'],
  subject: professionalSubject,
  // The longest three months.
  maxValidity: { days: 92 },
} as const satisfies Partial<CertificateProfile>

/** Likewise, of a staff or actor card. */
const temporaryMember = { ...temporary, subject: memberSubject }

const service = {
  ...endEntity,
  issuers: ['service', 'test'],
  certifies: 'service',
  keys: ['P-256', 'P-384', 'RSA-2048'],
  isKeyOfFamily: false,
} as const satisfies Partial<CertificateProfile>

const ca = {
  issuers: ['root'],
  certifies: 'ca',
  subject: caSubject,
  alternativeNames: {},
  keys: ['P-384', 'RSA-4096'],
  isKeyOfFamily: true,
  keyUsage: { ec: ['keyCertSign', 'cRLSign'], rsa: ['keyCertSign', 'cRLSign'] },
  extendedKeyUsage: [],
  isOcspNoCheck: false,
  qualifiedFor: undefined,
} as const satisfies Partial<CertificateProfile>

export const profiles: { readonly [Id in ProfileId]: CertificateProfile } = {
  'ca-root': {
    ...ca,
    id: 'ca-root',
    isSelfSigned: true,
    ca: { cA: true, pathLength: undefined },
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    maxValidity: { years: 21 },
  },
  'ca-issuing': {
    ...ca,
    id: 'ca-issuing',
    isSelfSigned: false,
    ca: { cA: true, pathLength: 0 },
    hasPolicy: true,
    hasCrlAddress: true,
    hasAuthorityAccess: true,
    maxValidity: { years: 20 },
  },
  'professional-authentication': {
    ...authentication,
    ...professional,
    id: 'professional-authentication',
  },
  'professional-signature': { ...signature, ...professional, id: 'professional-signature' },
  'staff-authentication': { ...memberAuthentication, ...member, id: 'staff-authentication' },
  'staff-signature': { ...signature, ...member, id: 'staff-signature' },
  'actor-authentication': { ...memberAuthentication, ...member, id: 'actor-authentication' },
  'actor-signature': { ...signature, ...member, id: 'actor-signature' },
  'temporary-authentication': { ...authentication, ...temporary, id: 'temporary-authentication' },
  'temporary-signature': { ...signature, ...temporary, id: 'temporary-signature' },
  'temporary-member-authentication': {
    ...authentication,
    ...temporaryMember,
    id: 'temporary-member-authentication',
  },
  'temporary-member-signature': {
    ...signature,
    ...temporaryMember,
    id: 'temporary-member-signature',
  },
  'organisation-authentication': {
    ...authentication,
    ...organisationCard,
    id: 'organisation-authentication',
  },
  'organisation-signature': { ...signature, ...organisationCard, id: 'organisation-signature' },
  'citizen-authentication': { ...authentication, ...citizenCard, id: 'citizen-authentication' },
  'citizen-signature': { ...signature, ...citizenCard, id: 'citizen-signature' },
  server: {
    ...service,
    id: 'server',
    subject: [...serviceSubject, commonName],
    alternativeNames: { dns: { min: 1, max: 100 }, ip: { min: 0, max: 99 } },
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature', 'keyEncipherment'] },
    // Kanta identifies its clients by mutual TLS.
    extendedKeyUsage: [keyPurposes.serverAuth, keyPurposes.clientAuth],
    qualifiedFor: undefined,
    maxValidity: { years: 1 },
  },
  'system-signature': {
    ...service,
    id: 'system-signature',
    subject: [
      country,
      organisation,
      unit,
      // S2 has none; a qualified seal must have one (EN 319 412-3 § 4.2.1), and the lint then requires it.
      optional(organisationIdentifier),
      ...serviceSubject.slice(-1),
      commonName,
    ],
    alternativeNames: {},
    keyUsage: {
      ec: ['digitalSignature', 'nonRepudiation'],
      rsa: ['digitalSignature', 'nonRepudiation'],
    },
    extendedKeyUsage: [],
    qualifiedFor: 'eseal',
    maxValidity: { years: 2 },
  },
  'ocsp-responder': {
    ...endEntity,
    id: 'ocsp-responder',
    issuers: ['professional', 'temporary', 'service', 'test'],
    certifies: 'responder',
    subject: caSubject,
    alternativeNames: {},
    keys: ['P-256', 'P-384', 'RSA-3072'],
    // A P-256 key signs ten times as fast, and every current client supports it.
    isKeyOfFamily: false,
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature'] },
    extendedKeyUsage: [keyPurposes.ocspSigning],
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    isOcspNoCheck: true,
    qualifiedFor: undefined,
    // Its revocation can't be checked (RFC 6960 § 4.2.2.2.1): its short validity is the limit.
    maxValidity: { days: 90 },
  },
}

export const isProfile = (word: string): word is ProfileId => Object.hasOwn(profiles, word)

/**
 * What the key of a certificate is for. One that names a mailbox signs and decrypts e-mail too: its EC key agrees
 * on a key where an RSA key enciphers one (RFC 8550 § 4.4.2 and § 4.4.4, RFC 5480 § 3, RFC 8813 § 3).
 */
export function usagesOf(
  { keyUsage, extendedKeyUsage }: Pick<CertificateProfile, 'keyUsage' | 'extendedKeyUsage'>,
  alternativeNames: readonly { readonly kind: string }[],
): Pick<CertificateProfile, 'keyUsage' | 'extendedKeyUsage'> {
  return alternativeNames.some(({ kind }) => kind === 'email')
    ? {
        keyUsage: { ...keyUsage, ec: [...keyUsage.ec, 'keyAgreement'] },
        extendedKeyUsage: [...extendedKeyUsage, keyPurposes.emailProtection],
      }
    : { keyUsage, extendedKeyUsage }
}

/** The rules for one extension. */
export type ExtensionRule = { readonly critical: boolean; readonly isRequired: boolean }

/** The extensions of a certificate of the profile under the issuer, by type. Called for each certificate. */
export function extensionsOfProfile(
  profile: CertificateProfile,
  issuer: Pick<IssuerFacts, 'qualified'>,
): ExtensionRules {
  const ofIssuer = extensionsOfIssuers.get(issuer) ?? new Map<CertificateProfile, ExtensionRules>()
  extensionsOfIssuers.set(issuer, ofIssuer)
  const extensions = ofIssuer.get(profile) ?? makeExtensions(profile, issuer)
  ofIssuer.set(profile, extensions)
  return extensions
}

type ExtensionRules = ReadonlyMap<string, ExtensionRule>

const extensionsOfIssuers = new WeakMap<object, Map<CertificateProfile, ExtensionRules>>()

function makeExtensions(
  profile: CertificateProfile,
  issuer: Pick<IssuerFacts, 'qualified'>,
): ExtensionRules {
  const critical = { critical: true, isRequired: true }
  const plain = { critical: false, isRequired: true }
  const alternatives = Object.values(profile.alternativeNames)
  const rules: readonly (readonly [string, ExtensionRule, boolean])[] = [
    [extensionTypes.basicConstraints, critical, true],
    [extensionTypes.keyUsage, critical, true],
    [extensionTypes.extKeyUsage, plain, profile.extendedKeyUsage.length > 0],
    [extensionTypes.subjectKeyIdentifier, plain, true],
    [extensionTypes.authorityKeyIdentifier, plain, !profile.isSelfSigned],
    [
      extensionTypes.subjectAltName,
      { critical: false, isRequired: alternatives.some(({ min }) => min > 0) },
      alternatives.length > 0,
    ],
    [extensionTypes.certificatePolicies, plain, profile.hasPolicy],
    [extensionTypes.cRLDistributionPoints, plain, profile.hasCrlAddress],
    [extensionTypes.authorityInfoAccess, plain, profile.hasAuthorityAccess],
    [extensionTypes.qcStatements, plain, qcStatementsOf(profile, issuer).length > 0],
    [extensionTypes.ocspNoCheck, plain, profile.isOcspNoCheck],
  ]
  return new Map(rules.flatMap(([type, rule, isOfProfile]) => (isOfProfile ? [[type, rule]] : [])))
}
