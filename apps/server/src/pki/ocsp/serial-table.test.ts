import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSerialTable, integerContent } from './serial-table.ts'
import { aSerial } from './testing.ts'

describe('the table of serial numbers', () => {
  it('finds every serial in its row, however many there are, and none that was not added', () => {
    const table = createSerialTable(1)
    const count = 17_000
    for (let number = 0; number < count; number += 1)
      assert.equal(table.add(aSerial(number), 0, 17), number)
    const copy = new Uint8Array(17)
    for (let number = 0; number < count; number += 1) {
      const serial = aSerial(number)
      assert.equal(table.find(serial, 0, 17), number)
      assert.equal(table.add(serial, 0, 17), number)
      table.copy(number, copy, 0)
      assert.deepEqual(copy, serial)
      assert.equal(table.find(aSerial(count + number), 0, 17), -1)
    }
    assert.equal(table.size(), count)
  })

  it('distinguishes the same serials as a map of strings does', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 21, max: 2 })
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 60 }), fc.nat(), (serials, seed) => {
        const table = createSerialTable(seed)
        const rows = new Map<string, number>()
        for (const serial of serials) {
          const text = serial.join()
          const row = table.add(serial, 0, serial.length)
          assert.equal(row, rows.get(text) ?? rows.size)
          rows.set(text, row)
        }
      }),
    )
  })

  it('reads and writes serials in the middle of other bytes, each with its own length', () => {
    const table = createSerialTable(1)
    const bytes = Uint8Array.from({ length: 50 }, (_, index) => index)
    for (let length = 1; length <= 21; length += 1)
      assert.equal(table.add(bytes, length, length), length - 1)
    const into = new Uint8Array(30).fill(0xee)
    for (let length = 1; length <= 21; length += 1) {
      assert.equal(table.find(bytes.subarray(length), 0, length), length - 1)
      assert.equal(table.lengthOf(length - 1), length)
      table.copy(length - 1, into, 2)
      assert.deepEqual(into.subarray(2, 2 + length), bytes.subarray(length, 2 * length))
      assert.equal(into[2 + length], 0xee)
    }
    assert.deepEqual(into.subarray(0, 2), Uint8Array.of(0xee, 0xee))
  })

  it('refuses a serial that is empty, or longer than allowed', () => {
    for (const length of [0, 22])
      assert.throws(
        () => createSerialTable(1).add(new Uint8Array(22).fill(1), 0, length),
        RangeError,
      )
  })

  it('holds serials as INTEGERs: with a zero in front where the first bit would be a sign', () => {
    assert.deepEqual(integerContent(Uint8Array.of(0x7f, 1)), Uint8Array.of(0x7f, 1))
    assert.deepEqual(integerContent(Uint8Array.of(0x80, 1)), Uint8Array.of(0, 0x80, 1))
  })
})
