import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instant } from '@sotevarmenne/kernel/instant'
import { readTimeDigits, writeTimeDigits } from './civil-time.ts'

const written = (at: number, yearDigits: 2 | 4): string => {
  const bytes = new Uint8Array(16)
  return Buffer.from(
    bytes.subarray(0, writeTimeDigits(bytes, 0, instant(at), yearDigits)),
  ).toString('latin1')
}
const read = (digits: string): number | undefined =>
  readTimeDigits(Buffer.from(digits, 'latin1'), 0, digits.length === 13 ? 2 : 4)
const firstSecond = Date.parse('0000-01-01T00:00:00Z')
const asDateWrites = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')}Z`

describe('the digits of an X.509 time', () => {
  it('are those of Date, and are parsed to the same second, from the year 0 to 9999', () => {
    const anytime = fc.integer({ min: firstSecond, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) })
    fc.assert(
      fc.property(fc.oneof(anytime, fc.integer({ min: 0, max: 4e12 })), (at) => {
        const digits = written(at, 4)
        assert.equal(digits, asDateWrites(at))
        assert.equal(read(digits), Math.floor(at / 1000) * 1000)
      }),
      { numRuns: 20_000 },
    )
    assert.equal(written(firstSecond, 4), '00000101000000Z')
    assert.throws(() => written(firstSecond - 1, 4), RangeError)
    assert.throws(() => written(Date.UTC(10_000, 0, 1), 4), RangeError)
  })

  it('are those of Date on each day of leap years, centuries and others, and no day that does not exist is parsed', () => {
    for (const year of [1900, 1996, 2000, 2026, 2028, 2100, 2200, 2300, 2400])
      for (let month = 0; month <= 13; month += 1)
        for (let day = 0; day <= 32; day += 1) {
          const two = (value: number) => String(value).padStart(2, '0')
          const iso = `${String(year)}-${two(month)}-${two(day)}T12:34:56.000Z`
          const at = Date.parse(iso)
          const isDay = !Number.isNaN(at) && new Date(at).toISOString() === iso
          const digits = `${String(year)}${two(month)}${two(day)}123456Z`
          assert.equal(read(digits), isDay ? at : undefined)
          if (isDay) assert.equal(written(at, 4), digits)
        }
  })

  it('have a two-digit year from 1950 to 2049', () => {
    assert.equal(read('500101000000Z'), Date.UTC(1950, 0, 1))
    assert.equal(read('491231235959Z'), Date.UTC(2049, 11, 31, 23, 59, 59))
    assert.equal(written(Date.UTC(2026, 10, 24, 12, 0, 9), 2), '261124120009Z')
  })

  for (const digits of [
    '26112412000 Z',
    '261124240000Z',
    '261124126000Z',
    '261124120060Z',
    '2611241200000',
    '/61124120000Z',
    '26112412000:Z',
  ])
    it(`are refused when malformed: ${digits}`, () => {
      assert.equal(read(digits), undefined)
    })
})
