import type { Language } from '@sotevarmenne/api/values'
import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Contact, AgreementId, Unit } from '../registry/contract.ts'
import type { Address } from '../../people/persons/contract.ts'
import type { PriceListName } from '../../cards/products/contract.ts'

/** A document signed by an organisation: it concludes or ends an agreement or delegation. UUID. */
export type DocumentId = Brand<string, 'DocumentId'>

/** An organisation, with its name when the document was drafted. */
export type Party = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
}

/** Kind of card, place and time. Both days are inclusive. */
type Scope = {
  readonly product: MemberProduct
  readonly points: readonly { readonly pointId: string; readonly name: string }[]
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** The agreement that it changes. */
  readonly replaces?: AgreementId
  /** First day of that one; not stored in documents from before this field. */
  readonly replacesFrom?: LocalDate
}

export type DocumentTerms =
  | ({
      readonly kind: 'agreement'
      readonly units: 'all' | readonly Unit[]
      readonly priceList: PriceListName
    } & Scope)
  | ({
      readonly kind: 'delegation'
      readonly delegate: Party
      readonly deliveryAddress: Address
      readonly contact: Contact
    } & Scope)
  | {
      readonly kind: 'end'
      readonly ends: {
        readonly agreementId: AgreementId
        readonly kind: 'agreement' | 'delegation'
        readonly giver: Party
        readonly delegate?: Party
        readonly validFrom: LocalDate
      }
    }

/** One signature by card. */
export type AgreementSignature = {
  readonly personId: string
  readonly name: string
  readonly organisationId: string
  readonly at: Instant
}

type Every = {
  readonly documentId: DocumentId
  /** The giver: the account in which it was drafted. */
  readonly organisation: Party
  readonly terms: DocumentTerms
  /** Language of the PDF. */
  readonly language: Language
  readonly draftedBy: string
  readonly draftedAt: Instant
  readonly signatures: readonly AgreementSignature[]
}

type Settled = { readonly settledBy: string; readonly settledAt: Instant }

/** A document that an organisation signs. Each state has only its own fields. */
export type AgreementDocument = Every &
  (
    | { readonly state: 'drafted' }
    /** A delegation signed by the giver: it waits for the other organisation's acceptance. */
    | { readonly state: 'signed' }
    /** Submitted to the office as this agreement, or that agreement has ended. */
    | ({ readonly state: 'concluded'; readonly agreementId: AgreementId } & Settled)
    | ({ readonly state: 'declined' } & Settled)
    | ({ readonly state: 'withdrawn' } & Settled)
  )

/** A PDF with a placeholder for the signature that one person is about to make. */
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

export type AgreementStepTaken = {
  readonly type:
    | 'AgreementDrafted'
    /** The content of a draft was changed. */
    | 'AgreementDraftChanged'
    /** A delegation that its giver has signed: its mail asks the other organisation to accept. */
    | 'AgreementToBeAccepted'
    /** By the signature of the accepting organisation; both sides are notified. */
    | 'AgreementAccepted'
    | 'AgreementDeclined'
    | 'AgreementWithdrawn'
} & AboutDocument
/**
 * Names the card whose signature is in the PDF: a card of ours by its number, another trust service's by
 * issuer and certificate. `digest`: SHA-256 of the PDF as stored, hexadecimal.
 */
export type AgreementSigned = {
  readonly type: 'AgreementSigned'
  readonly about: { readonly personId: string; readonly cardId?: string }
  readonly certificate: { readonly issuer: string; readonly serial: string }
  readonly digest: string
} & AboutDocument
/** Somebody viewed the organisation’s documents; `about`: one of the signers shown in them. */
export type AgreementsViewed = {
  readonly type: 'AgreementsViewed'
  readonly organisationId?: string
  readonly agreementId?: string
  readonly about?: { readonly personId: string }
}
