import type { Decision } from '@sotevarmenne/api/decisions'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

declare module '#platform/permit.ts' {
  interface Permissions {
    registrars:
      | 'registrars.view'
      | 'registrars.apply'
      | 'registrars.send'
      | 'registrars.viewQueue'
      | 'registrars.decide'
      | 'registrars.follow'
  }
}

/** That one person be a registrar of a point of an organisation, and what became of it. UUID. */
export type RegistrarApplicationId = Brand<string, 'RegistrarApplicationId'>

/** `refresher`: of somebody who has been a registrar before. */
export type TrainingKind = 'basic' | 'refresher'

/** What an application says. */
export type RegistrarFacts = {
  readonly identityCode: IdentityCode
  /** As the organisation calls the person. */
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
  readonly octets: Uint8Array
  readonly mediaType: string
  readonly digest: string
}

type Sent = { readonly sentBy: string; readonly sentAt: Instant }
type Decided = { readonly decision: Decision }

/** How an application stands. Each state carries only what is true in it. */
export type RegistrarStanding =
  | { readonly state: 'draft' }
  | ({ readonly state: 'sent' } & Sent)
  /** To be completed and sent again. */
  | { readonly state: 'returned'; readonly because: string }
  | ({ readonly state: 'approved' } & Sent & Decided)
  | ({ readonly state: 'refused'; readonly because: string } & Sent & Decided)
  | { readonly state: 'withdrawn' }

export type RegistrarStep =
  'draft' | 'change' | 'send' | 'giveBack' | 'approve' | 'refuse' | 'withdraw'

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
  /** Whose point it is. */
  readonly organisationId: string
  readonly facts: RegistrarFacts
  readonly standing: RegistrarStanding
  readonly history: readonly RegistrarPastStep[]
  readonly draftedAt: Instant
  /** Of the proof that is kept, or was. */
  readonly proofDigest?: string
  readonly hasProof: boolean
}

type AboutApplication = {
  readonly applicationId: string
  readonly organisationId: string
}

export type RegistrarApplicationDrafted = {
  readonly type: 'RegistrarApplicationDrafted'
} & AboutApplication
/** What it says was changed. */
export type RegistrarApplicationChanged = {
  readonly type: 'RegistrarApplicationChanged'
} & AboutApplication
/** `digest`: SHA-256 of the proof. */
export type TrainingProofAttached = {
  readonly type: 'TrainingProofAttached'
  readonly digest: string
} & AboutApplication
export type RegistrarApplicationSent = {
  readonly type: 'RegistrarApplicationSent'
} & AboutApplication
/** Its mail asks to complete it. */
export type RegistrarApplicationReturned = {
  readonly type: 'RegistrarApplicationReturned'
} & AboutApplication
/** With it the appointment that begins: `RegistrarAppointed` of `registration`. */
export type RegistrarApplicationApproved = {
  readonly type: 'RegistrarApplicationApproved'
  readonly about: { readonly personId: string }
} & AboutApplication
export type RegistrarApplicationRefused = {
  readonly type: 'RegistrarApplicationRefused'
} & AboutApplication
export type RegistrarApplicationWithdrawn = {
  readonly type: 'RegistrarApplicationWithdrawn'
} & AboutApplication
/** Somebody looked at whom it is about, and by which identity code; `about`: that person, where the service knows them. */
export type RegistrarApplicationViewed = {
  readonly type: 'RegistrarApplicationViewed'
  readonly about?: { readonly personId: string }
} & AboutApplication
/** Somebody saw the names in a list of applications; `about`: one of them whom the service knows. */
export type RegistrarApplicationsListed = {
  readonly type: 'RegistrarApplicationsListed'
  readonly about?: { readonly personId: string }
}
/** Who of the office looked at the proof. */
export type TrainingProofViewed = { readonly type: 'TrainingProofViewed' } & AboutApplication
/** The person and the organisation are reminded: then the appointment is over. */
export type RegistrarTermEnding = {
  readonly type: 'RegistrarTermEnding'
  readonly registrarId: string
  readonly pointId: string
  readonly lastDay: LocalDate
  readonly daysLeft: number
  readonly about: { readonly personId: string }
}
export type RegistrarApplicationsForgotten = {
  readonly type: 'RegistrarApplicationsForgotten'
  readonly proofs: number
  readonly applications: number
}
