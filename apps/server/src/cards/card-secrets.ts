import { argon2, hkdfSync, randomBytes, randomInt } from 'node:crypto'
import { promisify } from 'node:util'
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

/**
 * A slow salted hash (argon2id, RFC 9106 § 4, second recommended option) in PHC format, keyed with the service's secret
 * (RFC 9106 § 3.1, K): eight digits are soon tried through, and whoever has the database alone can't try any.
 */
export async function hashCode(secret: Uint8Array, code: string): Promise<string> {
  const salt = randomBytes(16)
  const hash = await slowHash('argon2id', {
    message: code,
    nonce: salt,
    secret: new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), 'cards/code-hash', 32)),
    memory: 65_536,
    passes: 3,
    parallelism: 4,
    tagLength: 32,
  })
  return `$argon2id$v=19$m=65536,t=3,p=4$${unpadded(salt)}$${unpadded(hash)}`
}

const slowHash = promisify(argon2)

const unpadded = (octets: Buffer): string => octets.toString('base64').replace(/=+$/, '')

const randomDigits = (length: number): string =>
  Array.from({ length }, () => String(randomInt(10))).join('')
