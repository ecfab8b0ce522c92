export type { Employer } from './domain/card.ts'
import type { ReminderMeans } from '@sotevarmenne/api/uncollected'
import type { Identification } from '#points/identification/contract.ts'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { StrongSignIn } from '#platform/permit.ts'

declare module '#platform/permit.ts' {
  interface Permissions {
    lifecycle:
      | 'cards.produceCard'
      | 'cards.openProduction'
      | 'cards.reportReaders'
      | 'cards.fetchPrint'
      | 'cards.viewProduction'
      | 'cards.retryProduction'
      | 'cards.sendLetter'
      | 'cards.viewLetters'
      | 'cards.retryLetters'
      | 'cards.viewCard'
      | 'cards.viewOwnCards'
      | 'cards.listCards'
      | 'cards.listUncollected'
      | 'cards.remindOfCard'
      | 'cards.returnUncollected'
      | 'cards.destroyUncollected'
      | 'cards.handOverCard'
      | 'cards.checkLetter'
      | 'cards.reportActivation'
      | 'cards.closeCard'
      | 'cards.followRegisters'
      | 'cards.reportOwnCardLost'
      | 'cards.noteFirstUse'
      | 'cards.countUnreached'
      | 'cards.askWhetherUsed'
      | 'cards.unlockOwnCard'
      | 'cards.viewLetterAddress'
      | 'cards.orderOwnNewCode'
      | 'cards.orderNewCode'
      | 'cards.renewCodeOnCard'
  }
}

/** One card of one person, from its order to its closing. UUID. */
export type CardId = Brand<string, 'CardId'>

/** Printed on the plastic, in production and after it: 17 digits, unique. */
export type CardNumber = Brand<string, 'CardNumber'>

/** Printed on the letter with the activation code: 10 digits, unique. */
export type LetterNumber = Brand<string, 'LetterNumber'>

/** Why a card is closed for good. */
export type ClosingReason =
  | 'lost'
  | 'stolen'
  /** Somebody else knows a PIN or has used it. */
  | 'misused'
  | 'broken'
  | 'data-changed'
  | 'returned'
  | 'employment-ended'
  | 'production-failed'
  | 'order-cancelled'
  /** By what a register says. */
  | 'right-ended'
  | 'holder-died'
  /** The new card in its place is in use. */
  | 'replaced'

/** Why a holder may have a new card while the old one is valid. */
export type ReplacementReason = 'name-changed' | 'right-restricted' | 'number-changed'

type About = { readonly personId: string; readonly cardId: string; readonly orderId: string }

export type CardOrdered = { readonly type: 'CardOrdered'; readonly about: About }

export type CardProduced = {
  readonly type: 'CardProduced'
  readonly about: About
  readonly chipSerial: string
  /** By post to its holder, not to the point. */
  readonly isSentHome?: true
  /** Serial numbers of both certificates. */
  readonly authentication: string
  readonly signature: string
}

/** A try to make the card failed. `isFinal` when no further blank is taken. */
export type CardProductionFailed = {
  readonly type: 'CardProductionFailed'
  readonly about: About
  readonly chipSerial?: string
  /** What was found wrong, by kind. */
  readonly findings: readonly string[]
  readonly isFinal: boolean
}

/** A person has looked at what went wrong: further blanks may be taken. */
export type ProductionRetried = { readonly type: 'ProductionRetried'; readonly about: About }

export type ActivationLetterPlanned = {
  readonly type: 'ActivationLetterPlanned'
  readonly about: About
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
}

/** The address that the applicant gave may not be used, and was erased: the letter goes to the registration point. */
export type ActivationLetterRedirected = {
  readonly type: 'ActivationLetterRedirected'
  readonly about: About
  readonly letterNumber: LetterNumber
  readonly because: 'non-disclosure' | 'unknown-to-population-register'
}

