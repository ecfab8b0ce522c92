import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Address, Language } from '#people/contract.ts'

/** Name of a right in the register's three languages. */
export type RightTitle = { readonly fi: string; readonly sv: string; readonly en: string }

/** A right to practise or to use a protected title, as its register says. */
export type Right = {
  /** The register's own key of this right of this person. */
  readonly rightId: string
  readonly register: 'TERHIKKI' | 'SUOSIKKI'
  /** Code in the code list of rights. */
  readonly code: string
  readonly title: RightTitle
  readonly validFrom: LocalDate
  /** The last day, inclusive; absent when the right has no end. */
  readonly validTo?: LocalDate
  /** How the right is limited, as the register writes it (in Finnish). */
  readonly limits?: string
}

/** What the registers of rights hold of one person. */
export type RightsHeld = {
  /** 11 digits, public (OID 1.2.246.537.26). */
  readonly registrationNumber: string
  /** Identification code of those who prescribe, 6 digits (OID 1.2.246.537.25). */
  readonly doctorId?: string
  readonly rights: readonly Right[]
}

/** What the population register says of one person. */
export type PopulationFacts = {
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly died?: LocalDate
  readonly nonDisclosure: boolean
  readonly address?: Address
}

/** The register gave no answer that can be relied on. Nothing is decided on a guess. */
export type RegisterUnavailable = {
  readonly kind: 'register-unavailable'
  readonly register: 'rights' | 'population'
  readonly because: 'no-connection' | 'no-answer-in-time' | 'error-answer' | 'unreadable-answer'
}

/** How the population register is asked of a person; outside transactions. */
export type LookUpPerson = (
  identityCode: IdentityCode,
) => Promise<
  Result<PopulationFacts, { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable>
>
