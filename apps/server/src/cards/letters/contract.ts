import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { UsedSettings } from '#settings/contract.ts'
import type { AboutCard } from '#cards/card/contract.ts'

/** Printed on the letter with the activation code: 10 digits, unique. */
export type LetterNumber = Brand<string, 'LetterNumber'>

export type ActivationLetterPlanned = {
  readonly type: 'ActivationLetterPlanned'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

/** The applicant's address may not be used and was erased: the letter goes to the registration point. */
export type ActivationLetterRedirected = {
  readonly type: 'ActivationLetterRedirected'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly because: 'non-disclosure' | 'unknown-to-population-register'
}

/** The code has left the service, and can no longer be read here. */
export type ActivationLetterSent = {
  readonly type: 'ActivationLetterSent'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly by: 'bureau' | 'terminal'
}

/** The card and letter bureau has acknowledged the letters of a batch: how many, and by which manifest. */
export type LetterBatchAccepted = {
  readonly type: 'LetterBatchAccepted'
  readonly batchId: string
  readonly day: LocalDate
  readonly letters: number
  /** SHA-256 of the manifest, in hexadecimal. */
  readonly manifestDigest: string
}

/** A person starts an immediate retry of the letters that did not leave on their day. */
export type LettersRetried = { readonly type: 'LettersRetried'; readonly letters: number }

/** A new code was ordered: earlier letters are invalid in the service. The new letter leaves on the day. */
export type ActivationLetterReplaced = {
  readonly type: 'ActivationLetterReplaced'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
  readonly plannedFor: LocalDate
}

/** The code of a new letter is now on the card and replaces the former one. */
export type ActivationCodePutOnCard = {
  readonly type: 'ActivationCodePutOnCard'
  readonly about: AboutCard
  readonly letterNumber: LetterNumber
}

/** The code of a replaced letter is now invalid on the card too. */
export type FormerCodeInvalidated = {
  readonly type: 'FormerCodeInvalidated'
  readonly about: AboutCard
}
