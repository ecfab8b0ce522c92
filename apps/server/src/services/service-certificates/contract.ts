import type { Language } from '@sotevarmenne/api/values'
import type {
  ServiceRevocationReason,
  ApplicationStep,
  ServiceProduct,
} from '@sotevarmenne/api/service-certificates'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { ChargedAction } from '#cards/products/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

/** An application for one service certificate, with its outcome. UUID. */
export type ApplicationId = Brand<string, 'ApplicationId'>
/** A link by which a technical contact adds the request. UUID. */
export type RequestLinkId = Brand<string, 'RequestLinkId'>
/** Lets another organisation apply for this organisation's OIDs. UUID. */
export type SupplierAuthorisationId = Brand<string, 'SupplierAuthorisationId'>

/** The person who manages the key, perhaps at a vendor. */
export type TechnicalContact = {
  readonly name: string
  readonly email: string
  /** The vendor. */
  readonly organisation?: string
  /** That organisation connects the provider to Kanta: it is in the register of Kanta intermediaries. */
  readonly isKantaIntermediary?: boolean
}

/** Content of an application. */
export type ApplicationFacts = {
  readonly product: ServiceProduct
  /** A test version, by the test CA. */
  readonly isTest: boolean
  /** OID of the organisation, unit or pharmacy that the certificate names. */
  readonly unitOid: Oid
  /** DNS names of a server, and addresses beside them; the one name of a system. */
  readonly names: readonly string[]
  readonly technicalContact: TechnicalContact
  /** A shared mailbox, to which the certificate and its reminders are sent. */
  readonly mailbox: string
  readonly language: Language
  /** The organisation's own reference, for the invoice. */
  readonly invoiceReference?: string
}

/**
 * When it was sent, and under which names: the long name in that day's copy of the code service, and the
 * organisation's.
 */
type Sent = {
  readonly unitName: string
  /**
   * By the business register; absent for an organisation not in it, for orders of programs, and before names
   * were stored.
   */
  readonly organisationName?: string
  readonly sentBy: string
  readonly sentAt: Instant
}
/** The first check under dual control. */
type Checked = Sent & { readonly checkedBy: string; readonly checkedAt: Instant } & ByTwo
/**
 * The statement with the signature of the first case officer, after the approval of both. Absent in decisions of
 * earlier versions, which the signer does not accept.
 */
