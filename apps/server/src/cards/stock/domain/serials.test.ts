import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLow, serialsBetween } from './serials.ts'

describe('a range of serials', () => {
  const between = (first: string, last: string) =>
    serialsBetween({ firstSerial: first.padStart(20, '0'), lastSerial: last.padStart(20, '0') })

  it('has both its ends, and counts in sixteens', () => {
    const serials = between('FE', '101')
    assert.deepEqual(serials.ok && serials.value.map((serial) => serial.slice(-3)), [
      '0FE',
      '0FF',
      '100',
      '101',
    ])
    assert.equal(serials.ok && serials.value[0]?.length, 20)
  })

  it('does not run backwards, nor for ever', () => {
    assert.deepEqual(between('2', '1'), { ok: false, refusal: { kind: 'range-backwards' } })
    assert.deepEqual(between('0', 'FFFFFFFFFFFFFFFFFFFF'), {
      ok: false,
      refusal: { kind: 'range-too-long', most: 10_000 },
    })
  })
})

it('stock is low at its limit', () => {
  assert.ok(isLow(20, 20))
  assert.ok(!isLow(21, 20))
})
