import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import { inclusionPath } from './domain/merkle.ts'
import { base64, showCheckpoint } from './views/show.ts'

describe('the inclusion proof of an entry', () => {
  const most = 2048
  const million = 1_000_000
  /** What is sent beside the entry itself: position, salt, path and checkpoint; hashes have one length. */
  const octetsOfProof = (position: number, size: number): number =>
    Buffer.byteLength(
      JSON.stringify({
        position,
        salt: base64(hash),
        path: inclusionPath(position, size).map(() => base64(hash)),
        checkpoint: showCheckpoint({ size, root: hash, at: instant(0), signature: longest }),
      }),
    )
  const hash = new Uint8Array(32)
  /** ECDSA over P-256 in DER: two integers of 33 octets at most. */
  const longest = new Uint8Array(72)

  it('has 2 kB at most, wherever the entry stands among a million', () => {
    fc.assert(
      fc.property(fc.nat(million - 1), (position) => {
        assert.ok(octetsOfProof(position, million) <= most)
      }),
      { examples: [[0], [million - 1]] },
    )
  })

  it('has 2 kB at most in a trail of a thousand million', () => {
    assert.ok(octetsOfProof(0, 1_000 * million) <= most)
    assert.ok(octetsOfProof(0, million * million) > most, 'the limit is one')
  })
})
