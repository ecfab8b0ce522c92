import type { IdentityDocument } from '@sotevarmenne/api/identification'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'
import type { Identification } from './domain/check-document.ts'

export type { Identification, IdentificationRefusal } from './domain/check-document.ts'

/** An inquiry about a person's identity that the office decides. UUID. */
export type InquiryId = Brand<string, 'InquiryId'>

type DoubtedDocument = Extract<Identification, { documentType: IdentityDocument }>

/** The subject of the inquiry: whether a document is genuine, or who a person without a document is. */
export type InquirySubject =
  | { readonly kind: 'document-doubt'; readonly document: DoubtedDocument }
  /** The police identify the person at the organisation's request. */
  | { readonly kind: 'no-document'; readonly policeUnit: string }

/** What is stated about the person and the case, sealed and erased in time. */
export type InquiryContent = {
  readonly givenNames: string
  readonly surname: string
  readonly subject: InquirySubject
  /** What the registrar saw. */
  readonly observation: string
  /** The grounds of the office's decision. */
  readonly grounds?: string
  /** The police's own reference. */
  readonly reference?: string
}

type Facts = {
  readonly inquiryId: InquiryId
  readonly personId: string
  readonly kind: InquirySubject['kind']
  readonly pointId: string
  readonly raisedBy: string
  readonly raisedAt: Instant
}

/** The content is absent once erased. */
type Every = Facts & { readonly content?: InquiryContent }

type Ended = Every & { readonly endedAt: Instant; readonly endedBy: string }

/** Each state has only the members that apply in it. */
export type Inquiry =
  | (Facts & { readonly state: 'open'; readonly content: InquiryContent })
  | (Ended & {
      readonly state: 'confirmed'
      /** Of a person whom the police identified: the last day on which that identification is accepted. */
      readonly goodUntil?: LocalDate
    })
  | (Ended & { readonly state: 'rejected' })
  /** The registrar withdrew it, or nobody continued it. */
  | (Every & { readonly state: 'withdrawn'; readonly endedAt: Instant })

type OfInquiry = {
  readonly inquiryId: string
  readonly kind: InquirySubject['kind']
  readonly about: { readonly personId: string }
}

/** The settings by which time ended it. Absent up to version 0.2.0, and when a registrar withdrew it. */
type ByTime = { readonly settings?: UsedSettings }

export type InquiryRaised = { readonly type: 'InquiryRaised' } & OfInquiry
export type InquiryConfirmed = {
  readonly type: 'InquiryConfirmed'
  /** For how long the police's identification is accepted. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & OfInquiry
export type InquiryRejected = { readonly type: 'InquiryRejected' } & OfInquiry
export type InquiryWithdrawn = { readonly type: 'InquiryWithdrawn' } & ByTime & OfInquiry
export type InquiryViewed = { readonly type: 'InquiryViewed' } & OfInquiry
export type InquiryForgotten = { readonly type: 'InquiryForgotten' } & ByTime & OfInquiry
