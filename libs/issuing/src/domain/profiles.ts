import type { KeyUsage } from '@sotevarmenne/x509/extensions'
import { attributeTypes, extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts, IssuerRole } from './issuer.ts'
import { qcStatementsOf, type QualifiedFor } from './qc-statements.ts'

/** A kind of certificate: what it must hold and may hold is data, below. */
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
  | 'organisation-authentication'
  | 'organisation-signature'
  | 'citizen-authentication'
  | 'citizen-signature'
  | 'server'
  | 'system-signature'
  | 'email'
  | 'ocsp-responder'

/** A kind of public key, with the least strength that its name says. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096'

/** What a certificate of one kind holds and nothing else may. The lints hold every certificate against it. */
export type CertificateProfile = {
  readonly id: ProfileId
  /** Whose authorities issue it. The test authority issues test versions of the others' certificates. */
  readonly issuers: readonly IssuerRole[]
  /** Whom it certifies: which parts of EN 319 412 apply. */
  readonly certifies: 'authority' | 'person' | 'service' | 'responder'
  readonly isSelfSigned: boolean
  /** In the order of the encoding. */
  readonly subject: readonly SubjectAttribute[]
  readonly alternativeNames: AlternativeNameRules
  readonly keys: readonly KeyKind[]
  /** Whether the key is of the issuer's own family: RSA under RSA, elliptic curve under elliptic curve. */
  readonly isKeyOfFamily: boolean
  readonly keyUsage: { readonly ec: readonly KeyUsage[]; readonly rsa: readonly KeyUsage[] }
  readonly extendedKeyUsage: readonly string[]
  readonly authority:
    { readonly cA: true; readonly pathLength: number | undefined } | { readonly cA: false }
  /** Whether it says the policy of the authority: the issuer's, or its own where it is one. */
  readonly hasPolicy: boolean
  readonly hasCrlAddress: boolean
  readonly hasAuthorityAccess: boolean
  readonly isOcspNoCheck: boolean
  /** What it is qualified for under an authority that is decided to be qualified (EN 319 412-5). */
  readonly qualifiedFor: QualifiedFor
  /** The longest validity: whole years to the end of that Finnish day, or days. */
  readonly longest: { readonly years: number } | { readonly days: number }
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
  /** Characters, at most (RFC 5280, appendix A.1). */
  readonly longest: number
}

/** How many names of each kind there must and may be. A kind that is not told may not be there. */
export type AlternativeNameRules = Readonly<
  Partial<Record<'dns' | 'email' | 'upn', { readonly least: number; readonly most: number }>>
>

