import { createHmac } from 'node:crypto'
import { concatenate } from '@sotevarmenne/x509/der'
import { adminKeyLength } from './admin-key.ts'
import { asciiBytes } from './bytes.ts'

/**
 * The admin key of one card, derived from a master key and stored nowhere: the master key gives access to
 * every card, a card's key to that card only. The version is the master key's. Throws if the master key is
 * too short or publicly known.
 */
export function adminKeyOf(masterKey: Uint8Array, version: number, cardNumber: string): Uint8Array {
  if (masterKey.length < shortestMasterKey || isFactoryKey(masterKey))
    throw new RangeError('invalid master key: generate 32 random bytes')
  const key = deriveKey(masterKey, {
    label: `sotevarmenne card admin key ${String(version)}`,
    context: asciiBytes(cardNumber),
    length: adminKeyLength,
  })
  if (isFactoryKey(key)) throw new Error('key derivation returned a publicly known key')
  return key
}

/**
 * Factory keys of cards, or default keys of tools: a byte or a sequence of bytes repeated
 * (00…, FF…, 0123 0123), or bytes that count up or down, like GlobalPlatform's 40 41 … 4F.
 */
export function isFactoryKey(key: Uint8Array): boolean {
  const repeats = [1, 2, 4, 8, 16].some(
    (period) => period < key.length && key.every((byte, at) => byte === key[at % period]),
  )
  const counts = [1, 0xff].some((step) =>
    key.every((byte, at) => at === 0 || byte === (((key[at - 1] ?? 0) + step) & 0xff)),
  )
  return repeats || counts
}

/**
 * The key derivation of NIST SP 800-108r1 § 4.1 (counter mode) with HMAC-SHA-256: a 32-bit counter before the
 * label, a zero byte, the context and the length in bits (32 bits).
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
    /** Bytes. */
    readonly length: number
  },
): Uint8Array =>
  counterMode(
    keyDerivationKey,
    concatenate(asciiBytes(label), Uint8Array.of(0), context, uint32(length * 8)),
    length,
  )

/** The bare construction, as in the published test vectors. */
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
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
