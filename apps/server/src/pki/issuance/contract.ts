import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type {
  IssuerId,
  KeyFamily,
  LintFinding,
  ProfileId,
  SignerRefusal,
} from '#pki/ca/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    issuance:
      | 'certificates.issueCertificate'
      | 'certificates.enrolCertificate'
      | 'certificates.registerClient'
      | 'certificates.viewClients'
      | 'certificates.endClient'
      | 'certificates.recover'
  }
}

/** A serial number as lower-case hexadecimal octets, positive, 17 octets of ours (128 random bits). */
export type SerialNumber = Brand<string, 'SerialNumber'>

/** What the subject of a person's certificate says (domain: registers' facts, in the register's spelling). */
export type SubjectFacts = {
  readonly givenNames: string
  readonly surname: string
} & ((Titled & (ProfessionalFacts | MemberFacts)) | OrganisationCardFacts | CitizenFacts)

type Titled = {
  /** The right to practise, or the title that the employer gives; in Finnish, as printed on the card. */
  readonly title: string
}

export type ProfessionalFacts = {
  /** 11 digits. */
  readonly registrationNumber: string
  /** 6 digits; in both certificates of everyone who has one. */
  readonly doctorId?: string
}

/** Of those who are bound to an organisation. */
export type MemberFacts = {
  /** 11 digits, given by the service. */
  readonly subjectNumber: string
  readonly organisation: string
  readonly unit?: string
}

/** Of those who act for an organisation of any kind. */
export type OrganisationCardFacts = {
  /** 11 digits. */
  readonly subjectNumber: string
  readonly organisation: string
  readonly businessId: string
}

/** Of those who are bound to nothing. */
export type CitizenFacts = {
  /** Electronic client identifier: eight digits and a check character. */
  readonly satu: string
}

/** Possession of the private key: the card's signature over a challenge (at least 16 octets) that the caller made. */
export type ProofOfPossession = {
  readonly challenge: Uint8Array
  /** ECDSA in DER, or RSA PKCS #1 v1.5; SHA-384 with P-384, SHA-256 with P-256 and RSA. */
  readonly signature: Uint8Array
}

export type IssueCertificate = {
  /** The same key answers with the same certificate, however often it is asked. */
  readonly requestKey: string
  readonly profile:
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
  readonly subject: SubjectFacts
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
  /** The last day of validity, inclusive, to its end in Helsinki. */
  readonly validTo: LocalDate
  readonly cardId: string
} & (
  | { readonly holder: string }
  /** Of a test card, which is nobody's: the test authority certifies it. */
  | { readonly isTest: true }
)

/** A certificate of the status service's own key. */
export type IssueResponderCertificate = {
  readonly requestKey: string
  readonly issuer: IssuerId
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
}

/** A program that may ask for certificates, known by the certificate of its TLS connection. UUID. */
export type ClientId = Brand<string, 'ClientId'>

/** What a client's certificates are and which names they may carry. */
export type EnrolmentRules = {
  /** One of those for services. */
  readonly profile: ProfileId
  /** The tree whose issuer certifies. */
  readonly family: KeyFamily
  /** As the code service spells it. */
  readonly organisation: string
  readonly unit?: string | undefined
  /** Of the organisation or unit; the subject's serialNumber (domain: S2 for services). */
  readonly organisationOid: string
  /** `example.fi` for itself, `.example.fi` for everything under it. */
  readonly dnsNames: readonly string[]
  /** Where there are no DNS names: of systems that sign, letter for letter. */
  readonly commonNames: readonly string[]
  readonly validityDays: number
  /** It makes cards: a personalisation station. */
  readonly isStation?: boolean | undefined
  /** It asks whose certificates are: an identification service. */
  readonly lookUp?: LookUpRules | undefined
}

/** What an identification service may ask, and how it proves in whose name. */
export type LookUpRules = {
  /** As it stands in every context that it signs. */
  readonly applicationName: string
  /** Of the key that signs contexts: SubjectPublicKeyInfo, base64 of DER. RSA or an elliptic curve. */
  readonly contextKey: string
  /** The old form of the signature, over SHA-1, is taken too. */
  readonly alsoSha1?: boolean | undefined
  /** 600 unless told. */
  readonly requestsPerMinute?: number | undefined
}

export type Client = {
  readonly clientId: ClientId
  readonly name: string
  /** SHA-256 of the client's certificate, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Of its certificate, inclusive; not known of one that was registered before this was kept. */
  readonly notAfter?: Instant
  readonly rules: EnrolmentRules
  readonly registeredAt: Instant
  readonly endedAt?: Instant
}

export type ClientRegistered = {
  readonly type: 'ClientRegistered'
  readonly clientId: ClientId
  readonly fingerprint: string
  readonly rules: EnrolmentRules
}

export type ClientEnded = { readonly type: 'ClientEnded'; readonly clientId: ClientId }

export type IssuedCertificate = {
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly profile: ProfileId
  readonly der: Uint8Array
  readonly notBefore: Instant
  /** Inclusive. */
  readonly notAfter: Instant
  readonly holder?: string
  readonly cardId?: string
}

/** A certificate as the store knows it: every serial that may ever have been signed has a row. */
export type CertificateRow =
  | (IssuedCertificate & { readonly state: 'issued' })
  | (Omit<IssuedCertificate, 'der'> & { readonly state: 'reserved' })
  | (Omit<IssuedCertificate, 'der'> & { readonly state: 'void'; readonly reason: string })
  | ImportedCertificate

/** A certificate of an older system: as good as one that was issued here, but its bytes are not known. */
export type ImportedCertificate = {
  readonly state: 'imported'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  /** Inclusive. */
  readonly notAfter: Instant
}

export type IssueRefusal =
  | { readonly kind: 'key-not-readable' }
  | { readonly kind: 'key-too-weak'; readonly detail: string }
  | { readonly kind: 'key-already-used' }
  | { readonly kind: 'possession-not-proved' }
  | { readonly kind: 'subject-not-acceptable'; readonly detail: string }
  | { readonly kind: 'validity-not-acceptable'; readonly detail: string }
  | { readonly kind: 'request-differs' }
  | { readonly kind: 'lint-failed'; readonly findings: readonly LintFinding[] }
  | { readonly kind: 'signer-unavailable' }
  /** What begins now here is of another time to the signer: one of the clocks is wrong. */
  | { readonly kind: 'clocks-differ' }
  | { readonly kind: 'signer-refused'; readonly refusal: SignerRefusal }

export type CertificateReserved = {
  readonly type: 'CertificateReserved'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly profile: ProfileId
  readonly about?: { readonly personId: string; readonly cardId: string }
}

/** Those of a group that were asked for by one and are nobody's: one entry of the trail tells of all of them. */
export type CertificatesReserved = {
  readonly type: 'CertificatesReserved'
  readonly issuer: IssuerId
  readonly profile: ProfileId
  readonly serials: readonly SerialNumber[]
}

export type CertificateIssued = Omit<CertificateReserved, 'type'> & {
  readonly type: 'CertificateIssued'
}

/** As `CertificatesReserved`. */
export type CertificatesIssued = Omit<CertificatesReserved, 'type'> & {
  readonly type: 'CertificatesIssued'
}

export type CertificateVoided = Omit<CertificateReserved, 'type'> & {
  readonly type: 'CertificateVoided'
  readonly reason: string
}
