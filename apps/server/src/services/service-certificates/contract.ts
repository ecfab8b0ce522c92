import type { Brand } from '@sotevarmenne/kernel/brand'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Language } from '#people/persons/contract.ts'
import type { ChargedAct } from '#cards/products/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    serviceCertificates:
      | 'serviceCertificates.apply'
      | 'serviceCertificates.send'
      | 'serviceCertificates.authorise'
      | 'serviceCertificates.bringByLink'
      | 'serviceCertificates.viewQueue'
      | 'serviceCertificates.decideApplication'
      | 'serviceCertificates.issue'
      | 'serviceCertificates.remind'
      | 'serviceCertificates.hearCodes'
      | 'serviceCertificates.decideOvertaken'
      | 'serviceCertificates.revokeOvertaken'
      | 'serviceCertificates.revoke'
  }
}

/** An application for one service certificate, and what became of it. UUID. */
export type ApplicationId = Brand<string, 'ApplicationId'>
/** A link by which a technical contact brings the request. UUID. */
export type RequestLinkId = Brand<string, 'RequestLinkId'>
/** Lets another organisation apply for one's OIDs. UUID. */
export type SupplierAuthorisationId = Brand<string, 'SupplierAuthorisationId'>

/** The profiles that are applied for. */
export type ServiceProduct = 'server' | 'system-signature'

/** Who sees to the key, perhaps at a vendor. */
export type TechnicalContact = {
  readonly name: string
  readonly email: string
  /** The vendor. */
  readonly organisation?: string
  /** That organisation connects the provider to Kanta: it is in the register of those that do. */
  readonly isKantaIntermediary?: boolean
}

/** What an application says. */
export type ApplicationFacts = {
  readonly product: ServiceProduct
  /** A test version, by the test authority. */
  readonly isTest: boolean
  /** Of the organisation, unit or pharmacy that the certificate names. */
  readonly unitOid: Oid
  /** DNS names of a server; the one name of a system. */
  readonly names: readonly string[]
  readonly technicalContact: TechnicalContact
  /** A shared mailbox: the certificate and its reminders go there. */
  readonly mailbox: string
  readonly language: Language
  /** The organisation's own, for the invoice. */
  readonly invoiceReference?: string
}

/** When it was sent, and under which names: the long name of the code service's copy of that day, and the organisation's. */
type Sent = {
  readonly unitName: string
  /** By the business register; absent of what has none there, of what programs order, and of before it was kept. */
  readonly organisationName?: string
  readonly sentBy: string
  readonly sentAt: Instant
}
/** The first pair of eyes. */
type Checked = Sent & { readonly checkedBy: string; readonly checkedAt: Instant }
type Issued = Pick<Sent, 'unitName'> & {
  readonly issuer: string
  readonly serial: string
  readonly issuedAt: Instant
  /** Inclusive. */
  readonly notAfter: Instant
}

/** Why a certificate is taken away, in the words of whoever does. */
export type RevocationReason = 'key-compromised' | 'data-changed' | 'replaced' | 'not-needed'

/** How an application stands. Each state carries only what is true in it. */
export type Standing =
  | { readonly state: 'draft' }
  | ({ readonly state: 'sent' } & Sent)
  /** To be completed and sent again; by a handler, or by what the registers say at the moment of issuing. */
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
      readonly reason: RevocationReason
      readonly revokedAt: Instant
    } & Issued)

export type StandingIn<State extends Standing['state']> = Extract<Standing, { state: State }>

export type Step =
  | 'draft'
  | 'send'
  | 'check'
  | 'giveBack'
  | 'approve'
  | 'refuse'
  | 'withdraw'
  | 'issue'
  | 'revoke'
  | 'bringRequest'
  | 'change'
  | 'attachConformity'
  | 'noticeChange'
  | 'noticeTakenBack'
  | 'planRevocation'
  | 'leave'

/** One line of an application's history. */
export type PastStep = {
  readonly step: Step
  readonly at: Instant
  /** A person; absent of whoever came by the link, and of the service itself. */
  readonly by?: string
  readonly because?: string
}

/** Whose program ordered it under a standing approval (`acme`), in the place of an application of its own. */
export type ByProgram = {
  readonly accountId: string
  /** Absent of what was ordered before approvals were kept with the order. */
  readonly approvalId?: string
  /** The certificate of conformity lies with the standing approval. */
  readonly hasConformity: boolean
}

