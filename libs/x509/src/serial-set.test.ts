import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSerialSet } from './serial-set.ts'

describe('a set of serial numbers', () => {
  it('knows what was added as a Set of texts does, however many came and were expected', () => {
    const serial = fc.uint8Array({ minLength: 1, maxLength: 3, max: 3 })
    fc.assert(
      fc.property(
        fc.array(serial, { maxLength: 300 }),
        fc.integer({ min: 0, max: 2000 }),
        (serials, expected) => {
          const ours = createSerialSet(expected)
          const theirs = new Set<string>()
          for (const each of serials) {
            const isNew = !theirs.has(each.join())
            theirs.add(each.join())
            assert.equal(ours.add(each, 0, each.length), isNew)
          }
        },
      ),
    )
  })

  it('finds each again after it has grown many times', () => {
    const set = createSerialSet()
    const serial = new Uint8Array(17)
    const view = new DataView(serial.buffer)
    for (const isNew of [true, false])
      for (let number = 0; number < 20_000; number += 1) {
        view.setUint32(13, number)
        assert.equal(set.add(serial, 0, 17), isNew)
      }
  })

  it('takes a serial out of the octets around it', () => {
    const set = createSerialSet()
    assert.equal(set.add(Uint8Array.of(1, 2, 3, 4), 1, 3), true)
    assert.equal(set.add(Uint8Array.of(2, 3), 0, 2), false)
    assert.equal(set.add(Uint8Array.of(1, 2, 3), 0, 3), true)
  })
})
