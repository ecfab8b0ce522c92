import { randomInt } from 'node:crypto'
import type { CardNumber } from './contract.ts'
import { isGuessableCode, parseCardNumber } from './domain/numbers.ts'

/** Eight random digits that are not easily guessed. */
export function newActivationCode(): string {
  const code = randomDigits(8)
  return isGuessableCode(code) ? newActivationCode() : code
}

/** 17 random digits; the database ensures that no two cards have the same. */
export function newCardNumber(): CardNumber {
  const number = parseCardNumber(randomDigits(17))
  if (!number) throw new Error('unreachable: 17 digits are a valid card number')
  return number
}

export const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('')
