import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { decodeTbsCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { crlDistributionPoints } from '@sotevarmenne/x509/extensions'
import { keyDigests } from '../key-digests.ts'
import { anIssuer, aTbs } from '../testing.ts'
import { lintTbs } from './lint.ts'
import { crlUrlOf, shardOf } from './shards.ts'
import { serialOf } from './to-be-signed.ts'

describe('the CRL shards of an issuer', () => {
  const profile = 'professional-signature'

  it('divide serials evenly, and give a serial always the same shard', () => {
    const counts = new Map<number | undefined, number>()
    for (let count = 0; count < 8000; count += 1) {
      const serial = serialOf(randomBytes(16))
      const shard = shardOf(serial, 8)
      assert.equal(shardOf(serial, 8), shard)
      counts.set(shard, (counts.get(shard) ?? 0) + 1)
    }
    assert.deepEqual([...counts.keys()].sort(), [0, 1, 2, 3, 4, 5, 6, 7])
    // A thousand each; the bounds are about six standard deviations away.
    for (const count of counts.values()) assert.ok(count > 800 && count < 1200, String(count))
  })

  it('follow from the last four bytes of the serial', () => {
    // 0x00000102 is 258.
    assert.equal(shardOf(Uint8Array.of(9, 0, 0, 1, 2), 7), 6)
    assert.equal(shardOf(Uint8Array.of(8, 0, 0, 1, 3), 7), 0)
  })

  it('give each certificate the URL of its own CRL, which the lints check', () => {
    const issuer = { ...anIssuer(), shards: 4 }
    const der = aTbs({ issuer, profile })
    const linted = lintTbs(der, { issuer, profile, ...keyDigests })
    assert.deepEqual(linted.ok ? [] : linted.refusal, [])
    const decoded = decodeTbsCertificate(der)
    assert.ok(decoded.ok)
    const { known, serial, extensions, issuerDer } = decoded.value
    const shard = shardOf(serial, 4)
    assert.deepEqual(known.crlDistributionPoints, [
      `http://localhost:8081/crl/professional-g1-ecc/${String(shard)}.crl`,
    ])

    const other = crlDistributionPoints([crlUrlOf(issuer, ((shard ?? 0) + 1) % 4)])
    const moved = encodeTbsCertificate({
      ...decoded.value,
      issuer: issuerDer,
      extensions: extensions.map((each) => (each.type === other.type ? other : each)),
    })
    const refused = lintTbs(moved, { issuer, profile, ...keyDigests })
    assert.deepEqual(refused.ok ? [] : refused.refusal.map(({ rule }) => rule), [
      'revocation-list-address-of-issuer',
    ])
  })

  it('do not exist where an issuer has a single CRL', () => {
    const issuer = { ...anIssuer(), shards: 0 }
    assert.equal(shardOf(serialOf(randomBytes(16)), issuer.shards), undefined)
    assert.equal(crlUrlOf(issuer, undefined), 'http://localhost:8081/crl/professional-g1-ecc.crl')
  })
})