/** The code has left the service and is readable here by nobody. */
export type ActivationLetterSent = {
  readonly type: 'ActivationLetterSent'
  readonly about: About
  readonly letterNumber: LetterNumber
  readonly by: 'print-house' | 'terminal'
}

/** The print house has acknowledged the letters of a batch: how many, and by which manifest. */
export type LetterBatchAccepted = {
  readonly type: 'LetterBatchAccepted'
  readonly batchId: string
  readonly day: LocalDate
  readonly letters: number
  /** SHA-256 of the manifest, in hexadecimal. */
  readonly manifestDigest: string
}

/** A person has letters that did not leave on their day tried at once. */
export type LettersRetried = { readonly type: 'LettersRetried'; readonly letters: number }

/** A new code was ordered: the letters of before are dead in the service. The new one leaves on the day. */
export type ActivationLetterReplaced = {
  readonly type: 'ActivationLetterReplaced'
  readonly about: About
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
}

/** The code of a new letter is on the card now, in the place of the one before. */
export type ActivationCodePutOnCard = {
  readonly type: 'ActivationCodePutOnCard'
  readonly about: About
  readonly letterNumber: LetterNumber
}

/** A code that a replaced letter says is dead on the card too. */
export type FormerCodeKilled = { readonly type: 'FormerCodeKilled'; readonly about: About }

/** The holder has set both PINs anew without the code, after another strong sign-in. */
export type CardUnlocked = {
  readonly type: 'CardUnlocked'
  readonly about: About
  readonly signedInBy: StrongSignIn['method']
}

export type CardNotUnlocked = {
  readonly type: 'CardNotUnlocked'
  readonly about: About
  readonly because: string
}

export type CardHandedOver = {
  readonly type: 'CardHandedOver'
  readonly about: About
  /** `sent-home`: nobody was seen; its holder has activated or used it. */
  readonly documentType: Identification['documentType'] | 'known-to-each-other' | 'sent-home'
}

export type CardActivated = {
  readonly type: 'CardActivated'
  readonly about: About
  readonly letterNumber: LetterNumber
}

/** The service has seen the card in use, though its activation was never reported. */
export type CardFirstUsed = { readonly type: 'CardFirstUsed'; readonly about: About }

/** A new card lies unused: its holder is asked whether it has come. */
export type UnusedCardAsked = { readonly type: 'UnusedCardAsked'; readonly about: About }

/** The holder of a card that waits at its point is reminded of it. */
export type UncollectedCardReminded = {
  readonly type: 'UncollectedCardReminded'
  readonly about: About
  readonly means: ReminderMeans
}

/** The mail that reminded the holder was not taken: it counts for nothing. */
export type UncollectedCardNotReminded = {
  readonly type: 'UncollectedCardNotReminded'
  readonly about: About
}

/** A card that nobody has fetched goes back to the office. */
export type UncollectedCardReturned = {
  readonly type: 'UncollectedCardReturned'
  readonly about: About
}

/** One of two has signed; with the second one it is destroyed. */
export type UncollectedCardDestroyed = {
  readonly type: 'UncollectedCardDestroyed'
  readonly about: About
  readonly isDestroyed: boolean
}

export type CardClosed = {
  readonly type: 'CardClosed'
  readonly about: About
  readonly reason: ClosingReason
}

/** A register no longer bears out what the card says: its holder may have a new one in its place, and use it till then. */
export type ReplacementOffered = {
  readonly type: 'ReplacementOffered'
  readonly about: About
  readonly because: ReplacementReason
}

/** What the card says is so again. */
export type ReplacementTakenBack = {
  readonly type: 'ReplacementTakenBack'
  readonly about: About
  readonly because: ReplacementReason
}

/** A station took what its printer puts on the card. */
export type CardPrintFetched = { readonly type: 'CardPrintFetched'; readonly about: About }

export type CardViewed = { readonly type: 'CardViewed'; readonly about: About }

/** A card shown in a list: one event for each, so that a holder's trail tells of no other holder. */
export type CardListed = { readonly type: 'CardListed'; readonly about: About }
