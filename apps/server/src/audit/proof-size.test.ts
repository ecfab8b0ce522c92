import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import type { TrailEntry } from './contract.ts'
import { inclusionPath } from './domain/merkle.ts'
import { showCheckpoint, showProven } from './views/show.ts'

describe('the inclusion proof of an entry', () => {
  const most = 2048
  const million = 1_000_000
  /** All that is sent beside the entry itself; hashes have one length. */
  const octetsOfProof = (position: number, size: number): number => {
    const path = inclusionPath(position, size).map(() => hash)
    const answer = {
      proven: showProven({ entry, salt: hash, position, path }),
      checkpoint: showCheckpoint({ size, root: hash, at: instant(0), signature: longest }),
    }
    const whole = Buffer.byteLength(JSON.stringify(answer))
    return whole - Buffer.byteLength(JSON.stringify(answer.proven.entry))
  }
  const entry: TrailEntry = {
    entryId: 'E' as TrailEntry['entryId'],
    at: instant(0),
    type: 'CardHandedOver',
    deed: 'cards.handOverCard',
    actor: { kind: 'process', name: 'jobs' },
    reason: 'a test',
    facts: {},
  }
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
