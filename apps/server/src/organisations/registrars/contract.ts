import type { TrainingKind, RegistrarStep } from '@sotevarmenne/api/registrars'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'

/** An application for one person to be registrar of an organisation's point, with its outcome. UUID. */
export type RegistrarApplicationId = Brand<string, 'RegistrarApplicationId'>

/** The content of an application. */
export type RegistrarFacts = {
  readonly identityCode: IdentityCode
  /** The person's name as the organisation gives it. */
  readonly name: string
  readonly pointId: string
  readonly training: {
    readonly kind: TrainingKind
    readonly course: string
    readonly completedOn: LocalDate
    /** Number or name of the certificate. */
    readonly certificate: string
  }
}

/** The file that proves the training. `digest`: SHA-256, hexadecimal. */
export type TrainingProof = {
  readonly bytes: Uint8Array
  readonly mediaType: string
  readonly digest: string
}

type Sent = { readonly sentBy: string; readonly sentAt: Instant }
type Decided = { readonly decision: DecisionView }

/** State of an application. Each state has only its own fields. */
export type RegistrarStanding =
  | { readonly state: 'draft' }
  | ({ readonly state: 'sent' } & Sent)
  /** To be completed and sent again. */
  | { readonly state: 'returned'; readonly because: string }
  | ({ readonly state: 'approved' } & Sent & Decided)
  | ({ readonly state: 'refused'; readonly because: string } & Sent & Decided)
  | { readonly state: 'withdrawn' }

/** One line of an application's history. */
export type RegistrarPastStep = {
  readonly step: RegistrarStep
  readonly at: Instant
  /** Person id. */
  readonly by: string
  readonly because?: string
}

export type RegistrarApplication = {
  readonly applicationId: RegistrarApplicationId
  /** The operator of the point. */
  readonly organisationId: string
  readonly facts: RegistrarFacts
  readonly standing: RegistrarStanding
  readonly history: readonly RegistrarPastStep[]
  readonly draftedAt: Instant
  /** Of the proof that is or was stored. */
  readonly proofDigest?: string
  readonly hasProof: boolean
}

type AboutApplication = {
  readonly applicationId: string
  readonly organisationId: string
}

/** A step; an approval names the person too. */
export type RegistrarApplicationStepTaken = {
  readonly type:
    | 'RegistrarApplicationDrafted'
    /** Its content was changed. */
    | 'RegistrarApplicationChanged'
    | 'RegistrarApplicationSent'
    /** Its mail asks the organisation to complete it. */
    | 'RegistrarApplicationReturned'
    | 'RegistrarApplicationRefused'
    | 'RegistrarApplicationWithdrawn'
} & AboutApplication
/** `digest`: SHA-256 of the proof. */
export type TrainingProofAttached = {
  readonly type: 'TrainingProofAttached'
  readonly digest: string
} & AboutApplication
/** Together with the new registrar role: `RegistrarAppointed` of `registration`. */
export type RegistrarApplicationApproved = {
  readonly type: 'RegistrarApplicationApproved'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string }
} & AboutApplication
/** Somebody saw the person's name and identity code; `about`: that person, if the service knows them. */
export type RegistrarApplicationViewed = {
  readonly type: 'RegistrarApplicationViewed'
  readonly about?: { readonly personId: string }
} & AboutApplication
/** Somebody saw the names in a list of applications; `about`: one of them whom the service knows. */
export type RegistrarApplicationsListed = {
  readonly type: 'RegistrarApplicationsListed'
  readonly about?: { readonly personId: string }
}
/** Somebody of the office viewed the proof. */
export type TrainingProofViewed = { readonly type: 'TrainingProofViewed' } & AboutApplication
/** The person and the organisation are reminded before the registrar role ends. */
export type RegistrarTermEnding = {
  readonly type: 'RegistrarTermEnding'
  readonly registrarId: string
  readonly pointId: string
  readonly lastDay: LocalDate
  readonly daysLeft: number
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
  readonly about: { readonly personId: string }
}
export type RegistrarApplicationsForgotten = {
  readonly type: 'RegistrarApplicationsForgotten'
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
  readonly proofs: number
  readonly applications: number
}
