import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type {
  BusinessFacts,
  CodedOrganisation,
  CodeList,
  LookUpBySatu,
  LookUpPerson,
  RegisterUnavailable,
  Reliance,
  RightsHeld,
  SetAside,
  SigningRight,
  ToldBy,
} from './contract.ts'

/** Terhikki and Suosikki: who may practise what. Asked outside transactions. */
export type RightsRegister = {
  readonly lookUpRights: (
    identityCode: IdentityCode,
  ) => Promise<Result<RightsHeld, { readonly kind: 'no-right' } | RegisterUnavailable>>
}

/** The population register: whether the person exists, under which name, and where. Asked outside transactions. */
export type PopulationRegister = {
  readonly lookUpPerson: LookUpPerson
  readonly lookUpBySatu: LookUpBySatu
}

/** The business register: whether an organisation exists, and under which name. Asked outside transactions. */
export type BusinessRegister = {
  readonly lookUpBusiness: (
    businessId: BusinessId,
  ) => Promise<
    Result<BusinessFacts, { readonly kind: 'unknown-to-business-register' } | RegisterUnavailable>
  >
}

/** Who signs for an organisation, by the business register or the authorisations of its people. Asked outside transactions. */
export type SigningRegister = {
  readonly lookUpSigning: (
    businessId: BusinessId,
    identityCode: IdentityCode,
  ) => Promise<Result<SigningRight, RegisterUnavailable>>
}

/** The code service of social and health care, read whole once a day. Asked outside transactions. */
export type CodeServer = {
  /** Everything in force in the code list, or nothing: half a list would be taken for the whole. */
  readonly readList: (
    codeList: CodeList,
  ) => Promise<Result<readonly CodedOrganisation[], RegisterUnavailable>>
}

/** One line of a register's change feed: that something about a person changed, not what it is now. */
export type RegisterEvent = {
  /** The register's own, the same however often it is told. */
  readonly eventId: string
  readonly identityCode: IdentityCode
  readonly changedAt: Instant
}

export type PageOfEvents = {
  readonly events: readonly RegisterEvent[]
  /** What of the page can't be read: one malformed event keeps no other from being heard. */
  readonly setAside: readonly SetAside[]
  /** Where the next page begins; the register's own word. */
  readonly cursor: string
  readonly hasMore: boolean
}

/** The change feed of a register, from the beginning or from where one stopped. Asked outside transactions. */
export type ChangeFeed = {
  readonly changedSince: (
    register: ToldBy,
    cursor: string | undefined,
  ) => Promise<Result<PageOfEvents, RegisterUnavailable>>
}

/** What cards rest on, as the module that has the cards knows it. */
export type Reliances = {
  /** Of a person's cards that are not closed. */
  readonly reliancesOf: (tx: Tx, personId: string) => Promise<readonly Reliance[]>
  /** How many cards there are that are not closed. */
  readonly countReliances: (tx: Tx) => Promise<number>
}
