import { attributeTypes, extensionTypes, keyPurposes } from '@sotevarmenne/x509/oids'
import type { KeyUsage } from '@sotevarmenne/x509/extensions'
import type { IssuerRole, ProfileId } from '../contract.ts'

/** A kind of public key, with the least strength that its name says. */
export type KeyKind = 'P-256' | 'P-384' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096'

/** What a certificate of one kind holds and nothing else may. The lints hold every certificate against it. */
export type CertificateProfile = {
  readonly id: ProfileId
  readonly issuers: readonly IssuerRole[]
  readonly isSelfSigned: boolean
  /** In the order of the encoding. */
  readonly subject: readonly SubjectAttribute[]
  readonly keys: readonly KeyKind[]
  readonly keyUsage: { readonly ec: readonly KeyUsage[]; readonly rsa: readonly KeyUsage[] }
  readonly extendedKeyUsage: readonly string[]
  readonly authority:
    { readonly cA: true; readonly pathLength: number | undefined } | { readonly cA: false }
  /** Whether it says the policy of the authority: the issuer's, or its own where it is one. */
  readonly hasPolicy: boolean
  readonly hasCrlAddress: boolean
  readonly hasAuthorityAccess: boolean
  readonly isOcspNoCheck: boolean
  /** The longest validity: whole years to the end of that Finnish day, or days. */
  readonly longest: { readonly years: number } | { readonly days: number }
}

export type SubjectAttribute = {
  readonly type: string
  readonly isRequired: boolean
  readonly form: 'country' | 'registration-number' | 'doctor-id' | 'text'
  /** Characters, at most (RFC 5280, appendix A.1). */
  readonly longest: number
}

const country: SubjectAttribute = {
  type: attributeTypes.countryName,
  isRequired: true,
  form: 'country',
  longest: 2,
}
const text = (type: string, longest: number, isRequired = true): SubjectAttribute => ({
  type,
  isRequired,
  form: 'text',
  longest,
})

const authoritySubject: readonly SubjectAttribute[] = [
  country,
  text(attributeTypes.organizationName, 64),
  text(attributeTypes.commonName, 64),
]

/** S2: `C, O, OU, serialNumber, givenName, surname, title, pseudonym, CN`; a professional has no O and OU. */
const professionalSubject: readonly SubjectAttribute[] = [
  country,
  {
    type: attributeTypes.serialNumber,
    isRequired: true,
    form: 'registration-number',
    longest: 64,
  },
  // RFC 5280 has room for 32768 characters (ub-name); who has more than 200 must be asked.
  text(attributeTypes.givenName, 200),
  text(attributeTypes.surname, 200),
  text(attributeTypes.title, 64),
  { type: attributeTypes.pseudonym, isRequired: false, form: 'doctor-id', longest: 128 },
  text(attributeTypes.commonName, 64),
]

const cardKeys: readonly KeyKind[] = ['P-384', 'RSA-3072']

const professional = {
  issuers: ['professional'],
  isSelfSigned: false,
  subject: professionalSubject,
  keys: cardKeys,
  authority: { cA: false },
  hasPolicy: true,
  hasCrlAddress: true,
  hasAuthorityAccess: true,
  isOcspNoCheck: false,
  longest: { years: 5 },
} as const satisfies Partial<CertificateProfile>

export const profiles: { readonly [Id in ProfileId]: CertificateProfile } = {
  'ca-root': {
    id: 'ca-root',
    issuers: ['root'],
    isSelfSigned: true,
    subject: authoritySubject,
    keys: ['P-384', 'RSA-4096'],
    keyUsage: { ec: ['keyCertSign', 'cRLSign'], rsa: ['keyCertSign', 'cRLSign'] },
    extendedKeyUsage: [],
    authority: { cA: true, pathLength: undefined },
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    isOcspNoCheck: false,
    longest: { years: 21 },
  },
  'ca-issuing': {
    id: 'ca-issuing',
    issuers: ['root'],
    isSelfSigned: false,
    subject: authoritySubject,
    keys: ['P-384', 'RSA-4096'],
    keyUsage: { ec: ['keyCertSign', 'cRLSign'], rsa: ['keyCertSign', 'cRLSign'] },
    extendedKeyUsage: [],
    authority: { cA: true, pathLength: 0 },
    hasPolicy: true,
    hasCrlAddress: true,
    hasAuthorityAccess: true,
    isOcspNoCheck: false,
    longest: { years: 20 },
  },
  'professional-authentication': {
    ...professional,
    id: 'professional-authentication',
    // 0xB0 of S2 is not for EC keys (RFC 8813) and with clientAuth not for RSA either (RFC 5280 § 4.2.1.12).
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature', 'keyEncipherment'] },
    extendedKeyUsage: [keyPurposes.clientAuth, keyPurposes.smartCardLogon],
  },
  'professional-signature': {
    ...professional,
    id: 'professional-signature',
    keyUsage: { ec: ['nonRepudiation'], rsa: ['nonRepudiation'] },
    extendedKeyUsage: [],
  },
  'ocsp-responder': {
    id: 'ocsp-responder',
    issuers: ['root', 'professional', 'temporary', 'service', 'test'],
    isSelfSigned: false,
    subject: authoritySubject,
    keys: ['P-256'],
    keyUsage: { ec: ['digitalSignature'], rsa: ['digitalSignature'] },
    extendedKeyUsage: [keyPurposes.ocspSigning],
    authority: { cA: false },
    hasPolicy: false,
    hasCrlAddress: false,
    hasAuthorityAccess: false,
    isOcspNoCheck: true,
    // Nobody can ask whether it is revoked (RFC 6960 § 4.2.2.2.1): its life is its limit.
    longest: { days: 90 },
  },
}

/** The extensions of the profile, by type, with whether each is critical. */
export function extensionsOfProfile(profile: CertificateProfile): ReadonlyMap<string, boolean> {
  return new Map([
    [extensionTypes.basicConstraints, true],
    [extensionTypes.keyUsage, true],
    ...(profile.extendedKeyUsage.length === 0
      ? []
      : [[extensionTypes.extKeyUsage, false] as const]),
    [extensionTypes.subjectKeyIdentifier, false],
    ...(profile.isSelfSigned ? [] : [[extensionTypes.authorityKeyIdentifier, false] as const]),
    ...(profile.hasPolicy ? [[extensionTypes.certificatePolicies, false] as const] : []),
    ...(profile.hasCrlAddress ? [[extensionTypes.cRLDistributionPoints, false] as const] : []),
    ...(profile.hasAuthorityAccess ? [[extensionTypes.authorityInfoAccess, false] as const] : []),
    ...(profile.isOcspNoCheck ? [[extensionTypes.ocspNoCheck, false] as const] : []),
  ])
}
