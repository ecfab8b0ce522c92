import assert from 'node:assert/strict'
import { checkPrimeSync, generateKeyPairSync, generatePrimeSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { decodePublicKey, type PublicKey } from '@sotevarmenne/x509/public-key'
import { weaknessOf } from './weak-keys.ts'

describe('a weak key', () => {
  it('is never one that OpenSSL generates', () => {
    for (const curve of ['P-256', 'P-384']) assert.equal(weaknessOf(ecKey(curve)), undefined)
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
    assert.equal(weaknessOf(decoded(publicKey.export({ format: 'der', type: 'spki' }))), undefined)
  })

  it('is a point off its curve', () => {
    const key = ecKey('P-384')
    assert.equal(key.kind, 'ec')
    const point = Uint8Array.from(key.point)
    point[96] = (point[96] ?? 0) ^ 1
    assert.equal(weaknessOf({ ...key, point }), 'the point is not on its curve')
    for (const [from, to] of [
      [1, 49],
      [49, 97],
      [1, 97],
    ] as const) {
      const large = Uint8Array.from(key.point).fill(255, from, to)
      assert.match(String(weaknessOf({ ...key, point: large })), /below the prime/)
    }
  })

  it('is an RSA key with a small exponent, a small factor or close primes', () => {
    const p = prime(512)
    const next = nextPrimeAfter(p)
    const q = prime(512)
    assert.match(String(weaknessOf(rsa(p * q, 3n))), /exponent/)
    assert.match(String(weaknessOf(rsa(p * q, 65538n))), /exponent/)
    assert.match(String(weaknessOf(rsa(p * 751n, 65537n))), /small factor/)
    assert.match(String(weaknessOf(rsa(p * next, 65537n))), /close/)
    assert.match(String(weaknessOf(rsa(p * p, 65537n))), /close/)
  })

  it('is an RSA key whose primes Fermat’s method finds within a hundred steps (CVE-2022-26320)', () => {
    // Found at once; half the distance of the primes squared has each remainder that squares have.
    for (let pair = 0; pair < 60; pair += 1) {
      const p = prime(128)
      assert.match(String(weaknessOf(rsa(p * nextPrimeAfter(p), 65537n))), /close/)
    }
    // Of primes p and q it needs (p − q)² / 8√(pq) steps; p is between 3/4 and the whole of 2^512.
    const p = prime(512)
    const apart = (factor: bigint) => p * nextPrimeAfter(p + (factor << 256n))
    assert.match(String(weaknessOf(rsa(apart(20n), 65537n))), /close/)
    assert.equal(weaknessOf(rsa(apart(40n), 65537n)), undefined)
  })

  it('is an RSA key of the faulty chips (ROCA)', () => {
    // Primes of the form k·M + (65537^a mod M), as those chips generated them.
    const m = [
      2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89,
      97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
    ].reduce((product, next) => product * BigInt(next), 1n)
    const rocaNumber = (k: bigint, a: number): bigint => {
      let power = 1n
      for (let step = 0; step < a; step += 1) power = (power * 65537n) % m
      return k * m + power
    }
    const n = rocaNumber(0x1234567890abcdefn, 17) * rocaNumber(0xfedcba987654321n, 99)
    assert.match(String(weaknessOf(rsa(n, 65537n))), /ROCA/)
  })
})

const decoded = (spki: Uint8Array): PublicKey => {
  const key = decodePublicKey(spki)
  assert.ok(key)
  return key
}

function ecKey(namedCurve: string): Extract<PublicKey, { kind: 'ec' }> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve })
  const key = decoded(publicKey.export({ format: 'der', type: 'spki' }))
  assert.equal(key.kind, 'ec')
  return key
}

const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true })

const nextPrimeAfter = (value: bigint): bigint => {
  let next = value + 2n
  while (!checkPrimeSync(next)) next += 2n
  return next
}

const rsa = (n: bigint, e: bigint): PublicKey => ({
  kind: 'rsa',
  modulus: bytesOf(n),
  exponent: bytesOf(e),
  bits: n.toString(2).length,
})

const bytesOf = (value: bigint): Uint8Array => {
  const hex = value.toString(16)
  return Uint8Array.from(Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'))
}
