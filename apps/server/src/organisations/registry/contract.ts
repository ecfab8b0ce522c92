import type { MemberProduct, OrganisationKind } from '@sotevarmenne/api/organisations'
import type { DecisionView } from '@sotevarmenne/api/decisions'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Address } from '#people/persons/contract.ts'
import type { Language } from '#platform/texts.ts'
import type { PriceListName } from '#cards/products/contract.ts'

/** A customer organisation. UUID. */
export type OrganisationId = Brand<string, 'OrganisationId'>

/** An agreement or a delegation. UUID. */
export type AgreementId = Brand<string, 'AgreementId'>

/** Electronic customer number: `A` and seven digits, issued by the service. */
export type CustomerNumber = Brand<string, 'CustomerNumber'>

/** A unit of the organisation as the code service names it. */
export type Unit = { readonly oid: Oid; readonly name: string }

/** A person whom the office calls or writes to about the organisation's matters. */
export type Contact = {
  readonly name: string
  readonly email: string
  readonly phone?: string
  readonly language: Language
}

/** The data with which an organisation is added. */
export type OrganisationFacts = {
  readonly businessId: BusinessId
  readonly oid: Oid
  readonly name: string
  readonly kind: OrganisationKind
  readonly units: readonly Unit[]
  readonly contacts: readonly Contact[]
}

/** Contacts are read separately, from this module. */
export type Organisation = Omit<OrganisationFacts, 'contacts'> & {
  readonly organisationId: OrganisationId
  readonly customerNumber: CustomerNumber
  /** How often its data were entered. */
  readonly version: number
}

type Every = {
  readonly agreementId: AgreementId
  /** The party to the agreement, or the giver of the delegation. */
  readonly organisationId: OrganisationId
  readonly products: readonly MemberProduct[]
  /** Registration points where it applies: the organisation's own, or those of the delegate. */
  readonly points: readonly string[]
  /** Both days inclusive; without an end it is in force until it is ended. */
  readonly validFrom: LocalDate
  readonly validTo?: LocalDate
  /** The approved change that replaced it, and its last day before that. */
  readonly gaveWay?: { readonly to: AgreementId; readonly validTo?: LocalDate }
  /** The case officer who entered it, or the person who signed it for the organisation. */
  readonly proposedBy: string
  readonly proposedAt: Instant
  /** The organisation signed it in the e-service (`agreements`). */
  readonly isSigned?: true
  /** The agreement or delegation that this change replaces. */
  readonly replaces?: AgreementId
  /** The basis of its approval or rejection (R145); absent in records from before it was stored. */
  readonly decision?: DecisionView
}

/** The card agreement: which cards the organisation's people get, in which units, at which prices. */
export type CardAgreementTerms = Every & {
  readonly kind: 'agreement'
  /** The organisation with all its units, or only these. */
  readonly units: 'all' | readonly Oid[]
  /** Name of the price list. */
  readonly priceList: PriceListName
}

/** Lets the registrars of another organisation order for this one. */
export type DelegationTerms = Every & {
  readonly kind: 'delegation'
  readonly delegate: OrganisationId
  /** Where the other organisation receives deliveries for it. */
  readonly deliveryAddress: Address
  readonly accepted: Omit<Acceptance, 'by'>
}

/** People named in a delegation. */
export type DelegationPeople = {
  readonly contact: Contact
  /** The person who accepted it for the delegate. */
  readonly acceptedBy: string
}

/** Who accepted it for the delegate, and when. */
export type Acceptance = {
  readonly by: string
  readonly on: LocalDate
  /** If it was accepted in the e-service. */
  readonly personId?: string
}

/** One agreement or delegation. Each state has only its own fields. */
export type Agreement = (CardAgreementTerms | DelegationTerms) &
  (
    | { readonly state: 'proposed' }
    | ({ readonly state: 'approved' } & Approval)
    | {
        readonly state: 'rejected'
        readonly rejectedBy: string
        readonly rejectedAt: Instant
        /** For a change that ended with the agreement it changed; otherwise a case officer rejected it. */
        readonly because?: ChangedEnded
      }
    | ({ readonly state: 'ended'; readonly endedBy: string; readonly endedAt: Instant } & Approval)
  )

/** The agreement or delegation to be changed has ended. */
export type ChangedEnded = `${Agreement['kind']}-ended`

/** By a case officer other than the one who entered it (dual control). */
export type Approval = { readonly approvedBy: string; readonly approvedAt: Instant }

/** An organisation from an older system, with its agreements in force there. */
export type ImportedOrganisation = InputOf<typeof contracts.addOrganisation> & {
  readonly agreements: readonly Omit<
    InputOf<typeof contracts.proposeCardAgreement>,
    'organisationId' | 'products'
  >[]
  /** Each names the delegate by its business ID; it is imported too, or here already. */
  readonly delegations: readonly (Omit<
    InputOf<typeof contracts.proposeDelegation>,
    'organisationId' | 'products'
  > & { readonly businessId: string })[]
}

/** The agreements on which an order is based. */
export type Basis = {
  readonly cardAgreementId: AgreementId
  /** Present when another organisation's registrar orders. */
  readonly delegationId?: AgreementId
  /** From the agreement. */
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

/** From this version on there are other contacts: old and new ones are notified (R280). */
export type ContactsChanged = {
  readonly type: 'ContactsChanged'
  readonly organisationId: string
  readonly version: number
}

/** The business register reports that it has ceased (R279). */
export type OrganisationCeased = {
  readonly type: 'OrganisationCeased'
  readonly organisationId: string
}

/** The business register reports it as active again. */
export type OrganisationActiveAgain = {
  readonly type: 'OrganisationActiveAgain'
  readonly organisationId: string
}

type AboutAgreement = {
  readonly agreementId: string
  readonly kind: Agreement['kind']
  readonly organisationId: string
}

export type AgreementProposed = { readonly type: 'AgreementProposed' } & AboutAgreement
export type AgreementApproved = { readonly type: 'AgreementApproved' } & AboutAgreement
export type AgreementRejected = {
  readonly type: 'AgreementRejected'
  readonly because?: ChangedEnded
} & AboutAgreement
/** A change of it was approved: it is in force to the last day, inclusive, and no order stops. */
export type AgreementReplaced = {
  readonly type: 'AgreementReplaced'
  readonly lastDay: LocalDate
} & AboutAgreement
/** Its change was ended before its first day: it has its earlier last day again. */
export type AgreementGoesOn = { readonly type: 'AgreementGoesOn' } & AboutAgreement
/** From this instant it is no basis for anything: open orders based on it are stopped. */
export type AgreementEnded = { readonly type: 'AgreementEnded' } & AboutAgreement

/** Its page or history was viewed, with its contacts and the people who entered and decided. */
export type OrganisationViewed = {
  readonly type: 'OrganisationViewed'
  readonly organisationId: string
}
