import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { joinParts, partReader, splitParts } from './frames.ts'

describe('a body of several parts between signer and client', () => {
  it('is split into the same parts, at any offset in memory', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), fc.nat(9), (parts, offset) => {
        const joined = joinParts(parts)
        const moved = new Uint8Array(joined.length + offset)
        moved.set(joined, offset)
        assert.deepEqual(splitParts(moved.subarray(offset)), parts)
      }),
    )
  })

  it('is refused when it is truncated', () => {
    const joined = joinParts([Uint8Array.of(1, 2, 3), Uint8Array.of(4)])
    for (const length of [1, 3, 4, 6, 9, 11])
      assert.equal(splitParts(joined.subarray(0, length)), undefined)
    assert.deepEqual(splitParts(joined.subarray(0, 7)), [Uint8Array.of(1, 2, 3)])
  })

  it('is split into the same parts when it arrives in pieces of any size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 50 })),
        fc.array(fc.nat(20)),
        (parts, lengths) => {
          let rest = Buffer.from(joinParts(parts))
          const read = partReader(50)
          const found = [...lengths, rest.length].flatMap((length) => {
            const piece = rest.subarray(0, length)
            rest = rest.subarray(length)
            return read(piece) ?? assert.fail('too long')
          })
          assert.deepEqual(
            found.map((part) => new Uint8Array(part)),
            parts,
          )
        },
      ),
    )
  })

  it('is not read further once a part exceeds the max length', () => {
    assert.equal(partReader(4)(Buffer.from(joinParts([new Uint8Array(5)]))), undefined)
  })
})
