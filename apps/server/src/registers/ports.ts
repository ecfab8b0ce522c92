import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Result } from '@sotevarmenne/kernel/result'
import type {
  BusinessFacts,
  CodedOrganisation,
  CodeList,
  LookUpPerson,
  RegisterUnavailable,
  RightsHeld,
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
}

/** The business register: whether an organisation exists, and under which name. Asked outside transactions. */
export type BusinessRegister = {
  readonly lookUpBusiness: (
    businessId: BusinessId,
  ) => Promise<
    Result<BusinessFacts, { readonly kind: 'unknown-to-business-register' } | RegisterUnavailable>
  >
}

/** The code service of social and health care, read whole once a day. Asked outside transactions. */
export type CodeServer = {
  /** Everything in force in the code list, or nothing: half a list would be taken for the whole. */
  readonly readList: (
    codeList: CodeList,
  ) => Promise<Result<readonly CodedOrganisation[], RegisterUnavailable>>
}
