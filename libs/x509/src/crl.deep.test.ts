import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { assembleCertificateList, decodeCertificateList, encodeTbsCertificateList } from './crl.ts'
import { encodeName } from './names.ts'
import { aCa, identifierOf, noon, valueOf } from './testing.ts'

describe('a CRL of a million entries', () => {
  it('is encoded, and parsed with each of them', () => {
    const ca = aCa()
    const serials = new Uint8Array(randomBytes(16_000_000))
    const entries = Array.from({ length: 1_000_000 }, (_, index) => ({
      serial: serials.subarray(16 * index, 16 * index + 16),
      revokedAt: plus(noon, -index * 1000),
      reason: 'cessationOfOperation' as const,
    }))
    const tbs = encodeTbsCertificateList({
      signatureAlgorithm: 'ecdsa-sha256',
      issuer: encodeName(ca.name),
      thisUpdate: noon,
      nextUpdate: plus(noon, day),
      number: 1n,
      authorityKeyIdentifier: identifierOf(ca.spki),
      entries,
    })
    const der = assembleCertificateList({
      tbs,
      signatureAlgorithm: 'ecdsa-sha256',
      signature: new Uint8Array(8),
    })

    const list = valueOf(decodeCertificateList(der))
    assert.equal(list.entries.length, 1_000_000)
    for (const at of [0, 1, 499_999, 999_999])
      assert.equal(list.entries[at]?.revokedAt, entries[at]?.revokedAt)
  })
})
