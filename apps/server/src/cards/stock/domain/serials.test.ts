import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isLow, serialsBetween } from './serials.ts'

describe('a range of serial numbers', () => {
  const between = (first: string, last: string) =>
    serialsBetween({ firstSerial: first.padStart(20, '0'), lastSerial: last.padStart(20, '0') })

  it('includes both ends, and counts in hexadecimal', () => {
    const serials = between('FE', '101')
    assert.deepEqual(serials.ok && serials.value.map((serial) => serial.slice(-3)), [
      '0FE',
      '0FF',
      '100',
      '101',
    ])
    assert.equal(serials.ok && serials.value[0]?.length, 20)
  })

  it('is refused when it runs backwards or is too long', () => {
    assert.deepEqual(between('2', '1'), { ok: false, refusal: { kind: 'range-backwards' } })
    assert.deepEqual(between('0', 'FFFFFFFFFFFFFFFFFFFF'), {
      ok: false,
      refusal: { kind: 'range-too-long', max: 10_000 },
    })
  })
})

it('stock of blank cards is low at its limit', () => {
  assert.ok(isLow(20, 20))
  assert.ok(!isLow(21, 20))
})
