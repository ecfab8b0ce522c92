import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Identification } from './domain/judge-document.ts'

export type { Identification, IdentificationRefusal } from './domain/judge-document.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    identification:
      | 'identification.raiseInquiry'
      | 'identification.viewInquiries'
      | 'identification.decideInquiry'
      | 'identification.withdrawInquiry'
      | 'identification.forgetInquiry'
  }
}

/** A question about somebody's identity that the office decides. UUID. */
export type InquiryId = Brand<string, 'InquiryId'>

type DoubtedDocument = Extract<Identification, { documentType: 'passport' | 'identity-card' }>

/** What is asked: whether a document may be trusted, or who somebody is that has none. */
export type Question =
  | { readonly kind: 'document-doubt'; readonly document: DoubtedDocument }
  /** The police identify the person at the organisation's request. */
  | { readonly kind: 'no-document'; readonly policeUnit: string }

/** What is told of the person and the case, sealed and erased in time. */
export type InquiryPapers = {
  readonly givenNames: string
  readonly surname: string
  readonly question: Question
  /** What the registrar saw. */
  readonly told: string
  /** Why the office decided so. */
  readonly grounds?: string
  /** The police's own reference. */
  readonly reference?: string
}

type Facts = {
  readonly inquiryId: InquiryId
  readonly personId: string
  readonly kind: Question['kind']
  readonly pointId: string
  readonly raisedBy: string
  readonly raisedAt: Instant
}

/** Papers are absent once erased. */
type Every = Facts & { readonly papers?: InquiryPapers }

type Ended = Every & { readonly endedAt: Instant; readonly endedBy: string }

/** Each state carries only what is true in it. */
export type Inquiry =
  | (Facts & { readonly state: 'open'; readonly papers: InquiryPapers })
  | (Ended & {
      readonly state: 'confirmed'
      /** Of somebody whom the police identified: the last day on which that identifies. */
      readonly goodUntil?: LocalDate
    })
  | (Ended & { readonly state: 'rejected' })
  /** The registrar took it back, or nobody went on with it. */
  | (Every & { readonly state: 'withdrawn'; readonly endedAt: Instant })

type OfInquiry = {
  readonly inquiryId: string
  readonly kind: Question['kind']
  readonly about: { readonly personId: string }
}

export type InquiryRaised = { readonly type: 'InquiryRaised' } & OfInquiry
export type InquiryConfirmed = { readonly type: 'InquiryConfirmed' } & OfInquiry
export type InquiryRejected = { readonly type: 'InquiryRejected' } & OfInquiry
export type InquiryWithdrawn = { readonly type: 'InquiryWithdrawn' } & OfInquiry
export type InquiryViewed = { readonly type: 'InquiryViewed' } & OfInquiry
export type InquiryForgotten = { readonly type: 'InquiryForgotten' } & OfInquiry
