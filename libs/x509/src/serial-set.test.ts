import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSerialSet } from './serial-set.ts'

describe('a set of serial numbers', () => {
  it('finds a serial that was added twice as a Set of strings does, for any number added and expected', () => {
    const serial = fc.uint8Array({ minLength: 1, maxLength: 3, max: 3 })
    fc.assert(
      fc.property(
        fc.array(serial, { maxLength: 40 }),
        fc.integer({ min: 0, max: 200_000 }),
        (serials, expected) => {
          const ours = createSerialSet(expected)
          const seen = new Set<string>()
          const repeated = new Set<string>()
          for (const each of serials) {
            ours.add(each, 0, each.length)
            if (seen.has(each.join())) repeated.add(each.join())
            seen.add(each.join())
          }
          for (const each of serials) assert.ok(ours.has(each))
          for (const another of [Uint8Array.of(4), Uint8Array.of(), Uint8Array.of(3, 3, 3, 3)])
            assert.equal(ours.has(another), false)
          const found = ours.findRepeated()
          assert.equal(found !== undefined, repeated.size > 0)
          if (found !== undefined) assert.ok(repeated.has(found.join()))
        },
      ),
    )
  })

  it('finds a single duplicate among many, at any position', () => {
    const many = Array.from({ length: 20_000 }, (_, number) => {
      const serial = new Uint8Array(17)
      new DataView(serial.buffer).setUint32(13, number)
      return serial
    })
    for (const expected of [0, 20_000, 1_000_000])
      for (const twice of [undefined, 0, 9_999, 19_999]) {
        const set = createSerialSet(expected)
        for (const serial of many) set.add(serial, 0, 17)
        const again = twice === undefined ? undefined : many[twice]
        if (again !== undefined) set.add(again, 0, 17)
        assert.deepEqual(set.findRepeated(), again)
      }
  })

  it('contains what was added among many, in some 25 bytes each', () => {
    const set = createSerialSet(20_000)
    const serialOf = (number: number) => {
      const serial = new Uint8Array(17)
      new DataView(serial.buffer).setUint32(13, number)
      return serial
    }
    for (let number = 0; number < 20_000; number += 1) set.add(serialOf(number), 0, 17)
    for (const number of [0, 1, 9_999, 19_999]) assert.ok(set.has(serialOf(number)))
    assert.equal(set.has(serialOf(20_000)), false)
    assert.ok(set.room() < 25 * 20_000, String(set.room()))
  })

  it('copies a serial from the surrounding bytes', () => {
    const set = createSerialSet()
    set.add(Uint8Array.of(1, 2, 3, 4), 1, 3)
    set.add(Uint8Array.of(1, 2, 3), 0, 3)
    assert.equal(set.findRepeated(), undefined)
    set.add(Uint8Array.of(2, 3), 0, 2)
    assert.deepEqual(set.findRepeated(), Uint8Array.of(2, 3))
  })
})
