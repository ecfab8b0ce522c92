import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultsOfRules } from './rules-of-source.mjs'

// Put together, so that this file names no rule itself.
const rule = (number) => `- **R${number}** A rule.`
const cited = (number) => `(R${number})`
const test = (number, file = 'a.test.ts') => ({
  file,
  text: `it('holds ${cited(number)}', () => {`,
})

describe('the rules of the source', () => {
  it('are well kept when each has its number and a test', () => {
    const files = [test(1), { file: 'b.test.ts', text: `describe(\n  'both ${cited(2)}', ` }]
    assert.deepEqual(faultsOfRules({ rules: `${rule(1)}\n${rule(2)}`, files }), [])
  })

  it('need a test that is named for them: a comment is none, and other files have none', () => {
    const comment = { file: 'a.test.ts', text: `// ${cited(1)}\nassert.ok('${cited(1)}')` }
    for (const files of [[], [comment], [test(1, 'a.ts')]])
      assert.deepEqual(faultsOfRules({ rules: rule(1), files }), [
        `docs/rules.md: no test is named for R1`,
      ])
  })

  it('are named by rows of a table and by ranges', () => {
    const files = [{ file: 'a.test.ts', text: `{ it: 'a case ${cited('1–R3')}' }` }]
    assert.deepEqual(faultsOfRules({ rules: [1, 2, 3].map(rule).join('\n'), files }), [])
  })

  it('stand once, in order', () => {
    const files = [test(1), test(2)]
    assert.deepEqual(faultsOfRules({ rules: [2, 1, 1].map(rule).join('\n'), files }), [
      'docs/rules.md: R1 stands twice, or out of order',
      'docs/rules.md: R1 stands twice, or out of order',
    ])
  })

  it('are there when somebody cites them', () => {
    const files = [test(1), { file: 'a.ts', text: `// ${cited(7)}` }]
    assert.deepEqual(faultsOfRules({ rules: rule(1), files }), ['a.ts: R7 is no rule'])
  })
})
