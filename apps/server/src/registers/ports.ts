import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Result } from '@sotevarmenne/kernel/result'
import type { LookUpPerson, RegisterUnavailable, RightsHeld } from './contract.ts'

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
