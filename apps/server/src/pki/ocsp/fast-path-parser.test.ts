import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { aCa } from '@sotevarmenne/x509/testing'
import { fastPathParser } from './fast-path-parser.ts'
import { integerContent } from './serial-table.ts'
import { aRequest, aSerial } from './testing.ts'

describe('the fast-path parser', () => {
  const issuer = aCa()
  const other = aCa()
  const { read, request } = fastPathParser(issuer.certificate)
  const nonce = new Uint8Array(32).fill(9)

  it('accepts a request about one certificate of the issuer, by either digest, with or without a nonce', () => {
    for (const hash of ['sha1', 'sha256'] as const)
      for (const with_ of [undefined, nonce, new Uint8Array(128).fill(1)]) {
        const serial = aSerial(5)
        const requested = aRequest(issuer, [serial], { hash, ...(with_ && { nonce: with_ }) })
        assert.ok(read(requested, 0, requested.length), hash)
        assert.equal(request.hash, hash)
        const { serialAt, serialLength, nonceAt, nonceLength } = request
        assert.deepEqual(requested.slice(serialAt, serialAt + serialLength), serial)
        assert.deepEqual(
          requested.slice(nonceAt, nonceAt + nonceLength),
          with_ ?? new Uint8Array(0),
        )
      }
  })

  it('rejects requests about several certificates, about another issuer, or with more in them', () => {
    for (const requested of [
      aRequest(issuer, [aSerial(1), aSerial(2)]),
      aRequest(other, [aSerial(1)]),
      new Uint8Array(0),
      Uint8Array.of(0x30, 0),
      Uint8Array.of(...aRequest(issuer, [aSerial(1)]), 0),
    ])
      assert.ok(!read(requested, 0, requested.length))
  })

  it('agrees with the full decoder after any change of the request', () => {
    const examples = [
      aRequest(issuer, [aSerial(1)]),
      aRequest(issuer, [aSerial(1)], { hash: 'sha256', nonce }),
      aRequest(issuer, [Uint8Array.of(0x9f, 1)], { nonce: Uint8Array.of(1) }),
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
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte
          if (!read(bytes, 0, bytes.length)) return
          const decoded = decodeOcspRequest(bytes)
          assert.ok(decoded.ok)
          const [requested, ...more] = decoded.value.requests
          assert.ok(requested !== undefined && more.length === 0)
          const { serialAt, serialLength, certIdAt, nonceAt, nonceLength } = request
          assert.deepEqual(
            bytes.slice(serialAt, serialAt + serialLength),
            new Uint8Array(integerContent(requested.certId.serial)),
          )
          assert.deepEqual(
            bytes.slice(certIdAt, serialAt + serialLength),
            new Uint8Array(requested.certIdDer),
          )
          assert.equal(request.hash, requested.certId.hashAlgorithm)
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
