import { randomBytes, randomInt } from 'node:crypto'

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

/** Parses hex digits in pairs. Throws on anything else: it is used on our own constants and stored states. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9A-Fa-f]{2})*$/.test(text)) throw new RangeError('not hex digits in pairs')
  return new Uint8Array(Buffer.from(text, 'hex'))
}

export const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length))

export const asciiBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

/** Two bytes, the most significant first. */
export const uint16 = (value: number): Uint8Array => Uint8Array.of(value >> 8, value & 0xff)

export const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => String(randomInt(10))).join('')
