import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readEuros, readPercent } from './euros-text.ts'
import { readPeriods, writePeriods } from './hours-text.ts'

describe('the typed hours of a day', () => {
  it('are read in the ways that people write them', () => {
    const expected = [
      { from: '08:00', to: '11:30' },
      { from: '12:15', to: '16:00' },
    ]
    for (const typed of ['8–11.30, 12.15–16', '08:00-11:30; 12:15 - 16:00', ' 8 — 11:30 ,12.15-16'])
      assert.deepEqual(readPeriods(typed), expected, typed)
    assert.deepEqual(readPeriods('  '), [])
  })

  it('are refused when they go backwards, overlap or are no times', () => {
    for (const typed of ['16–8', '8–12, 11–16', '8', '8–25', '8.60–9', 'suljettu', '8–9,'])
      assert.equal(readPeriods(typed), undefined, typed)
  })

  it('are read back as they were written', () => {
    const quarter = fc.integer({ min: 0, max: 95 })
    fc.assert(
      fc.property(fc.uniqueArray(quarter, { maxLength: 8 }), (quarters) => {
        const times = quarters
          .toSorted((one, other) => one - other)
          .map((one) => `${pad(Math.floor(one / 4))}:${pad((one % 4) * 15)}`)
        const periods = times.flatMap((from, index) => {
          const to = times[index + 1]
          return index % 2 === 0 && to !== undefined ? [{ from, to }] : []
        })
        for (const sign of [':', '.']) {
          const written = writePeriods(periods, (time) => time.replace(':', sign))
          assert.deepEqual(readPeriods(written), periods)
        }
      }),
    )
  })
})

const pad = (number: number): string => String(number).padStart(2, '0')

describe('a typed amount', () => {
  it('is read as cents', () => {
    for (const [typed, cents] of [
      ['40', 4000],
      ['40,5', 4050],
      ['40.05 €', 4005],
      ['1 234,56', 123_456],
      ['0', 0],
    ] as const)
      assert.equal(readEuros(typed), cents, typed)
    for (const typed of ['', '-1', '1,234', 'free', '1.2.3'])
      assert.equal(readEuros(typed), undefined)
  })

  it('is read as thousandths where it is a share', () => {
    assert.deepEqual(['25,5 %', '0', '14'].map(readPercent), [255, 0, 140])
    assert.equal(readPercent('100'), undefined)
  })
})
