import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { importersOf, isCovered } from './coverage.mjs'

describe('code that a suite runs', () => {
  it('is what the innermost range around it counts', () => {
    const ranges = [
      { startOffset: 0, endOffset: 100, count: 1 },
      { startOffset: 10, endOffset: 50, count: 3 },
      { startOffset: 20, endOffset: 30, count: 0 },
    ]
    assert.deepEqual(
      [5, 15, 20, 29, 30, 99, 100].map((offset) => isCovered(ranges, offset)),
      [true, true, false, false, true, true, false],
    )
  })
})

describe('the importers of a file', () => {
  it('are itself and all that import it by way of others, also in a circle', () => {
    const imports = [
      ['test', 'rule'],
      ['test', 'other'],
      ['rule', 'table'],
      ['table', 'rule'],
      ['other', 'kernel'],
    ]
    assert.deepEqual([...importersOf('table', imports)].sort(), ['rule', 'table', 'test'])
    assert.deepEqual([...importersOf('kernel', imports)].sort(), ['kernel', 'other', 'test'])
  })
})
