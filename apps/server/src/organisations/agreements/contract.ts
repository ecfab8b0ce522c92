import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Contact, PaperId, Unit } from '../registry/contract.ts'
import type { Address, Language } from '../../people/persons/contract.ts'
import type { MemberProduct, PriceListName } from '../../cards/products/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    agreements: 'papers.view' | 'papers.draft' | 'papers.sign' | 'papers.viewSigned'
  }
}

/** What an organisation signs about a paper: that it be, or that it end. UUID. */
export type DocumentId = Brand<string, 'DocumentId'>

/** An organisation, as it was called when the document was drafted. */
export type Party = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
}

/** Of which card, where and when. Both days are inclusive. */
type Scope = {
  readonly product: MemberProduct
  readonly points: readonly { readonly pointId: string; readonly name: string }[]
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** The paper that it is a change of. */
  readonly replaces?: PaperId
  /** First day of that one; not kept of documents from before it was named. */
  readonly replacesFrom?: LocalDate
}

export type DocumentTerms =
  | ({
      readonly kind: 'agreement'
      readonly units: 'all' | readonly Unit[]
      readonly priceList: PriceListName
    } & Scope)
  | ({
      readonly kind: 'authorisation'
      readonly authorised: Party
      readonly deliveryAddress: Address
      readonly contact: Contact
    } & Scope)
  | {
      readonly kind: 'end'
      readonly ends: {
        readonly paperId: PaperId
        readonly kind: 'agreement' | 'authorisation'
        readonly giver: Party
        readonly authorised?: Party
        readonly validFrom: LocalDate
      }
    }

/** One signature by card. */
export type PaperSignature = {
  readonly personId: string
  readonly name: string
  readonly organisationId: string
  readonly at: Instant
}

type Every = {
  readonly documentId: DocumentId
  /** Who gives: the account in which it was drafted. */
  readonly organisation: Party
  readonly terms: DocumentTerms
  /** Of the PDF. */
  readonly language: Language
  readonly draftedBy: string
  readonly draftedAt: Instant
  readonly signatures: readonly PaperSignature[]
}

type Settled = { readonly settledBy: string; readonly settledAt: Instant }

/** A document that an organisation signs. Each state carries only what is true in it. */
export type PaperDocument = Every &
  (
    | { readonly state: 'drafted' }
    /** An authorisation, by the giver: it waits for the authorised organisation. */
    | { readonly state: 'signed' }
    /** Given to the office as this paper, or that paper ended. */
    | ({ readonly state: 'concluded'; readonly paperId: PaperId } & Settled)
    | ({ readonly state: 'declined' } & Settled)
    | ({ readonly state: 'withdrawn' } & Settled)
  )

/** A PDF with an empty place, for the signature that one person is about to make. */
export type Prepared = {
  readonly bytes: Uint8Array
  readonly gap: { readonly from: number; readonly to: number }
  /** Of the card's algorithm. */
  readonly hash: 'sha256' | 'sha384'
  readonly by: string
  readonly at: Instant
}

type AboutDocument = {
  readonly documentId: DocumentId
  readonly organisationId: string
  readonly terms: DocumentTerms['kind']
}

export type PaperDrafted = { readonly type: 'PaperDrafted' } & AboutDocument
/** What a draft says was changed. */
export type PaperDraftChanged = { readonly type: 'PaperDraftChanged' } & AboutDocument
/**
 * With the card whose signature is in the PDF: of ours it has a number, of another trust service's its issuer tells the certificate.
 * `digest`: SHA-256 of the PDF as it is kept, hexadecimal.
 */
export type PaperSigned = {
  readonly type: 'PaperSigned'
  readonly about: { readonly personId: string; readonly cardId?: string }
  readonly certificate: { readonly issuer: string; readonly serial: string }
  readonly digest: string
} & AboutDocument
/** An authorisation that its giver has signed: its mail asks the authorised organisation. */
export type PaperToBeAccepted = { readonly type: 'PaperToBeAccepted' } & AboutDocument
/** By the authorised organisation's signature; both sides are told. */
export type PaperAccepted = { readonly type: 'PaperAccepted' } & AboutDocument
/** Somebody looked at the organisation’s documents; `about`: one of those whose signatures they show. */
export type PapersViewed = {
  readonly type: 'PapersViewed'
  readonly organisationId?: string
  readonly paperId?: string
  readonly about?: { readonly personId: string }
}
export type PaperDeclined = { readonly type: 'PaperDeclined' } & AboutDocument
export type PaperWithdrawn = { readonly type: 'PaperWithdrawn' } & AboutDocument
