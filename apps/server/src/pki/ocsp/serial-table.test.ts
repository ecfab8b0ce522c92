import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { createSerialTable } from './serial-table.ts'
import { aSerial } from './testing.ts'

describe('the table of serial numbers', () => {
  it('finds every serial in its row, however many there are, and none that was not added', () => {
    const table = createSerialTable(1)
    const count = 40_000
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

  it('refuses a serial that is longer than allowed', () => {
    assert.throws(() => createSerialTable(1).add(new Uint8Array(22).fill(1), 0, 22), RangeError)
  })
})
