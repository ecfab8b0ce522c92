import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  keyIdentifier,
  signatureAlgorithmOf,
  signData,
  verifySignature,
  type SignatureAlgorithm,
} from './algorithms.ts'
import { integer, readDer, sequence } from './der.ts'
import { ecdsaDerToRaw, ecdsaRawToDer } from './ecdsa-signature.ts'
import { decodePublicKey, encodeEcPublicKey, encodeRsaPublicKey } from './public-key.ts'
import { decodeSignatureAlgorithm, encodeSignatureAlgorithm } from './signature-algorithm.ts'
import { valueOf } from './testing.ts'

const keys = {
  p256: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
}
const spkiOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }))

const data = Uint8Array.of(1, 2, 3)
const algorithms: readonly (readonly [SignatureAlgorithm, keyof typeof keys])[] = [
  ['ecdsa-sha256', 'p256'],
  ['ecdsa-sha384', 'p384'],
  ['ecdsa-sha512', 'p384'],
  ['rsa-sha256', 'rsa'],
  ['rsa-sha384', 'rsa'],
  ['rsa-sha512', 'rsa'],
]

describe('a signature', () => {
  for (const [algorithm, kind] of algorithms)
    it(`verifies only with its key, data and algorithm: ${algorithm}`, () => {
      const spki = spkiOf(keys[kind].publicKey)
      const signature = signData(algorithm, keys[kind].privateKey, data)
      const toVerify = { algorithm, spki, data, signature }
      assert.equal(verifySignature(toVerify), true)
      assert.equal(verifySignature({ ...toVerify, data: Uint8Array.of(1, 2, 4) }), false)
      for (const [other] of algorithms)
        assert.equal(verifySignature({ ...toVerify, algorithm: other }), other === algorithm, other)
      for (const other of [keys.p256, keys.p384, keys.rsa])
        assert.equal(
          verifySignature({ ...toVerify, spki: spkiOf(other.publicKey) }),
          other === keys[kind],
        )
    })

  it('verifies only with a key in its one encoding: no hybrid point, no unused bits', () => {
    for (let round = 0; round < 8; round += 1) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const spki = spkiOf(publicKey)
      const signature = signData('ecdsa-sha256', privateKey, data)
      const atPoint = spki.length - 65
      assert.equal(spki[atPoint], 4)
      for (const other of [
        spki.with(atPoint, 6 + ((spki.at(-1) ?? 0) & 1)),
        spki.with(atPoint - 1, 1),
        spki.with(atPoint - 1, 2),
      ]) {
        const toVerify = { algorithm: 'ecdsa-sha256', spki: other, data, signature } as const
        assert.equal(verifySignature(toVerify), false)
      }
    }
  })

  it('that is malformed, or has a malformed key, verifies nothing and throws nothing', () => {
    const spki = spkiOf(keys.p256.publicKey)
    const signature = signData('ecdsa-sha256', keys.p256.privateKey, data)
    fc.assert(
      fc.property(
        fc.nat({ max: spki.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const broken = spki.with(at, (spki[at] ?? 0) ^ change)
          const toVerify = { algorithm: 'ecdsa-sha256', spki: broken, data, signature } as const
          assert.equal(verifySignature(toVerify), false)
        },
      ),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        assert.equal(
          verifySignature({ algorithm: 'ecdsa-sha256', spki, data, signature: bytes }),
          false,
        )
      }),
    )
  })

  it('is converted from DER to r ‖ s and back', () => {
    for (const [kind, size] of [
      ['p256', 32],
      ['p384', 48],
    ] as const) {
      const algorithm = kind === 'p256' ? 'ecdsa-sha256' : 'ecdsa-sha384'
      for (let round = 0; round < 20; round += 1) {
        const der = signData(algorithm, keys[kind].privateKey, data)
        const raw = ecdsaDerToRaw(der, size) ?? new Uint8Array(0)
        assert.equal(raw.length, 2 * size)
        assert.deepEqual(ecdsaRawToDer(raw), der)
      }
    }
    assert.equal(ecdsaDerToRaw(sequence(integer(1)), 32), undefined)
    assert.equal(ecdsaDerToRaw(sequence(integer(1), integer(-1)), 32), undefined)
    assert.equal(ecdsaDerToRaw(sequence(integer(2n ** 256n), integer(1)), 32), undefined)
    assert.equal(ecdsaDerToRaw(new Uint8Array(0), 32), undefined)
  })

  it('has an algorithm that depends on the key', () => {
    assert.equal(signatureAlgorithmOf(keys.p256.privateKey), 'ecdsa-sha256')
    assert.equal(signatureAlgorithmOf(keys.p384.publicKey), 'ecdsa-sha384')
    assert.equal(signatureAlgorithmOf(keys.rsa.privateKey), 'rsa-sha512')
    assert.equal(signatureAlgorithmOf(generateKeyPairSync('ed25519').publicKey), undefined)
    assert.equal(
      signatureAlgorithmOf(generateKeyPairSync('ec', { namedCurve: 'secp521r1' }).publicKey),
      undefined,
    )
  })

  it('has an algorithm identifier that is parsed to what was encoded', () => {
    for (const [algorithm] of algorithms)
      assert.equal(
        decodeSignatureAlgorithm(valueOf(readDer(encodeSignatureAlgorithm(algorithm)))),
        algorithm,
      )
  })
})

describe('a public key', () => {
  it('is encoded as by node:crypto', () => {
    for (const { publicKey } of [keys.p256, keys.p384, keys.rsa]) {
      const spki = spkiOf(publicKey)
      const key = decodePublicKey(spki)
      assert.notEqual(key, undefined)
      if (key?.kind === 'ec') assert.deepEqual(encodeEcPublicKey(key.curve, key.point), spki)
      if (key?.kind === 'rsa') assert.deepEqual(encodeRsaPublicKey(key.modulus, key.exponent), spki)
    }
  })

  it('is parsed with its length or its curve', () => {
    const rsa = decodePublicKey(spkiOf(keys.rsa.publicKey))
    assert.equal(rsa?.kind === 'rsa' && rsa.bits, 2048)
    const odd = decodePublicKey(encodeRsaPublicKey(Uint8Array.of(0x05, 0xff), Uint8Array.of(3)))
    assert.equal(odd?.kind === 'rsa' && odd.bits, 11)
    const ec = decodePublicKey(spkiOf(keys.p384.publicKey))
    assert.equal(ec?.kind === 'ec' && ec.curve, 'P-384')
  })

  it('of another kind, or malformed, is refused', () => {
    assert.equal(decodePublicKey(spkiOf(generateKeyPairSync('ed25519').publicKey)), undefined)
    assert.equal(decodePublicKey(encodeEcPublicKey('P-256', new Uint8Array(65))), undefined)
    assert.equal(decodePublicKey(new Uint8Array(5)), undefined)
  })

  it('has a key identifier, and bytes that are no key have none', () => {
    assert.equal(keyIdentifier(spkiOf(keys.p384.publicKey))?.length, 20)
    assert.equal(keyIdentifier(Uint8Array.of(1, 2)), undefined)
  })
})
