import {
  constants,
  createECDH,
  createPrivateKey,
  generateKeyPair,
  privateEncrypt,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { integer, sequence } from '@sotevarmenne/x509/der'
import { fromHex, toHex } from '../bytes.ts'
import type { KeyFile } from './state.ts'

/*
 * The card's chip in software: operations on bare blocks and hashes, as a card does them. Not in constant
 * time, and the keys are readable: for test cards only.
 */

export type KeyParts = KeyFile['parts']

/** Generates an RSA key, off the event loop: it takes up to seconds. */
export async function generateRsaKey(bits: number): Promise<KeyParts> {
  const { privateKey } = await generate('rsa', { modulusLength: bits, publicExponent: 0x10001 })
  const { n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' })
  return {
    n: hexOfBase64Url(n),
    e: hexOfBase64Url(e),
    d: hexOfBase64Url(d),
    p: hexOfBase64Url(p),
    q: hexOfBase64Url(q),
    dp: hexOfBase64Url(dp),
    dq: hexOfBase64Url(dq),
    qi: hexOfBase64Url(qi),
  }
}

export function generateEcKey(bits: number): KeyParts {
  const { ecdh } = curveOf(bits)
  const point = createECDH(ecdh)
  point.generateKeys()
  return { d: toHex(point.getPrivateKey()), point: toHex(point.getPublicKey()) }
}

/** The private RSA operation on a block of the modulus' length; undefined when the block or the key does not fit. */
export function rawRsa(parts: KeyParts, block: Uint8Array): Uint8Array | undefined {
  const modulus = fromHex(parts['n'] ?? '')
  if (modulus.length === 0 || block.length !== modulus.length) return undefined
  if (numberOf(block) >= numberOf(modulus)) return undefined
  try {
    const key = rsaKeyOf(parts)
    return key && new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block))
  } catch {
    // OpenSSL throws on loaded parts that are no valid key: expected for data from outside.
    return undefined
  }
}

/** PKCS #1 v1.5 block type 1 around a DigestInfo (RFC 8017 § 9.2); undefined when it is too long. */
export function padForSignature(digestInfo: Uint8Array, length: number): Uint8Array | undefined {
  if (digestInfo.length > length - 11) return undefined
  const block = new Uint8Array(length).fill(0xff)
  block.set([0, 1])
  block.set(digestInfo, length - digestInfo.length)
  block[length - digestInfo.length - 1] = 0
  return block
}

/** Removes the PKCS #1 v1.5 padding type 2 (RFC 8017 § 7.2.2); undefined when there is none. */
export function unpadCryptogram(block: Uint8Array): Uint8Array | undefined {
  if (block[0] !== 0 || block[1] !== 2) return undefined
  const end = block.indexOf(0, 2)
  return end < 10 ? undefined : block.subarray(end + 1)
}

/**
 * Signs a bare hash (FIPS 186-5 § 6.4.1): DER of r and s. A hash longer than the curve's byte length is
 * truncated; one of exactly that length is a number, because programs pad a shorter hash with leading zeros.
 * Node's own `sign` would hash it again, so only k·G is done by OpenSSL. Undefined when the key file has no
 * key.
 */
export function signHash(bits: number, parts: KeyParts, hash: Uint8Array): Uint8Array | undefined {
  const { ecdh, order } = curveOf(bits)
  if (!parts['d']) return undefined
  const d = numberOf(fromHex(parts['d']))
  const z = numberOf(hash.subarray(0, Math.ceil(bits / 8)))
  for (;;) {
    const once = createECDH(ecdh)
    const point = once.generateKeys()
    const coordinateLength = (point.length - 1) / 2
    const r = numberOf(point.subarray(1, 1 + coordinateLength)) % order
    const k = numberOf(once.getPrivateKey())
    const s = (inverse(k, order) * (z + r * d)) % order
    if (r !== 0n && s !== 0n) return sequence(integer(r), integer(s))
  }
}

/**
 * The shared secret (x coordinate) with another party's point; undefined when the point is not on the curve.
 */
export function agree(bits: number, parts: KeyParts, point: Uint8Array): Uint8Array | undefined {
  if (!parts['d']) return undefined
  const own = createECDH(curveOf(bits).ecdh)
  try {
    own.setPrivateKey(fromHex(parts['d']))
    return new Uint8Array(own.computeSecret(point))
  } catch {
    // OpenSSL throws on a point off the curve, and on a loaded number that is no valid key: expected for
    // outside data.
    return undefined
  }
}

const generate = promisify(generateKeyPair)

const hexOfBase64Url = (text: string | undefined): string =>
  toHex(Buffer.from(text ?? '', 'base64url'))

/** The key from its parts. A loaded key has no d, which is computed from the primes. */
function rsaKeyOf(parts: KeyParts): KeyObject | undefined {
  const { n, e, p, q, dp, dq, qi } = parts
  if (!n || !e || !p || !q || !dp || !dq || !qi) return undefined
  const d = parts['d'] ?? privateExponent(e, p, q)
  const jwk = Object.fromEntries(
    Object.entries({ n, e, d, p, q, dp, dq, qi }).map(([name, hex]) => [
      name,
      Buffer.from(fromHex(hex)).toString('base64url'),
    ]),
  )
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
}

function privateExponent(e: string, p: string, q: string): string {
  const phi = (BigInt(`0x${p}`) - 1n) * (BigInt(`0x${q}`) - 1n)
  const hex = inverse(BigInt(`0x${e}`), phi).toString(16)
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

const numberOf = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** The modular inverse of a value coprime to the modulus (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [previous, current] = [value % modulus, modulus]
  let [previousFactor, factor] = [1n, 0n]
  while (current !== 0n) {
    const quotient = previous / current
    ;[previous, current] = [current, previous - quotient * current]
    ;[previousFactor, factor] = [factor, previousFactor - quotient * factor]
  }
  return ((previousFactor % modulus) + modulus) % modulus
}

const curves: Readonly<Record<number, { readonly ecdh: string; readonly order: bigint }>> = {
  256: {
    ecdh: 'prime256v1',
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  384: {
    ecdh: 'secp384r1',
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  521: {
    ecdh: 'secp521r1',
    order:
      0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
}

function curveOf(bits: number): { readonly ecdh: string; readonly order: bigint } {
  const curve = curves[bits]
  if (!curve) throw new RangeError(`unsupported curve size: ${String(bits)} bits`)
  return curve
}
