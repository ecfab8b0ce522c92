import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { holds, tableOfLimits } from './limits.ts'

describe('a limit of a bench', () => {
  it('holds up to what is asked for, that included', () => {
    assert.ok(holds({ what: 'a list', reached: 0.6, atMost: 0.6 }))
    assert.ok(!holds({ what: 'a list', reached: 0.601, atMost: 0.6 }))
    assert.ok(holds({ what: 'answers', reached: 12_000, atLeast: 12_000 }))
    assert.ok(!holds({ what: 'answers', reached: 11_999, atLeast: 12_000 }))
  })

  it('does not hold when nothing was measured', () => {
    assert.ok(!holds({ what: 'of cfssl', reached: undefined, atMost: 1 }))
    assert.ok(!holds({ what: 'of cfssl', reached: Number.NaN, atLeast: 1 }))
  })

  it('is told beside what was reached', () => {
    assert.equal(
      tableOfLimits([
        { what: 'answers', reached: 104_812.4, atLeast: 12_000, unit: '/s' },
        { what: 'of cfssl', reached: undefined, atLeast: 7, unit: '×' },
      ]),
      [
        '| what | reached | asked | holds |',
        '| --- | --- | --- | --- |',
        '| answers | 104,812/s | ≥ 12,000/s | yes |',
        '| of cfssl | not measured | ≥ 7 × | NO |',
      ].join('\n'),
    )
  })
})
