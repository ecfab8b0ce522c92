import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import type { AuditEntry } from './contract.ts'
import { inclusionPath } from '@sotevarmenne/issuing/domain/merkle'
import { showCheckpoint, showProven } from './views/show.ts'

describe('the inclusion proof of an entry', () => {
  const limit = 2048
  const million = 1_000_000
  /** All that is sent in addition to the entry; hashes have one length. */
  const bytesOfProof = (position: number, size: number): number => {
    const path = inclusionPath(position, size).map(() => hash)
    const response = {
      proven: showProven({ entry, salt: hash, position, path }),
      checkpoint: showCheckpoint({ size, root: hash, at: instant(0), signature: ceiling }),
    }
    const whole = Buffer.byteLength(JSON.stringify(response))
    return whole - Buffer.byteLength(JSON.stringify(response.proven.entry))
  }
  const entry: AuditEntry = {
    entryId: 'E' as AuditEntry['entryId'],
    at: instant(0),
    type: 'CardHandedOver',
    operation: 'cards.handOverCard',
    actor: { kind: 'process', name: 'jobs' },
    reason: 'a test',
    facts: {},
  }
  const hash = new Uint8Array(32)
  /** ECDSA over P-256 in DER: two integers of 33 bytes at most. */
  const ceiling = new Uint8Array(72)

  it('has 2 kB at most, at every position among a million entries', () => {
    fc.assert(
      fc.property(fc.nat(million - 1), (position) => {
        assert.ok(bytesOfProof(position, million) <= limit)
      }),
      { examples: [[0], [million - 1]] },
    )
  })

  it('has 2 kB at most in a log of a thousand million entries', () => {
    assert.ok(bytesOfProof(0, 1_000 * million) <= limit)
    assert.ok(bytesOfProof(0, million * million) > limit, 'the limit is one')
  })
})
