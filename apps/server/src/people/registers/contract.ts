import type { CounterpartTrouble, RegisterName } from '@sotevarmenne/api/counterparts'
import type { RightsRegisterName } from '@sotevarmenne/api/orders'
import type { Language } from '@sotevarmenne/api/values'
import type { BusinessStatus } from '@sotevarmenne/api/organisations'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Satu } from '@sotevarmenne/identifiers/satu'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Address } from '#people/persons/contract.ts'
import type { Text } from '#platform/texts.ts'

/** Name of a right in the register's three languages. */
export type RightTitle = { readonly fi: string; readonly sv: string; readonly en: string }

/** A right to practise or to use a protected title, as in its register. */
export type Right = {
  /** The register's own key of this right of this person. */
  readonly rightId: string
  readonly register: RightsRegisterName
  /** Code in the code list of rights. */
  readonly code: string
  readonly title: RightTitle
  readonly validFrom: LocalDate
  /** The last day, inclusive; absent when the right has no end. */
  readonly validTo?: LocalDate
  /** Restrictions of the right, as the register writes them (in Finnish). */
  readonly limits?: string
  /** Whether it includes the right to prescribe; absent where the register does not say so. */
  readonly mayPrescribe?: boolean
}

/** One person's entries in the registers of rights. */
export type RightsHeld = {
  /** 11 digits, public (OID 1.2.246.537.26). */
  readonly registrationNumber: string
  /** Identification code of prescribers, 6 digits (OID 1.2.246.537.25). */
  readonly doctorId?: string
  readonly rights: readonly Right[]
}

/** The population register's data of one person. */
export type PopulationFacts = {
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly died?: LocalDate
  readonly nonDisclosure: boolean
  readonly address?: Address
}

/** The register gave no reliable response. Nothing is decided on a guess. */
export type RegisterUnavailable = {
  readonly kind: 'register-unavailable'
  readonly register: RegisterName
  readonly because: CounterpartTrouble
}

/** Requests a person from the population register; outside transactions. */
export type LookUpPerson = (
  identityCode: IdentityCode,
) => Promise<
  Result<PopulationFacts, { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable>
>

/** Requests the person with a SATU; outside transactions. */
export type LookUpBySatu = (
  satu: Satu,
) => Promise<
  Result<
    PopulationFacts & { readonly identityCode: IdentityCode },
    { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable
  >
>

/** The business register's data of one organisation. */
export type BusinessFacts = {
  readonly businessId: BusinessId
  /** The current name, without parallel and auxiliary names. */
  readonly name: string
  /** Limited company, municipality …; absent where the register has none. */
  readonly form?: Text
  readonly status: BusinessStatus
}

/** An organisation or unit of social and health care, as in the national registers of the code service. */
export type CodedOrganisation = {
  /** The code itself: under `1.2.246.10`, or of a self-employed person. */
  readonly oid: Oid
  readonly codeList: CodeList
  /** `LongName`: used in service certificates. */
  readonly name: string
  readonly shortName?: string
  readonly businessId?: BusinessId
  /** The organisation or unit above it. */
  readonly parent?: Oid
  readonly sector?: 'public' | 'private'
  /** As the register writes it (in Finnish). */
  readonly municipality?: string
  readonly validFrom: LocalDate
  /** The last day, inclusive; absent when there is no end. */
  readonly validTo?: LocalDate
}

/**
 * The register of organisations, that of self-employed persons, or that of Kanta intermediaries, which give
 * no care.
 */
export const codeLists = ['organisations', 'self-employed', 'kanta-intermediaries'] as const
export type CodeList = (typeof codeLists)[number]

/** A version of an entry, in the copies of some days. */
export type CodedVersion = {
  readonly organisation: CodedOrganisation
  /** Time of the first copy with it. */
  readonly from: Instant
  /** Time of the first copy without it, or with a newer version; absent for the current one. */
  readonly until?: Instant
}

/** Entries that differ from some copies ago. */
export type CodesTouched = {
  /** The last copy. */
  readonly upTo: number
  readonly codes: readonly { readonly oid: Oid; readonly hasEnded: boolean }[]
}

/** Data of the last copy, with its age: the code service itself may be down, or have changed since. */
export type FromCopy<Value> = { readonly value: Value; readonly copiedAt: Instant }

/** The code service was never copied: no organisation is known. */
export type NoCopyYet = { readonly kind: 'no-copy-of-code-service' }

/** A daily copy of the code service was taken. */
export type CodesCopied = {
  readonly type: 'CodesCopied'
  readonly copyId: number
  readonly entries: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** The list that was not copied. */
  readonly leftOut?: CodeList
}

/** A malformed event of a feed. The others continue; an operator has to ask the register about it. */
export type SetAside = {
  /** The register's own id, or the position in its feed if there is none. */
  readonly eventId: string
  readonly because: 'malformed-identity-code' | 'malformed-event'
}
