import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { randomOctets } from './random-octets.ts'

describe('random octets', () => {
  it('are as many as were asked for', () => {
    for (const count of [0, 1, 16, 4096, 5000]) assert.equal(randomOctets(count).length, count)
  })

  it('are never the same twice, nor what was given out before', () => {
    const seen = Array.from({ length: 2000 }, () => Buffer.from(randomOctets(16)).toString('hex'))
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(!seen.includes('0'.repeat(32)))
  })

  it('of a whole pool are none of them zero in a row', () => {
    for (const octets of [randomOctets(4096), randomOctets(5000)])
      for (let at = 0; at + 16 <= octets.length; at += 16)
        assert.ok(octets.subarray(at, at + 16).some((octet) => octet !== 0))
  })
})
