import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { exampleCertificate } from '@sotevarmenne/issuing/example-certificate'
import { factsOf, testNow } from '@sotevarmenne/issuing/testing'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { shardOf, shardOfSerial } from './shard.ts'

const aCertificate = async (profile: 'professional-signature' | 'server', ca: string) => {
  const facts = { ...factsOf(ca), family: 'ecc' } as const
  return (await exampleCertificate(profile, facts, testNow)).certificate
}

describe('the CRL shard of a certificate', () => {
  it('follows from the address in it, and from its serial number alike', async () => {
    const { shards } = factsOf('professional-g1-ecc')
    for (let count = 0; count < 5; count += 1) {
      const { der, serial } = await aCertificate('professional-signature', 'professional-g1-ecc')
      const shard = shardOf(der)
      assert.ok(shard !== undefined && shard >= 0 && shard < shards)
      assert.equal(shardOfSerial(formatSerial(serial), shards), shard)
    }
  })

  it('does not exist where the CA has one CRL, or where there is no certificate', async () => {
    const { der, serial } = await aCertificate('server', 'service-g1-ecc')
    assert.equal(shardOf(der), undefined)
    assert.equal(shardOfSerial(formatSerial(serial), 0), undefined)
    assert.equal(shardOf(Uint8Array.of(0x30, 0)), undefined)
  })
})
