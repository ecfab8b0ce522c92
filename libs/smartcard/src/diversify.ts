import { createHmac } from 'node:crypto'
import { concatenate } from '@sotevarmenne/x509/der'
import { adminKeyLength } from './admin-key.ts'
import { asciiBytes } from './bytes.ts'

/**
 * The admin key of one card, made from a master key and kept nowhere: whoever has the master key has every card's, and
 * whoever opens one card has that card's. The version is the master key's. Throws on one that is too short or everybody's.
 */
export function adminKeyOf(masterKey: Uint8Array, version: number, cardNumber: string): Uint8Array {
  if (masterKey.length < shortestMasterKey || isFactoryKey(masterKey))
    throw new RangeError('no master key: it takes 32 octets that nobody guesses')
  const key = deriveKey(masterKey, {
    label: `sotevarmenne card admin key ${String(version)}`,
    context: asciiBytes(cardNumber),
    length: adminKeyLength,
  })
  if (isFactoryKey(key)) throw new Error('the derivation gave a key that everybody knows')
  return key
}

/**
 * Keys that cards have from their factory, or that tools set when nobody says otherwise: an octet or a row of octets over
 * and over (00…, FF…, 0123 0123), or octets that count up or down, as GlobalPlatform's 40 41 … 4F.
 */
export function isFactoryKey(key: Uint8Array): boolean {
  const repeats = [1, 2, 4, 8, 16].some(
    (period) => period < key.length && key.every((octet, at) => octet === key[at % period]),
  )
  const counts = [1, 0xff].some((step) =>
    key.every((octet, at) => at === 0 || octet === (((key[at - 1] ?? 0) + step) & 0xff)),
  )
  return repeats || counts
}

/**
 * The key derivation of NIST SP 800-108r1 § 4.1 (counter mode) with HMAC-SHA-256: a counter of 32 bits before the label, a
 * zero octet, the context and the length in bits (32 bits).
 */
export const deriveKey = (
  keyDerivationKey: Uint8Array,
  {
    label,
    context,
    length,
  }: {
    readonly label: string
    readonly context: Uint8Array
    /** Octets. */
    readonly length: number
  },
): Uint8Array =>
  counterMode(
    keyDerivationKey,
    concatenate(asciiBytes(label), Uint8Array.of(0), context, uint32(length * 8)),
    length,
  )

/** The bare construction: what the published test vectors are of. */
export function counterMode(
  keyDerivationKey: Uint8Array,
  fixedInput: Uint8Array,
  length: number,
): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / blockLength) }, (_, index) =>
    createHmac('sha256', keyDerivationKey)
      .update(uint32(index + 1))
      .update(fixedInput)
      .digest(),
  )
  return new Uint8Array(Buffer.concat(blocks).subarray(0, length))
}

const shortestMasterKey = 32
const blockLength = 32

function uint32(value: number): Uint8Array {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return octets
}
