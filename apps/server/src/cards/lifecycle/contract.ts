import type { CardProduct, ReplacementReason } from '@sotevarmenne/api/cards'
import type { RemindedBy } from '@sotevarmenne/api/uncollected'
import type { Identification } from '#points/identification/contract.ts'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { StrongSignIn } from '#platform/permit.ts'
import type { LetterNumber } from '#cards/letters/contract.ts'
import type { AboutCard } from '#cards/card/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

/** The holder has reset both PINs without the code, after another strong sign-in. */
export type CardUnlocked = {
  readonly type: 'CardUnlocked'
  readonly about: AboutCard
  readonly signedInBy: StrongSignIn['method']
}

export type CardNotUnlocked = {
  readonly type: 'CardNotUnlocked'
  readonly about: AboutCard
  readonly because: string
}

/** For doors and time clocks. The identifier itself is not in the audit log: it is erased with the card's data. */
export type ContactlessIdRecorded = {
  readonly type: 'ContactlessIdRecorded'
  readonly about: AboutCard
}

export type ContactlessIdRemoved = {
  readonly type: 'ContactlessIdRemoved'
  readonly about: AboutCard
}

export type CardHandedOver = {
  readonly type: 'CardHandedOver'
  readonly about: AboutCard
  /** `sent-home`: no identification at a desk; its holder has activated or used it. */
  readonly documentType: Identification['documentType'] | 'known-to-each-other' | 'sent-home'
}

export type CardActivated = {
  readonly type: 'CardActivated'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
}

/** The service has seen the card in use, although its activation was never reported. */
export type CardFirstUsed = { readonly type: 'CardFirstUsed'; readonly about: AboutCard }

/** A new card is not used: its holder is asked whether it has arrived. */
export type UnusedCardReminded = {
  readonly type: 'UnusedCardReminded'
  readonly about: AboutCard
}

/** The holder of a card that waits at its point is reminded of it. */
export type UncollectedCardReminded = {
  readonly type: 'UncollectedCardReminded'
  readonly about: AboutCard
  readonly means: RemindedBy
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** The reminder mail to the holder was not accepted: it does not count, unless Suomi.fi Messages accepts it. */
export type UncollectedCardNotReminded = {
  readonly type: 'UncollectedCardNotReminded'
  readonly about: AboutCard
}

/** An uncollected card goes back to the office. */
export type UncollectedCardReturned = {
  readonly type: 'UncollectedCardReturned'
  readonly about: AboutCard
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** One of two has signed; with the second signature the card is destroyed. */
export type UncollectedCardDestroyed = {
  readonly type: 'UncollectedCardDestroyed'
  readonly about: AboutCard
  readonly isDestroyed: boolean
  /** Of the first signature for a card that waited. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/**
 * A register no longer confirms the card's data: its holder may have a replacement, and use this card till
 * then.
 */
export type ReplacementOffered = {
  readonly type: 'ReplacementOffered'
  readonly about: AboutCard
  readonly because: ReplacementReason
}

/** The card's data are correct again. */
export type ReplacementTakenBack = {
  readonly type: 'ReplacementTakenBack'
  readonly about: AboutCard
  readonly because: ReplacementReason
}

export type CardViewed = { readonly type: 'CardViewed'; readonly about: AboutCard }

/** A card shown in a list: one event for each, so that a holder's audit log names no other holder. */
export type CardListed = { readonly type: 'CardListed'; readonly about: AboutCard }

/** What holds of a card, as far as a mail about it depends on it. */
export type CardOfNotice = {
  readonly product: CardProduct
  /** Its holder may order the next card in the service, without a visit to a registration point. */
  readonly isReplacedOnline: boolean
  /** The last day of the card that it replaces, while that one works; absent when none works. */
  readonly formerValidTo?: LocalDate
}
