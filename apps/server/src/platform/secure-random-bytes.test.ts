import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { secureRandomBytes } from './secure-random-bytes.ts'

describe('random bytes', () => {
  it('are as many as requested', () => {
    for (const count of [0, 1, 16, 4096, 5000]) assert.equal(secureRandomBytes(count).length, count)
  })

  it('are never the same twice, nor the same as earlier ones', () => {
    const seen = Array.from({ length: 2000 }, () =>
      Buffer.from(secureRandomBytes(16)).toString('hex'),
    )
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(!seen.includes('0'.repeat(32)))
  })

  it('drawn from a whole pool contain no run of zeros', () => {
    for (const bytes of [secureRandomBytes(4096), secureRandomBytes(5000)])
      for (let at = 0; at + 16 <= bytes.length; at += 16)
        assert.ok(bytes.subarray(at, at + 16).some((byte) => byte !== 0))
  })
})
