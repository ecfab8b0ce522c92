import type { Permission } from '@sotevarmenne/api/permissions'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type {
  Basis,
  ProofOfPossession,
  SignedApproval,
} from '@sotevarmenne/issuing/domain/evidence'
import type {
  IssuerId,
  KeyFamily,
  LintFinding,
  ProfileId,
  SignerRefusal,
} from '#pki/ca/contract.ts'
import type { Permit } from '#platform/permit.ts'

export type { Basis, ProofOfPossession }

/** Every operation that issues a certificate, or completes one whose issuance was interrupted. */
export const issuingOperations = [
  'certificates.issueCertificate',
  'certificates.enrolCertificate',
  'certificates.registerClient',
  'certificates.recover',
] as const satisfies readonly Permission[]

/** No other operation can issue. */
export type IssuingPermit = Permit<(typeof issuingOperations)[number]>

/** A serial number as lower-case hexadecimal bytes, positive; ours have 17 bytes (128 random bits). */
export type SerialNumber = Brand<string, 'SerialNumber'>

/**
 * What the subject of a person's certificate contains (domain: registers' facts, in the register's spelling).
 */
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
  /** 11 digits, assigned by the service. */
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

/** Of those who are bound to no organisation. */
export type CitizenFacts = {
  /** Electronic client identifier: eight digits and a check character. */
  readonly satu: string
}

export type IssueCertificate = {
  /** The same request key returns the same certificate, however often it is requested. */
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
    | 'temporary-member-authentication'
    | 'temporary-member-signature'
    | 'organisation-authentication'
    | 'organisation-signature'
    | 'citizen-authentication'
    | 'citizen-signature'
  readonly subject: SubjectFacts
  /** The address for e-mail, where the profile may have one. */
  readonly email?: string
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
  /** What shows the signer that somebody who may asked for it. */
  readonly basis: Basis
  /** The last day of validity, inclusive, to its end in Helsinki. */
  readonly validTo: LocalDate
  readonly cardId: string
} & (
  | { readonly holder: string }
  /** Of a test card, which belongs to no person: the test CA certifies it. */
  | { readonly isTest: true }
)

/** A certificate of the OCSP responder's own key. */
export type IssueResponderCertificate = {
  readonly requestKey: string
  readonly issuer: IssuerId
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
}

/** A program that may request certificates, identified by its TLS certificate. UUID. */
export type ClientId = Brand<string, 'ClientId'>

/** The profile of a client's certificates and the names they may carry. */
export type EnrolmentRules = {
  /** One of those for services. */
  readonly profile: ProfileId
  /** The CA tree that certifies. */
  readonly family: KeyFamily
  /** As the code service spells it. */
  readonly organisation: string
  readonly unit?: string | undefined
  /** Of the organisation or unit; the subject's serialNumber (domain: S2 for services). */
  readonly organisationOid: string
  /** `example.fi` for itself, `.example.fi` for everything under it. */
  readonly dnsNames: readonly string[]
  /** Beside DNS names: `192.0.2.1` for itself, `192.0.2.0/28` for every address of the network. */
  readonly addresses?: readonly string[] | undefined
  /** Where there are no DNS names: of systems that sign, matched exactly. */
  readonly commonNames: readonly string[]
  readonly validityDays: number
  /** It produces cards: a production station. */
  readonly isStation?: boolean | undefined
  /** It looks up the holders of certificates: an identification service. */
  readonly lookUp?: LookUpRules | undefined
}

/** What an identification service may look up, and how it proves on whose behalf. */
export type LookUpRules = {
  /** As in every context that it signs. */
  readonly applicationName: string
  /** Of the key that signs contexts: SubjectPublicKeyInfo, base64 of DER. RSA or an elliptic curve. */
  readonly contextKey: string
  /** The old form of the signature, over SHA-1, is accepted too. */
  readonly alsoSha1?: boolean | undefined
  /** Default: 600. */
  readonly requestsPerMinute?: number | undefined
}

export type Client = {
  readonly clientId: ClientId
  readonly name: string
  /** SHA-256 of the client's certificate, lower-case hexadecimal. */
  readonly fingerprint: string
  /** Of its certificate, inclusive; unknown for a client that was registered before this was stored. */
  readonly notAfter?: Instant
  readonly rules: EnrolmentRules
  /** What two case officers signed: without it the client gets no certificate. */
  readonly approval?: SignedApproval
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
  | { readonly kind: 'bad-proof-of-possession' }
  | { readonly kind: 'subject-not-acceptable'; readonly detail: string }
  | { readonly kind: 'validity-not-acceptable'; readonly detail: string }
  | { readonly kind: 'request-differs' }
  | { readonly kind: 'lint-failed'; readonly findings: readonly LintFinding[] }
  | { readonly kind: 'signer-unavailable' }
  /** The validity that begins now is out of range for the signer: one of the clocks is wrong. */
  | { readonly kind: 'clock-skew' }
  | { readonly kind: 'signer-refused'; readonly refusal: SignerRefusal }

export type CertificateReserved = {
  readonly type: 'CertificateReserved'
  readonly issuer: IssuerId
  readonly serial: SerialNumber
  readonly profile: ProfileId
  readonly about?: { readonly personId: string; readonly cardId: string }
}

/**
 * Those of a group with one requester and no person as holder: one entry of the audit log records all of
 * them.
 */
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

/** How a certificate that was signed differs from the records. */
export type SigningLogFault =
  | 'row-missing'
  /** The row says that it was voided, which only happens to bytes that were never signed. */
  | 'voided-though-signed'
  /** The row holds other bytes than those that were signed. */
  | 'other-bytes'
