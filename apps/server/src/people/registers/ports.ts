import type { ReportingRegister } from '@sotevarmenne/api/registers'
import type { SigningRight } from '@sotevarmenne/api/accounts'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type {
  BusinessFacts,
  CodedOrganisation,
  CodeList,
  LookUpBySatu,
  LookUpPerson,
  RegisterUnavailable,
  RightsHeld,
  SetAside,
} from './contract.ts'

/** Terhikki and Suosikki: rights to practise. Called outside transactions. */
export type RightsRegister = {
  readonly lookUpRights: (
    identityCode: IdentityCode,
  ) => Promise<Result<RightsHeld, { readonly kind: 'no-right' } | RegisterUnavailable>>
}

/** The population register: whether the person exists, with name and address. Called outside transactions. */
export type PopulationRegister = {
  readonly lookUpPerson: LookUpPerson
  readonly lookUpBySatu: LookUpBySatu
}

/** The business register: whether an organisation exists, with its name. Called outside transactions. */
export type BusinessRegister = {
  readonly lookUpBusiness: (
    businessId: BusinessId,
  ) => Promise<
    Result<BusinessFacts, { readonly kind: 'unknown-to-business-register' } | RegisterUnavailable>
  >
}

/**
 * Who signs for an organisation, by the business register or the authorisations of its people. Called outside
 * transactions.
 */
export type SigningRegister = {
  readonly lookUpSigning: (
    businessId: BusinessId,
    identityCode: IdentityCode,
  ) => Promise<Result<SigningRight, RegisterUnavailable>>
}

/** The code service of social and health care, read in full once a day. Called outside transactions. */
export type CodeServer = {
  /** Everything in force in the code list, or nothing: half a list would be taken for the whole. */
  readonly readList: (
    codeList: CodeList,
  ) => Promise<Result<readonly CodedOrganisation[], RegisterUnavailable>>
}

/** One event of a register's change feed: that a person's data changed, not their new value. */
export type RegisterEvent = {
  /** The register's own id, the same for repeated events. */
  readonly eventId: string
  readonly identityCode: IdentityCode
  readonly changedAt: Instant
}

export type PageOfEvents = {
  readonly events: readonly RegisterEvent[]
  /** Malformed events of the page: they do not block the others. */
  readonly setAside: readonly SetAside[]
  /** Where the next page begins; in the register's own format. */
  readonly cursor: string
  readonly hasMore: boolean
}

/** The change feed of a register, from the beginning or from a cursor. Called outside transactions. */
export type ChangeFeed = {
  readonly changedSince: (
    register: ReportingRegister,
    cursor: string | undefined,
  ) => Promise<Result<PageOfEvents, RegisterUnavailable>>
}
