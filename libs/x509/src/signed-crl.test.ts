import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { signData } from './algorithms.ts'
import { assembleCertificateList, encodeTbsCertificateList } from './crl.ts'
import { concatenate } from './der.ts'
import { encodeName } from './names.ts'
import { attributeTypes } from './oids.ts'
import { readSignedCrl } from './signed-crl.ts'

describe('a long signed CRL', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const at = instant(Date.UTC(2026, 10, 26))
  const serialOf = (index: number) => Uint8Array.of(0x40, index >> 16, index >> 8, index & 0xff)
  const tbs = encodeTbsCertificateList({
    signatureAlgorithm: 'ecdsa-sha384',
    issuer: encodeName([{ type: attributeTypes.commonName, value: 'TEST' }]),
    ...{ thisUpdate: at, nextUpdate: instant(at + 1000), number: 7n },
    authorityKeyIdentifier: new Uint8Array(20),
    distributionPoint: undefined,
    entries: Array.from({ length: 20_000 }, (_, index) => ({
      ...{ serial: serialOf(index), revokedAt: at, reason: 'superseded' as const },
    })),
  })
  const signature = signData('ecdsa-sha384', privateKey, tbs)
  const list = assembleCertificateList({ tbs, signatureAlgorithm: 'ecdsa-sha384', signature })
  const read = async (der: Uint8Array, by: Uint8Array = spki) => {
    let turns = 0
    const response = await readSignedCrl(der, {
      spki: by,
      turn: () => {
        turns += 1
        return Promise.resolve()
      },
    })
    return { response, turns }
  }

  it('yields the serial number of every entry, and lets other work run in between', async () => {
    const { response, turns } = await read(list)
    assert.deepEqual(
      [response.ok && response.value.number, response.ok && response.value.thisUpdate],
      [7n, at],
    )
    assert.ok(response.ok)
    const { serials } = response.value
    assert.ok(
      Array.from({ length: 20_000 }, (_, index) => serials.has(serialOf(index))).every(Boolean),
    )
    assert.equal(serials.has(serialOf(20_000)), false)
    assert.ok(turns > 5)
  })

  it('is refused when another key signed it, when one byte differs, or when its end is missing', async () => {
    const another = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey
    const foreign = new Uint8Array(another.export({ type: 'spki', format: 'der' }))
    const kind = async (der: Uint8Array, by?: Uint8Array) => {
      const { response } = await read(der, by)
      return response.ok ? 'ok' : response.refusal.kind
    }
    assert.equal(await kind(list, foreign), 'wrong-signature')
    const changed = list.slice()
    const place = list.findIndex((byte, index) => byte === 0x40 && list[index - 1] === 4)
    changed[place + 1] = 0x7f
    assert.equal(await kind(changed), 'wrong-signature')
    assert.equal(await kind(list.subarray(0, list.length - 1)), 'malformed-list')
    assert.equal(await kind(Uint8Array.of()), 'malformed-list')
    assert.equal(await kind(concatenate(list, Uint8Array.of(0))), 'malformed-list')
  })
})
