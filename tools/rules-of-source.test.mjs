import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultsOfRules } from './rules-of-source.mjs'

// Concatenated, so that this file names no rule itself.
const rule = (number) => `- **R${number}** A rule.`
const cited = (number) => `(R${number})`
const test = (number, file = 'a.test.ts') => ({
  file,
  text: `it('holds ${cited(number)}', () => {`,
})

describe('the rules of the source', () => {
  it('pass when each has its number and a test', () => {
    const files = [test(1), { file: 'b.test.ts', text: `describe(\n  'both ${cited(2)}', ` }]
    assert.deepEqual(faultsOfRules({ rules: `${rule(1)}\n${rule(2)}`, files }), [])
  })

  it('need a test named for them: a comment does not count, nor do other files', () => {
    const comment = { file: 'a.test.ts', text: `// ${cited(1)}\nassert.ok('${cited(1)}')` }
    for (const files of [[], [comment], [test(1, 'a.ts')]])
      assert.deepEqual(faultsOfRules({ rules: rule(1), files }), [
        `docs/rules.md: no test is named for R1`,
      ])
  })

  it('can be named by rows of a table and by ranges', () => {
    const files = [{ file: 'a.test.ts', text: `{ it: 'a case ${cited('1–R3')}' }` }]
    assert.deepEqual(faultsOfRules({ rules: [1, 2, 3].map(rule).join('\n'), files }), [])
  })

  it('appear once, and in order in their section', () => {
    const faultsOf = (rules) =>
      faultsOfRules({
        rules,
        files: [1, 2, 3].filter((number) => rules.includes(rule(number))).map((each) => test(each)),
      })
    assert.deepEqual(faultsOf([1, 3, 2].map(rule).join('\n')), [
      'docs/rules.md: R2 is out of order in its section',
    ])
    assert.deepEqual(faultsOf(`## One\n\n${rule(1)}\n${rule(3)}\n\n## Two\n\n${rule(2)}`), [])
    assert.deepEqual(faultsOf(`## One\n\n${rule(1)}\n\n## Two\n\n${rule(1)}`), [
      'docs/rules.md: R1 stands twice',
    ])
  })

  it('must exist when they are cited', () => {
    const files = [test(1), { file: 'a.ts', text: `// ${cited(7)}` }]
    assert.deepEqual(faultsOfRules({ rules: rule(1), files }), ['a.ts: R7 is no rule'])
  })
})
