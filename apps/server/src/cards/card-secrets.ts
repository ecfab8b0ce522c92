import { hkdfSync, randomInt } from 'node:crypto'
import type { CardNumber, LetterNumber } from './contract.ts'
import {
  isFactoryAdminPin,
  isGuessableCode,
  parseCardNumber,
  parseLetterNumber,
} from './domain/numbers.ts'

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

/**
 * The eight octets that open one card for wiping: HKDF-SHA-256 (RFC 5869) of the service's secret and the card number.
 * Kept nowhere. Throws rather than give a card the PIN that it has from the factory.
 */
export function adminPinOf(secret: Uint8Array, cardNumber: CardNumber): Uint8Array {
  const info = `cards/admin-pin/${cardNumber}`
  const pin = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), info, 8))
  if (isFactoryAdminPin(pin)) throw new Error('the admin PIN of the factory')
  return pin
}

const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('')
