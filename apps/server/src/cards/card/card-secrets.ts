import { randomInt } from 'node:crypto'
import type { CardNumber } from './contract.ts'
import { isGuessableCode, parseCardNumber } from './domain/numbers.ts'

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

export const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('')
