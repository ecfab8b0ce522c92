import type { Decision } from '@sotevarmenne/api/decisions'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Address } from '#people/persons/contract.ts'
import type { Language } from '#platform/texts.ts'
import type { MemberProduct, OrganisationKind, PriceListName } from '#cards/products/contract.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    registry:
      | 'organisations.viewOrganisations'
      | 'organisations.addOrganisation'
      | 'organisations.changeOrganisation'
      | 'organisations.proposePaper'
      | 'organisations.decidePaper'
      | 'organisations.endPaper'
      | 'organisations.importOrganisations'
      | 'organisations.followBusinesses'
      | 'organisations.listEmployers'
  }
}

/** A customer organisation. UUID. */
export type OrganisationId = Brand<string, 'OrganisationId'>

/** An agreement or an authorisation. UUID. */
export type PaperId = Brand<string, 'PaperId'>

/** Electronic customer number: `A` and seven digits, given by the service. */
export type CustomerNumber = Brand<string, 'CustomerNumber'>

/** A unit of the organisation as the code service names it. */
export type Unit = { readonly oid: Oid; readonly name: string }

/** Whom the office calls about the organisation's matters, and writes to. */
export type Contact = {
  readonly name: string
  readonly email: string
  readonly phone?: string
  readonly language: Language
}

/** What an organisation is entered with. */
export type OrganisationFacts = {
  readonly businessId: BusinessId
  readonly oid: Oid
  readonly name: string
  readonly kind: OrganisationKind
  readonly units: readonly Unit[]
  readonly contacts: readonly Contact[]
}

/** Whom to reach is known to this module, and to whoever asks it. */
export type Organisation = Omit<OrganisationFacts, 'contacts'> & {
  readonly organisationId: OrganisationId
  readonly customerNumber: CustomerNumber
  /** How often its facts were entered. */
  readonly version: number
}

type Every = {
  readonly paperId: PaperId
  /** Whose agreement it is, or who authorises. */
  readonly organisationId: OrganisationId
  readonly products: readonly MemberProduct[]
  /** Registration points at which it holds: the organisation's own, or those of the authorised one. */
  readonly points: readonly string[]
  /** Both days inclusive; without an end it holds until it is ended. */
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** To the change of it that was approved, with the last day that it had before that. */
  readonly gaveWay?: { readonly to: PaperId; readonly validTo?: LocalDate }
  /** The handler who entered it, or who signed it for the organisation. */
  readonly proposedBy: string
  readonly proposedAt: Instant
  /** The organisation signed it in the e-service (`papers`). */
  readonly isSigned?: true
  /** The paper of its kind that it is a change of: it takes that one's place. */
  readonly replaces?: PaperId
  /** On what it was approved or rejected (R145); not there of papers from before that was kept. */
  readonly decision?: Decision
}

/** The card agreement: which cards the organisation's people get, in which units, and by which prices. */
export type AgreementTerms = Every & {
  readonly kind: 'agreement'
  /** The organisation with all its units, or only these. */
  readonly units: 'all' | readonly Oid[]
  /** Name of the price list. */
  readonly priceList: PriceListName
}

/** Lets the registrars of another organisation order for this one. */
export type AuthorisationTerms = Every & {
  readonly kind: 'authorisation'
  readonly authorised: OrganisationId
  /** Where the other organisation receives what concerns it. */
  readonly deliveryAddress: Address
  readonly accepted: Omit<Acceptance, 'by'>
}

/** Who stands in an authorisation. */
export type AuthorisationPeople = {
  readonly contact: Contact
  /** Who accepted it for the authorised organisation. */
  readonly acceptedBy: string
}

/** Who accepted it for the authorised organisation, and when. */
export type Acceptance = {
  readonly by: string
  readonly on: LocalDate
  /** Of one that was accepted in the e-service. */
  readonly personId?: string
}

/** One agreement or authorisation. Each state carries only what is true in it. */
export type Paper = (AgreementTerms | AuthorisationTerms) &
  (
    | { readonly state: 'proposed' }
    | ({ readonly state: 'approved' } & Approval)
    | {
        readonly state: 'rejected'
        readonly rejectedBy: string
        readonly rejectedAt: Instant
        /** Of a change that ended with what it would have changed; otherwise a handler rejected it. */
        readonly because?: ChangedEnded
      }
    | ({ readonly state: 'ended'; readonly endedBy: string; readonly endedAt: Instant } & Approval)
  )

/** What a change would have changed is no more. */
export type ChangedEnded = `${Paper['kind']}-ended`

/** Another handler than the one who entered it. */
export type Approval = { readonly approvedBy: string; readonly approvedAt: Instant }

/** An organisation as an older system has it, with the papers that hold there. */
export type ImportedOrganisation = InputOf<typeof contracts.addOrganisation> & {
  readonly agreements: readonly Omit<
    InputOf<typeof contracts.proposeAgreement>,
    'organisationId' | 'products'
  >[]
  /** Each names the authorised organisation by its business ID; it is imported too, or here already. */
  readonly authorisations: readonly Omit<
    InputOf<typeof contracts.proposeAuthorisation>,
    'organisationId' | 'products' | 'customerNumber'
  >[]
}

/** On which papers an order rests. */
export type Basis = {
  readonly agreementId: PaperId
  /** Present when another organisation's registrar orders. */
  readonly authorisationId?: PaperId
  /** Of the agreement. */
  readonly priceList: PriceListName
}

export type OrganisationAdded = {
  readonly type: 'OrganisationAdded'
  readonly organisationId: string
}

/** Name, units or contacts were changed. */
export type OrganisationChanged = {
  readonly type: 'OrganisationChanged'
  readonly organisationId: string
  readonly version: number
}

/** From this version on others are written to: those of before and of now are told (R280). */
export type ContactsChanged = {
  readonly type: 'ContactsChanged'
  readonly organisationId: string
  readonly version: number
}

/** The business register says that it is no more (R279). */
export type OrganisationCeased = {
  readonly type: 'OrganisationCeased'
  readonly organisationId: string
}

/** The business register takes that back. */
export type OrganisationActiveAgain = {
  readonly type: 'OrganisationActiveAgain'
  readonly organisationId: string
}

type AboutPaper = {
  readonly paperId: string
  readonly paper: Paper['kind']
  readonly organisationId: string
}

export type PaperProposed = { readonly type: 'PaperProposed' } & AboutPaper
export type PaperApproved = { readonly type: 'PaperApproved' } & AboutPaper
export type PaperRejected = {
  readonly type: 'PaperRejected'
  readonly because?: ChangedEnded
} & AboutPaper
/** A change of it was approved: it holds to the last day, inclusive, and no order stops. */
export type PaperReplaced = {
  readonly type: 'PaperReplaced'
  readonly lastDay: LocalDate
} & AboutPaper
/** The change of it was ended before its first day: it has the last day again that it had before. */
export type PaperGoesOn = { readonly type: 'PaperGoesOn' } & AboutPaper
/** From this instant on nothing rests on it: open orders that do are stopped. */
export type PaperEnded = { readonly type: 'PaperEnded' } & AboutPaper

/** Its page or its history was looked at, with its contacts and who entered and decided what. */
export type OrganisationViewed = {
  readonly type: 'OrganisationViewed'
  readonly organisationId: string
}