export type Application = {
  readonly applicationId: ApplicationId
  /** Who applies, and pays. */
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
export type OvertakenId = Brand<string, 'OvertakenId'>

/** What the code service says otherwise than a certificate in force; `since`: the first day of that. */
export type CodeChange =
  /** Of the unit, or of an organisation that is named itself. */
  | { readonly kind: 'oid-ended'; readonly since: LocalDate }
  /** Of the organisation that the unit stands under: dissolved or merged. */
  | { readonly kind: 'organisation-ended'; readonly since: LocalDate }
  /** The unit is another organisation's. */
  | {
      readonly kind: 'organisation-changed'
      readonly since: LocalDate
      readonly businessId: BusinessId
    }
  | { readonly kind: 'name-changed'; readonly since: LocalDate; readonly name: string }

/** A certificate in force that the code service no longer bears out. */
export type Overtaken = {
  readonly overtakenId: OvertakenId
  readonly applicationId: ApplicationId
  readonly unitOid: Oid
  readonly change: CodeChange
  readonly foundAt: Instant
  /** The certificate's own end. */
  readonly notAfter: Instant
  /** `over`: it came to its own end. */
  readonly state: 'waiting' | 'to-be-revoked' | 'left' | 'revoked' | 'taken-back' | 'over'
  /** Of one that is to be revoked, at the beginning of the day. */
  readonly revokeOn?: LocalDate | undefined
  /** Found when all were compared for the first time: it may be years old, and nobody is told of it. */
  readonly isUntold: boolean
}

/** The organisation lets another one apply for certificates with its OIDs, from its own account. */
export type SupplierAuthorisation = {
  readonly authorisationId: SupplierAuthorisationId
  readonly giver: string
  readonly authorised: string
  /** All that are the giver's, or these with what stands under them. */
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

export type ApplicationDrafted = { readonly type: 'ApplicationDrafted' } & AboutApplication
/** Its technical contact is a person, whom the service does not know. */
export type ApplicationViewed = { readonly type: 'ApplicationViewed' } & AboutApplication
/** By the organisation that the certificate names (`namedId`), which is not the one that applied. */
export type NamedCertificateViewed = {
  readonly type: 'NamedCertificateViewed'
  readonly namedId: string
} & AboutApplication
export type ApplicationChanged = { readonly type: 'ApplicationChanged' } & AboutApplication
/** `digest`: SHA-256 of the PDF, hexadecimal. */
export type ConformityAttached = {
  readonly type: 'ConformityAttached'
  readonly digest: string
} & AboutApplication
export type ApplicationSent = { readonly type: 'ApplicationSent' } & AboutApplication
export type ApplicationChecked = { readonly type: 'ApplicationChecked' } & AboutApplication
/** Its mail asks to complete it. */
export type ApplicationReturned = { readonly type: 'ApplicationReturned' } & AboutApplication
export type ApplicationApproved = { readonly type: 'ApplicationApproved' } & AboutApplication
export type ApplicationRefused = { readonly type: 'ApplicationRefused' } & AboutApplication
export type ApplicationWithdrawn = { readonly type: 'ApplicationWithdrawn' } & AboutApplication
/** `digest`: SHA-256 of the request, hexadecimal. */
export type RequestBrought = {
  readonly type: 'RequestBrought'
  readonly digest: string
} & AboutApplication
/** Its mail leaves from here. */
export type RequestLinkMade = {
  readonly type: 'RequestLinkMade'
  readonly linkId: RequestLinkId
} & AboutApplication
/** Its mail brings the certificate to the shared mailbox. */
export type ServiceCertificateIssued = {
  readonly type: 'ServiceCertificateIssued'
  readonly issuer: string
  readonly serial: string
  readonly charges: readonly [ChargedAct]
} & AboutApplication
export type ServiceCertificateEnding = {
  readonly type: 'ServiceCertificateEnding'
  readonly daysLeft: number
} & AboutApplication
export type ServiceCertificateRevoked = {
  readonly type: 'ServiceCertificateRevoked'
  readonly reason: RevocationReason
} & AboutApplication

/** Its mails tell the technical contact and the shared mailbox, once for each change. */
export type ServiceCertificateOvertaken = {
  readonly type: 'ServiceCertificateOvertaken'
  readonly change: CodeChange['kind']
  readonly since: LocalDate
  readonly isUntold: boolean
} & AboutApplication
/** The code service says again what the certificate says. */
export type ServiceCertificateBorneOut = {
  readonly type: 'ServiceCertificateBorneOut'
  /** Nobody was told of the change either. */
  readonly isUntold: boolean
} & AboutApplication
/** A handler has decided that it stays as it is. */
export type OvertakenCertificateLeft = {
  readonly type: 'OvertakenCertificateLeft'
  readonly change: CodeChange['kind']
} & AboutApplication
/** A handler has decided that it is revoked as that day begins. */
export type OvertakenRevocationPlanned = {
  readonly type: 'OvertakenRevocationPlanned'
  readonly change: CodeChange['kind']
  readonly on: LocalDate
} & AboutApplication

type AboutAuthorisation = {
  readonly authorisationId: SupplierAuthorisationId
  readonly organisationId: string
  readonly authorised: string
}
export type SupplierAuthorised = { readonly type: 'SupplierAuthorised' } & AboutAuthorisation
export type SupplierAuthorisationEnded = {
  readonly type: 'SupplierAuthorisationEnded'
} & AboutAuthorisation
