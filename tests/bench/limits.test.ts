import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holds, tableOfLimits } from './limits.ts'

describe('a limit of a benchmark', () => {
  it('is met up to and including the required value', () => {
    assert.ok(holds({ what: 'a list', reached: 0.6, max: 0.6 }))
    assert.ok(!holds({ what: 'a list', reached: 0.601, max: 0.6 }))
    assert.ok(holds({ what: 'responses', reached: 12_000, min: 12_000 }))
    assert.ok(!holds({ what: 'responses', reached: 11_999, min: 12_000 }))
  })

  it('is not met when nothing was measured', () => {
    assert.ok(!holds({ what: 'of cfssl', reached: undefined, max: 1 }))
    assert.ok(!holds({ what: 'of cfssl', reached: Number.NaN, min: 1 }))
  })

  it('is printed beside the measured value', () => {
    assert.equal(
      tableOfLimits([
        { what: 'responses', reached: 104_812.4, min: 12_000, unit: '/s' },
        { what: 'of cfssl', reached: undefined, min: 7, unit: '×' },
      ]),
      [
        '| what | reached | requested | holds |',
        '| --- | --- | --- | --- |',
        '| responses | 104,812/s | ≥ 12,000/s | yes |',
        '| of cfssl | not measured | ≥ 7 × | NO |',
      ].join('\n'),
    )
  })
})
