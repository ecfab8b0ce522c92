import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { anAuthority } from '@sotevarmenne/x509/testing'
import { quickQuestionReader } from './fast-path-parser.ts'
import { integerContent } from './serial-table.ts'
import { aQuestion, aSerial } from './testing.ts'

describe('a question that is read quickly', () => {
  const issuer = anAuthority()
  const other = anAuthority()
  const { read, question } = quickQuestionReader(issuer.certificate)
  const nonce = new Uint8Array(32).fill(9)

  it('is one about one certificate of the issuer, by either digest, with or without a nonce', () => {
    for (const hash of ['sha1', 'sha256'] as const)
      for (const with_ of [undefined, nonce, new Uint8Array(128).fill(1)]) {
        const serial = aSerial(5)
        const asked = aQuestion(issuer, [serial], { hash, ...(with_ && { nonce: with_ }) })
        assert.ok(read(asked, 0, asked.length), hash)
        assert.equal(question.hash, hash)
        const { serialAt, serialLength, nonceAt, nonceLength } = question
        assert.deepEqual(asked.slice(serialAt, serialAt + serialLength), serial)
        assert.deepEqual(asked.slice(nonceAt, nonceAt + nonceLength), with_ ?? new Uint8Array(0))
      }
  })

  it('is none about several, about another issuer, or with more in it', () => {
    for (const asked of [
      aQuestion(issuer, [aSerial(1), aSerial(2)]),
      aQuestion(other, [aSerial(1)]),
      new Uint8Array(0),
      Uint8Array.of(0x30, 0),
      Uint8Array.of(...aQuestion(issuer, [aSerial(1)]), 0),
    ])
      assert.ok(!read(asked, 0, asked.length))
  })

  it('is read as the whole decoder reads it, after any change', () => {
    const examples = [
      aQuestion(issuer, [aSerial(1)]),
      aQuestion(issuer, [aSerial(1)], { hash: 'sha256', nonce }),
      aQuestion(issuer, [Uint8Array.of(0x9f, 1)], { nonce: Uint8Array.of(1) }),
    ]
    const change = fc.tuple(fc.nat(300), fc.integer({ min: 0, max: 255 }))
    fc.assert(
      fc.property(
        fc.constantFrom(...examples),
        fc.array(change, { maxLength: 3 }),
        fc.integer({ min: -3, max: 3 }),
        (example, changes, shift) => {
          const bytes = new Uint8Array(Math.max(0, example.length + shift))
          bytes.set(example.subarray(0, bytes.length))
          for (const [at, octet] of changes) if (bytes.length > 0) bytes[at % bytes.length] = octet
          if (!read(bytes, 0, bytes.length)) return
          const decoded = decodeOcspRequest(bytes)
          assert.ok(decoded.ok)
          const [asked, ...more] = decoded.value.requests
          assert.ok(asked !== undefined && more.length === 0)
          const { serialAt, serialLength, certIdAt, nonceAt, nonceLength } = question
          assert.deepEqual(
            bytes.slice(serialAt, serialAt + serialLength),
            new Uint8Array(integerContent(asked.certId.serial)),
          )
          assert.deepEqual(
            bytes.slice(certIdAt, serialAt + serialLength),
            new Uint8Array(asked.certIdDer),
          )
          assert.equal(question.hash, asked.certId.hashAlgorithm)
          assert.deepEqual(
            bytes.slice(nonceAt, nonceAt + nonceLength),
            new Uint8Array(decoded.value.nonce ?? []),
          )
        },
      ),
      { numRuns: 5000, interruptAfterTimeLimit: 3000 },
    )
  })
})
