import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, it } from 'node:test'
import { signData, type SignatureAlgorithm } from '@sotevarmenne/x509/algorithms'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { Issuers } from '#pki/ca/index.ts'
import { createSignatureCheck, sampleOf } from './signature-check.ts'

describe('a signature returned by the signer', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const data = Uint8Array.of(1, 2, 3)
  const other = Uint8Array.of(4)
  const ofEc = (over: Uint8Array) => signData('ecdsa-sha384', ec.privateKey, over)
  const ofRsa = (over: Uint8Array) => signData('rsa-sha512', rsa.privateKey, over)

  const newCheck = () => {
    const issuerOf = (id: string, signatureAlgorithm: SignatureAlgorithm, key: KeyObject) => ({
      id,
      signatureAlgorithm,
      spki: new Uint8Array(key.export({ format: 'der', type: 'spki' })),
    })
    const isSigned = createSignatureCheck({
      all: [
        issuerOf('ecc', 'ecdsa-sha384', ec.publicKey),
        issuerOf('rsa', 'rsa-sha512', rsa.publicKey),
      ] as unknown as Issuers['all'],
    })
    return (issuer: string, signature: Uint8Array, isOneOfMany = true) =>
      isSigned({ issuer: issuer as IssuerId, data, signature, isOneOfMany })
  }

  it('is verified each time for RSA, and for a person’s card', async () => {
    const isSigned = newCheck()
    for (let time = 0; time < 3; time += 1) {
      assert.equal(await isSigned('rsa', ofRsa(data)), true)
      assert.equal(await isSigned('rsa', ofRsa(other)), false)
      assert.equal(await isSigned('ecc', ofEc(data), false), true)
      assert.equal(await isSigned('ecc', ofEc(other), false), false)
    }
  })

  it('is verified the first time', async () => {
    assert.equal(await newCheck()('ecc', ofEc(other)), false)
  })

  it('is detected as wrong by sampling, and from then on each is verified', async () => {
    const isSigned = newCheck()
    assert.equal(await isSigned('ecc', ofEc(data)), true)
    const wrong = ofEc(other)
    let unseen = 0
    while (await isSigned('ecc', wrong)) unseen += 1
    assert.equal(unseen, sampleOf - 1)
    assert.equal(await isSigned('ecc', wrong), false)
    assert.equal(await isSigned('ecc', ofEc(data)), true)
    assert.equal(await isSigned('ecc', wrong), false)
  })

  it('is checked for the form of a signature each time', async () => {
    const isSigned = newCheck()
    assert.equal(await isSigned('ecc', ofEc(data)), true)
    const zero = Uint8Array.of(0x30, 6, 2, 1, 0, 2, 1, 1)
    for (const malformed of [new Uint8Array(0), ofEc(data).subarray(1), zero, ofRsa(data)])
      assert.equal(await isSigned('ecc', malformed), false)
    assert.equal(await isSigned('rsa', ofEc(data)), false)
  })

  it('is refused under an unknown issuer', async () => {
    assert.equal(await newCheck()('nobody', ofEc(data)), false)
  })
})
