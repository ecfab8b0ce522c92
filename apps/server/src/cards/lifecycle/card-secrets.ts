import { createHash, randomInt } from 'node:crypto'
import type { CardNumber, LetterNumber } from './contract.ts'
import { isGuessableCode, parseCardNumber, parseLetterNumber } from './domain/numbers.ts'

/** Eight random digits that no finder tries first. */
export function newActivationCode(): string {
  const code = randomDigits(8)
  return isGuessableCode(code) ? newActivationCode() : code
}

/** 17 random digits; the database holds that no two cards have the same. */
export function newCardNumber(): CardNumber {
  const number = parseCardNumber(randomDigits(17))
  if (!number) throw new Error('17 digits are a card number')
  return number
}

export function newLetterNumber(): LetterNumber {
  const number = parseLetterNumber(randomDigits(10))
  if (!number) throw new Error('10 digits are a letter number')
  return number
}

/** What is kept of the proof of a code: whoever reads it here can't prove with it. */
export const digestOfProof = (proof: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(proof).digest())

const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('')
