import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Oid } from '@sotevarmenne/identifiers/oid'
import type { Satu } from '@sotevarmenne/identifiers/satu'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Address, Language } from '#people/persons/contract.ts'
import type { Text } from '#platform/texts.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    registers:
      | 'registers.copyCodes'
      | 'registers.followChanges'
      | 'registers.viewRegisters'
      | 'registers.releaseChanges'
  }
}

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
  readonly register: 'rights' | 'population' | 'business' | 'signing' | 'codes'
  readonly because: 'no-connection' | 'no-answer-in-time' | 'error-answer' | 'unreadable-answer'
}

/** How the population register is asked of a person; outside transactions. */
export type LookUpPerson = (
  identityCode: IdentityCode,
) => Promise<
  Result<PopulationFacts, { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable>
>

/** How it is asked whose a SATU is; outside transactions. */
export type LookUpBySatu = (
  satu: Satu,
) => Promise<
  Result<
    PopulationFacts & { readonly identityCode: IdentityCode },
    { readonly kind: 'unknown-to-population-register' } | RegisterUnavailable
  >
>

/** What the business register says of one organisation. */
export type BusinessFacts = {
  readonly businessId: BusinessId
  /** The name in force, without parallel and auxiliary names. */
  readonly name: string
  /** Limited company, municipality …; absent where the register tells none. */
  readonly form?: Text
  readonly status: BusinessStatus
}

/** `ceased`: no longer in the register; its other members are what it once was. */
export type BusinessStatus =
  'active' | 'in-restructuring' | 'in-liquidation' | 'in-bankruptcy' | 'ceased'

/** Whether a person signs for an organisation: alone, only together with others, or not at all. */
export type SigningRight = 'alone' | 'together' | 'none'

/** An organisation or unit of social and health care, as the national registers of the code service name it. */
export type CodedOrganisation = {
  /** The code itself: under `1.2.246.10`, or of a person who practises alone. */
  readonly oid: Oid
  readonly codeList: CodeList
  /** `LongName`: what stands in service certificates. */
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

/** The register of organisations, that of those who practise alone, or that of Kanta intermediaries, which give no care. */
export type CodeList = 'organisations' | 'self-employed' | 'kanta-intermediaries'

/** How an entry stood in the copies of some days. */
export type CodedVersion = {
  readonly organisation: CodedOrganisation
  /** When the copy was taken that had it first. */
  readonly from: Instant
  /** When the copy was taken that had it no longer, or otherwise; absent while it stands. */
  readonly until?: Instant
}

/** What is not as it was some copies ago. */
export type CodesTouched = {
  /** The last copy. */
  readonly upTo: number
  readonly codes: readonly { readonly oid: Oid; readonly hasEnded: boolean }[]
}

/** What the last copy says, and how old it is: the code service itself may be down, or have changed since. */
export type FromCopy<Value> = { readonly value: Value; readonly copiedAt: Instant }

/** No copy of the code service was ever taken: nothing is known of any organisation. */
export type NoCopyYet = { readonly kind: 'no-copy-of-code-service' }

/** A day's copy of the code service was taken. */
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

/** The registers that tell of changes. */
export type ToldBy = 'rights' | 'population'

/** An event of a feed that can't be read. The others go on; somebody has to ask the register what it was to say. */
export type SetAside = {
  /** The register's own, or the place in its feed where it gives none. */
  readonly eventId: string
  readonly because: 'malformed-identity-code' | 'malformed-event'
}

export type RegisterEventSetAside = {
  readonly type: 'RegisterEventSetAside'
  readonly register: ToldBy
} & SetAside

/** What can become untrue of a card, and who tells. */
export type ChangeKind =
  /** The right that the card rests on is no longer in force. */
  | 'right-ended'
  /** It ends before the card does. */
  | 'right-restricted'
  /** The card says another Doctor ID or registration number. */
  | 'number-changed'
  | 'name-changed'
  | 'holder-died'

/** A card that is not closed, and what it says that the registers must bear out. */
export type Reliance = {
  readonly cardId: string
  readonly personId: string
  readonly givenNames: string
  readonly surname: string
  /** Absent of a staff or actor card, which rests on no right. */
  readonly registrationNumber?: string
  readonly doctorId?: string
  /** Code of the right that is printed on it; absent where none is. */
  readonly rightCode?: string
  /** The last day of the card, inclusive. */
  readonly validTo: LocalDate
}

/** UUID. */
export type ChangeId = Brand<string, 'ChangeId'>

/** The change of a register by which something became untrue of a card; `heard` is the register's own event. */
type ChangeOfCard = {
  readonly changeId: ChangeId
  readonly heard: string
  readonly about: { readonly personId: string; readonly cardId: string }
}

export type RightEnded = { readonly type: 'RightEnded' } & ChangeOfCard
export type RightRestricted = {
  readonly type: 'RightRestricted'
  /** The last day on which the right is in force. */
  readonly validTo: LocalDate
} & ChangeOfCard
export type ProfessionalNumberChanged = {
  readonly type: 'ProfessionalNumberChanged'
} & ChangeOfCard
export type HolderRenamed = { readonly type: 'HolderRenamed' } & ChangeOfCard
export type HolderDied = { readonly type: 'HolderDied' } & ChangeOfCard

type ChangeOfPerson = Pick<ChangeOfCard, 'changeId' | 'heard'> & {
  readonly about: { readonly personId: string }
}

/** Told once of the person, with or without a card: what cards do about it hear `HolderDied` (R276). */
export type PersonDied = { readonly type: 'PersonDied' } & ChangeOfPerson
/** The register says that the person lives after all. What ended with the death is not given back. */
export type PersonDeathTakenBack = { readonly type: 'PersonDeathTakenBack' } & ChangeOfPerson

/** What the card says is so again: what followed from the change is taken back, as far as it can be. */
export type RegisterChangeTakenBack = {
  readonly type: 'RegisterChangeTakenBack'
  readonly kind: ChangeKind
} & ChangeOfCard

/** Non-disclosure began or ended, by an event of the population register. */
export type NonDisclosureTold = {
  readonly type: 'NonDisclosureTold'
  readonly isNonDisclosure: boolean
  readonly heard: string
  readonly about: { readonly personId: string }
}

/** UUID. */
export type ChangesHoldId = Brand<string, 'ChangesHoldId'>

/** So many cards would be revoked by what the registers say that two persons must look first. */
export type RegisterChangesHeld = {
  readonly type: 'RegisterChangesHeld'
  readonly holdId: ChangesHoldId
  readonly cards: number
  readonly causes: readonly CauseOfHold[]
}

export type CauseOfHold = { readonly cause: ChangeKind; readonly count: number }

/** One person would release them; another has to agree. */
export type RegisterChangesReleaseAgreed = {
  readonly type: 'RegisterChangesReleaseAgreed'
  readonly holdId: ChangesHoldId
  /** How many cards the person saw. */
  readonly cards: number
}

export type RegisterChangesReleased = {
  readonly type: 'RegisterChangesReleased'
  readonly holdId: ChangesHoldId
  /** How many cards both saw. */
  readonly cards: number
}
