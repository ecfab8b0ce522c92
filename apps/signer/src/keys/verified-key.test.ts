import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { signData } from '@sotevarmenne/x509/algorithms'
import type { SigningKey } from './signing-key.ts'
import { verifiedKey } from './verified-key.ts'

describe('a key that another machine signs with', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const data = Uint8Array.of(1, 2, 3)

  it('outputs no signature that does not verify, reports it, and recovers', async () => {
    let signs = data
    const inDevice: SigningKey = {
      algorithm: 'ecdsa-sha384',
      spki: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
      sign: async () => ok(signData('ecdsa-sha384', privateKey, signs)),
      signPieces: () => assert.fail('nothing comes in pieces'),
      trouble: () => undefined,
    }
    const key = verifiedKey(inDevice)
    assert.ok((await key.sign(data)).ok)
    assert.equal(key.trouble(), undefined)

    signs = Uint8Array.of(4)
    const wrong = await key.sign(data)
    assert.ok(!wrong.ok)
    assert.match(wrong.refusal.detail, /does not verify/)
    assert.match(key.trouble() ?? '', /does not verify/)

    signs = data
    assert.ok((await key.sign(data)).ok)
    assert.equal(key.trouble(), undefined)
  })
})