type ByTwo = { readonly approval?: SignedApproval }
type Issued = Pick<Sent, 'unitName'> & {
  readonly issuer: string
  readonly serial: string
  readonly issuedAt: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** State of an application. Each state carries only the fields that are true in it. */
export type Standing =
  | { readonly state: 'draft' }
  | ({ readonly state: 'sent' } & Sent)
  /** To be completed and sent again; returned by a case officer, or on account of the registers at issuing. */
  | { readonly state: 'returned'; readonly because: string }
  | ({ readonly state: 'checked' } & Checked)
  | ({
      readonly state: 'approved'
      readonly approvedBy: string
      readonly approvedAt: Instant
    } & Checked)
  | { readonly state: 'refused'; readonly because: string }
  | { readonly state: 'withdrawn' }
  | ({ readonly state: 'issued' } & Issued)
  | ({
      readonly state: 'revoked'
      readonly reason: ServiceRevocationReason
      readonly revokedAt: Instant
    } & Issued)

export type StandingIn<State extends Standing['state']> = Extract<Standing, { state: State }>

/** One line of an application's history. */
export type PastStep = {
  readonly step: ApplicationStep
  readonly at: Instant
  /** A person; absent for the mailed link and for the service itself. */
  readonly by?: string
  readonly because?: string
}

/**
 * The organisation whose program ordered it under an enrolment approval (`acme`), instead of an application
 * of its own.
 */
export type ByProgram = {
  readonly accountId: string
  readonly approvalId: string
  /** The certificate of conformity is stored with the enrolment approval. */
  readonly hasConformity: boolean
}

export type Application = {
  readonly applicationId: ApplicationId
  /** The applicant, who pays. */
  readonly organisationId: string
  readonly facts: ApplicationFacts
  readonly standing: Standing
  readonly history: readonly PastStep[]
  readonly draftedAt: Instant
  /** PKCS#10, DER. */
  readonly request?: Uint8Array
  readonly hasConformity: boolean
  readonly byProgram?: ByProgram
}

/** UUID. */
export type OutdatedId = Brand<string, 'OutdatedId'>

/** How the code service differs from a certificate in force; `since`: the first day of the difference. */
export type CodeChange =
  /** OID of the unit, or of an organisation that is itself named. */
  | { readonly kind: 'oid-ended'; readonly since: LocalDate }
  /** The organisation above the unit: dissolved or merged. */
  | { readonly kind: 'organisation-ended'; readonly since: LocalDate }
  /** The unit belongs to another organisation now. */
  | {
      readonly kind: 'organisation-changed'
      readonly since: LocalDate
      readonly businessId: BusinessId
    }
  | { readonly kind: 'name-changed'; readonly since: LocalDate; readonly name: string }

/** A certificate in force that the code service no longer confirms. */
export type Outdated = {
  readonly outdatedId: OutdatedId
  readonly applicationId: ApplicationId
  readonly unitOid: Oid
  readonly change: CodeChange
  readonly foundAt: Instant
  /** The certificate's own end. */
  readonly notAfter: Instant
  /** `over`: the certificate expired. */
  readonly state: 'waiting' | 'to-be-revoked' | 'left' | 'revoked' | 'taken-back' | 'over'
  /** Day of a planned revocation, at its beginning. */
  readonly revokeOn?: LocalDate | undefined
  /** Found in the first comparison of all: it may be years old, and nobody is notified. */
  readonly isNotNotified: boolean
}

/** The organisation lets another one apply for certificates with its OIDs, from its own account. */
export type SupplierAuthorisation = {
  readonly supplierAuthorisationId: SupplierAuthorisationId
  readonly giver: string
  readonly authorised: string
  /** All of the giver's, or these with those below them. */
  readonly oids: 'all' | readonly Oid[]
  readonly validFrom: LocalDate
  /** The last day, inclusive. */
  readonly validTo?: LocalDate
  readonly endedAt?: Instant
}

type AboutApplication = {
  readonly applicationId: ApplicationId
  readonly organisationId: string
}

export type ApplicationStepTaken = {
  readonly type:
    | 'ApplicationDrafted'
    | 'ApplicationChanged'
    | 'ApplicationSent'
    | 'ApplicationChecked'
    /** Its mail says to complete the application. */
    | 'ApplicationReturned'
    | 'ApplicationApproved'
    | 'ApplicationRefused'
    | 'ApplicationWithdrawn'
  /** Of a check and an approval: the statement that was signed, and with which certificate. */
  readonly signed?: ApprovalSigned
} & AboutApplication
export type ApprovalSigned = {
  /** SHA-256, hexadecimal. */
  readonly statementDigest: string
  /** Serial of the certificate. */
  readonly signedWith: string
}
/** Its technical contact is a person whom the service does not know. */
export type ApplicationViewed = { readonly type: 'ApplicationViewed' } & AboutApplication
/** Viewed by the organisation that the certificate names (`namedId`), which is not the applicant. */
export type SupplierRequestedCertificateViewed = {
  readonly type: 'SupplierRequestedCertificateViewed'
  readonly namedId: string
} & AboutApplication
/** `digest`: SHA-256 of the PDF, hexadecimal. */
export type ConformityAttached = {
  readonly type: 'ConformityAttached'
  readonly digest: string
} & AboutApplication
/** `digest`: SHA-256 of the request, hexadecimal. */
export type RequestBrought = {
  readonly type: 'RequestBrought'
  readonly digest: string
} & AboutApplication
/** Triggers its mail. */
export type RequestLinkCreated = {
  readonly type: 'RequestLinkCreated'
  readonly linkId: RequestLinkId
} & AboutApplication
/** Its mail carries the certificate to the shared mailbox. */
export type ServiceCertificateIssued = {
  readonly type: 'ServiceCertificateIssued'
  readonly issuer: string
  readonly serial: string
  readonly charges: readonly [ChargedAction]
  /** Which reminders were planned. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutApplication
export type ServiceCertificateEnding = {
  readonly type: 'ServiceCertificateEnding'
  readonly daysLeft: number
} & AboutApplication
export type ServiceCertificateRevoked = {
  readonly type: 'ServiceCertificateRevoked'
  readonly reason: ServiceRevocationReason
} & AboutApplication

/** Its mails notify the technical contact and the shared mailbox, once for each change. */
export type ServiceCertificateOutdated = {
  readonly type: 'ServiceCertificateOutdated'
  readonly change: CodeChange['kind']
  readonly since: LocalDate
  readonly isNotNotified: boolean
} & AboutApplication
/** The code service confirms the certificate again. */
export type ServiceCertificateConfirmed = {
  readonly type: 'ServiceCertificateConfirmed'
  /** Nobody was notified of the change either. */
  readonly isNotNotified: boolean
} & AboutApplication
/** A case officer has decided that it stays as it is. */
export type OutdatedCertificateLeft = {
  readonly type: 'OutdatedCertificateLeft'
  readonly change: CodeChange['kind']
} & AboutApplication
/** A case officer has decided that it is revoked at the beginning of that day. */
export type OutdatedRevocationPlanned = {
  readonly type: 'OutdatedRevocationPlanned'
  readonly change: CodeChange['kind']
  readonly on: LocalDate
} & AboutApplication

/** What is recorded with a step in the history of an application. */
export type ApplicationEvent =
  | ApplicationStepTaken
  | ConformityAttached
  | RequestBrought
  | ServiceCertificateIssued
  | ServiceCertificateRevoked
  | ServiceCertificateOutdated
  | ServiceCertificateConfirmed
  | OutdatedCertificateLeft
  | OutdatedRevocationPlanned

type AboutAuthorisation = {
  readonly supplierAuthorisationId: SupplierAuthorisationId
  readonly organisationId: string
  readonly authorised: string
}
export type SupplierAuthorised = { readonly type: 'SupplierAuthorised' } & AboutAuthorisation
export type SupplierAuthorisationEnded = {
  readonly type: 'SupplierAuthorisationEnded'
} & AboutAuthorisation
