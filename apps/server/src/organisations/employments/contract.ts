import type { Brand } from '@sotevarmenne/kernel/brand'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'

/** An order that an organisation prepared for the desk. UUID. */
export type PreparedId = Brand<string, 'PreparedId'>

/** What the organisation states about one of its people. */
export type PreparedFacts = {
  readonly identityCode: IdentityCode
  readonly name: string
  readonly unitOid?: string
  /** As it will be printed. */
  readonly title: string
  /** The last day, inclusive. */
  readonly endsOn?: LocalDate
  /** By which the organisation knows the order in its own systems. */
  readonly reference?: string
  /** For staff cards (R95). */
  readonly declaration?: {
    readonly logsInToPatientSystems: boolean
    readonly givenBy: string
    readonly givenOn: LocalDate
  }
}

export type PreparedOrder = {
  readonly preparedId: PreparedId
  readonly organisationId: string
  readonly facts: PreparedFacts
  /** A person, or an API key. */
  readonly preparedBy: string
  readonly preparedAt: Instant
  /** From then on the desk does not find it. */
  readonly lapsesAt: Instant
  readonly hasCertificate: boolean
  /** SHA-256 of the attached certificate, hexadecimal. */
  readonly certificateDigest?: string
  readonly standing:
    /** Not visible to the desk yet: its author had signed in by password. */
    | { readonly state: 'draft' }
    | { readonly state: 'waits' }
    | { readonly state: 'used'; readonly orderId: string; readonly settledAt: Instant }
    | { readonly state: 'withdrawn' | 'lapsed'; readonly settledAt: Instant }
}

/** The employer's document that was sent in advance. */
export type SentAhead = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  /** SHA-256 of the document, hexadecimal. */
  readonly digest: string
}

/** A certificate that the organisation stored for many of its prepared orders. UUID. */
export type CertificateId = Brand<string, 'CertificateId'>

type AboutPrepared = { readonly preparedId: PreparedId; readonly organisationId: string }

/** The setting of how long they wait. Absent up to version 0.2.0. */
type Waiting = { readonly settings?: UsedSettings }

export type OrderPrepared = { readonly type: 'OrderPrepared' } & Waiting & AboutPrepared
/** All orders of a file were accepted. */
export type OrdersPrepared = {
  readonly type: 'OrdersPrepared'
  readonly organisationId: string
  readonly count: number
} & Waiting
/** A strongly signed-in person sent so many drafts to the desk. */
export type DraftsSent = {
  readonly type: 'DraftsSent'
  readonly organisationId: string
  readonly count: number
}
/** Stored for many: from its attachments on it is with their orders. */
export type SharedCertificateStored = {
  readonly type: 'SharedCertificateStored'
  readonly organisationId: string
  readonly certificateId: CertificateId
}
export type CertificateSentAhead = {
  readonly type: 'CertificateSentAhead'
  /** Of a document that several orders share (`SharedCertificateStored`). */
  readonly certificateId?: string
} & AboutPrepared
/** What is stated about the person has changed, by the program that prepared it. */
export type PreparedChanged = { readonly type: 'PreparedChanged' } & AboutPrepared
export type PreparedWithdrawn = { readonly type: 'PreparedWithdrawn' } & AboutPrepared
/** An order of this person is based on it now: it is used up. */
export type PreparedUsed = {
  readonly type: 'PreparedUsed'
  readonly about: { readonly personId: string; readonly orderId: string }
} & AboutPrepared
/**
 * A member viewed the persons whom the organisation prepared or reported; `about`: one of them whom the service knows.
 */
export type PreparedListed = {
  readonly type: 'PreparedListed'
  readonly organisationId: string
  readonly about?: { readonly personId: string }
}
export type PreparedLapsed = { readonly type: 'PreparedLapsed'; readonly count: number }
/** An end of an employment as it was reported. UUID. */
export type EndId = Brand<string, 'EndId'>

export type ReportedEnd = {
  readonly endId: EndId
  readonly organisationId: string
  readonly facts: {
    readonly identityCode: IdentityCode
    /** As the organisation knew the person when it reported. */
    readonly name?: string
    readonly unit?: string
  }
  /** Inclusive. */
  readonly lastDay: LocalDate
  /** From then on the cards are cancelled. */
  readonly dueAt: Instant
  readonly reportedAt: Instant
  readonly standing:
    | { readonly state: 'planned' }
    | { readonly state: 'ended' | 'withdrawn'; readonly settledAt: Instant }
}

type AboutEnd = {
  readonly organisationId: string
  readonly endId: string
  readonly about?: { readonly personId: string }
}

/** `about`: a person whom the organisation knows. */
export type EmploymentEndPlanned = {
  readonly type: 'EmploymentEndPlanned'
  readonly lastDay: LocalDate
} & AboutEnd
export type EmploymentEndWithdrawn = { readonly type: 'EmploymentEndWithdrawn' } & AboutEnd
/** A member saw whose employment would be ended. `about`: a person whom the organisation knows. */
export type EmployeeLookedUp = {
  readonly type: 'EmployeeLookedUp'
  readonly organisationId: string
  readonly about?: { readonly personId: string }
}
/** As the employer reported. `about`: a person known to the service. */
export type EmploymentEnded = {
  readonly type: 'EmploymentEnded'
  readonly organisationId: string
  /** Of the report; absent when the same day was reported again, and up to version 0.2.0. */
  readonly endId?: string
  readonly about?: { readonly personId: string }
}