const text = (type: string, longest: number): SubjectAttribute => ({
  type,
  isRequired: true,
  form: 'text',
  longest,
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

const authoritySubject: readonly SubjectAttribute[] = [country, organisation, commonName]

// S2: `C, O, OU, serialNumber, givenName, surname, title, pseudonym, CN`.
const numbered = (form: 'registration-number' | 'satu'): readonly SubjectAttribute[] => [
  { ...text(attributeTypes.serialNumber, 64), form },
  // RFC 5280 has room for 32768 characters (ub-name); who has more than 200 must be asked.
  text(attributeTypes.givenName, 200),
  text(attributeTypes.surname, 200),
]
const name = numbered('registration-number')
const doctorId = optional({ ...text(attributeTypes.pseudonym, 128), form: 'doctor-id' })
/** Bound to the right to practise: no organisation. */
const professionalSubject = [country, ...name, title, doctorId, commonName]
/** Bound to the organisation. */
const memberSubject = [country, organisation, unit, ...name, title, commonName]
/** Who it is, and for which organisation, by its number in the business register (EN 319 412-1). */
const organisationCardSubject = [country, organisation, organisationIdentifier, ...name, commonName]
/** Bound to nothing: the client identifier says who it is (S2). */
const citizenSubject = [country, ...numbered('satu'), commonName]
/** Repeats the subject of the card that is lost, forgotten or broken, whichever of the three kinds that is. */
const temporarySubject = [
  country,
  optional(organisation),
  unit,
  ...name,
  title,
  doctorId,
  commonName,
]

/** The organisation by its long name and OID in the national code service. */
const serviceSubject = [
  country,
  organisation,
  unit,
  { ...text(attributeTypes.serialNumber, 64), form: 'oid' },
] as const

const endEntity = {
  isSelfSigned: false,
  authority: { cA: false },
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

/** The certificate of PIN1: logs in, on the web and on a workstation. */
const authentication = {
  ...person,
  // 0xB0 of S2 is not for EC keys (RFC 8813) and with clientAuth not for RSA either (RFC 5280 § 4.2.1.12).
  keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature', 'keyEncipherment'] },
  extendedKeyUsage: [keyPurposes.clientAuth, keyPurposes.smartCardLogon],
  alternativeNames: { email: { least: 0, most: 1 }, upn: { least: 0, most: 1 } },
  qualifiedFor: undefined,
} as const satisfies Partial<CertificateProfile>

/** The certificate of PIN2: signs what its holder means. */
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
  longest: { years: 5 },
} as const satisfies Partial<CertificateProfile>

/** Staff of providers, and actors of other bodies. */
const member = { ...professional, subject: memberSubject }

/** Cards of other issuers, which this service makes for the tests of vendors alone (R251). */
const testOnly = { issuers: ['test'], longest: { years: 5 } } as const
const organisationCard = { ...testOnly, subject: organisationCardSubject }
const citizenCard = { ...testOnly, subject: citizenSubject }

const temporary = {
  issuers: ['temporary', 'test'],
  subject: temporarySubject,
  // Three months, the longest of them.
  longest: { days: 92 },
} as const satisfies Partial<CertificateProfile>

const service = {
  ...endEntity,
  issuers: ['service', 'test'],
  certifies: 'service',
  keys: ['P-256', 'P-384', 'RSA-2048'],
  isKeyOfFamily: false,
} as const satisfies Partial<CertificateProfile>

const authority = {
  issuers: ['root'],
  certifies: 'authority',
  subject: authoritySubject,
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
    ...authority,
    id: 'ca-root',
    isSelfSigned: true,
    authority: { cA: true, pathLength: undefined },
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    longest: { years: 21 },
  },
  'ca-issuing': {
    ...authority,
    id: 'ca-issuing',
    isSelfSigned: false,
    authority: { cA: true, pathLength: 0 },
    hasPolicy: true,
    hasCrlAddress: true,
    hasAuthorityAccess: true,
    longest: { years: 20 },
  },
  'professional-authentication': {
    ...authentication,
    ...professional,
    id: 'professional-authentication',
  },
  'professional-signature': { ...signature, ...professional, id: 'professional-signature' },
  'staff-authentication': { ...authentication, ...member, id: 'staff-authentication' },
  'staff-signature': { ...signature, ...member, id: 'staff-signature' },
  'actor-authentication': { ...authentication, ...member, id: 'actor-authentication' },
  'actor-signature': { ...signature, ...member, id: 'actor-signature' },
  'temporary-authentication': { ...authentication, ...temporary, id: 'temporary-authentication' },
  'temporary-signature': { ...signature, ...temporary, id: 'temporary-signature' },
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
    alternativeNames: { dns: { least: 1, most: 100 } },
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature', 'keyEncipherment'] },
    // Kanta knows its clients by mutual TLS.
    extendedKeyUsage: [keyPurposes.serverAuth, keyPurposes.clientAuth],
    qualifiedFor: undefined,
    longest: { years: 1 },
  },
  'system-signature': {
    ...service,
    id: 'system-signature',
    subject: [
      country,
      organisation,
      unit,
      // S2 has none; a qualified seal must have one (EN 319 412-3 § 4.2.1), and the lint asks for it then.
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
    longest: { years: 2 },
  },
  email: {
    ...service,
    id: 'email',
    subject: [country, organisation, unit, commonName],
    alternativeNames: { email: { least: 1, most: 1 } },
    // EC keys agree on a key where RSA keys encipher one (RFC 8813 § 3); 0xB0 does not go with its purpose (RFC 5280 § 4.2.1.12).
    keyUsage: {
      ec: ['digitalSignature', 'keyAgreement'],
      rsa: ['digitalSignature', 'keyEncipherment'],
    },
    extendedKeyUsage: [keyPurposes.emailProtection],
    qualifiedFor: undefined,
    longest: { years: 2 },
  },
  'ocsp-responder': {
    ...endEntity,
    id: 'ocsp-responder',
    issuers: ['professional', 'temporary', 'service', 'test'],
    certifies: 'responder',
    subject: authoritySubject,
    alternativeNames: {},
    keys: ['P-256', 'P-384', 'RSA-3072'],
    // A P-256 key answers ten times as fast, and every client of today reads it.
    isKeyOfFamily: false,
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature'] },
    extendedKeyUsage: [keyPurposes.ocspSigning],
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    isOcspNoCheck: true,
    qualifiedFor: undefined,
    // Nobody can ask whether it is revoked (RFC 6960 § 4.2.2.2.1): its life is its limit.
    longest: { days: 90 },
  },
}

export const isProfile = (word: string): word is ProfileId => Object.hasOwn(profiles, word)

/** What the rules say of one extension. */
export type ExtensionRule = { readonly critical: boolean; readonly isRequired: boolean }

/** The extensions of a certificate of the profile under the issuer, by type. They are asked for with each certificate. */
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
      { critical: false, isRequired: alternatives.some(({ least }) => least > 0) },
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
