import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { AboutCard } from '#cards/card/contract.ts'

/** Printed on the letter with the activation code: 10 digits, unique. */
export type LetterNumber = Brand<string, 'LetterNumber'>

export type ActivationLetterPlanned = {
  readonly type: 'ActivationLetterPlanned'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
}

/** The address that the applicant gave may not be used, and was erased: the letter goes to the registration point. */
export type ActivationLetterRedirected = {
  readonly type: 'ActivationLetterRedirected'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly because: 'non-disclosure' | 'unknown-to-population-register'
}

/** The code has left the service and is readable here by nobody. */
export type ActivationLetterSent = {
  readonly type: 'ActivationLetterSent'
  readonly about: AboutCard
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
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
}

/** The code of a new letter is on the card now, in the place of the one before. */
export type ActivationCodePutOnCard = {
  readonly type: 'ActivationCodePutOnCard'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
}

/** A code that a replaced letter says is dead on the card too. */
export type FormerCodeKilled = { readonly type: 'FormerCodeKilled'; readonly about: AboutCard }
