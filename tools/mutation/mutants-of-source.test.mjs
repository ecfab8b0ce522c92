import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { interval } from './interval.mjs'
import { mutantsOf, mutate } from './mutants-of-source.mjs'

const mutated = (text) => mutantsOf(text).map((mutant) => mutate(text, mutant))

describe('the mutants of a source', () => {
  it('change one operator, limit, literal, condition or element each', () => {
    assert.deepEqual(mutated('const isOld = age >= 18'), [
      'const isOld = age > 18',
      'const isOld = age < 18',
      'const isOld = age >= (18 + 1)',
    ])
    assert.deepEqual(mutated('const may = !a && b'), ['const may = !a || b', 'const may = a && b'])
    assert.deepEqual(mutated("const kind = ok ? 'yes' : 'no'"), [
      "const kind = true ? 'yes' : 'no'",
      "const kind = false ? 'yes' : 'no'",
      'const kind = ok ? "yes!" : \'no\'',
      'const kind = ok ? \'yes\' : "no!"',
    ])
    assert.deepEqual(mutated('const all = [one, other]'), [
      'const all = [...[], other]',
      'const all = [one, ...[]]',
    ])
    assert.deepEqual(mutated('const any = list.some(isOld)'), ['const any = list.every(isOld)'])
  })

  it('of an operator ran where its left side did', () => {
    assert.deepEqual(
      mutantsOf('const a = one ?? other').map(({ at, ranAt }) => [at, ranAt]),
      [[14, 10]],
    )
  })

  it('leave types, imports, names of members, words for people and messages of faults alone', () => {
    for (const text of [
      "import { a } from './a.ts'",
      "type Kind = 'one' | 'other'",
      'const x: 1 | 2 = y as 1',
      "const names = { 'card-product': x, 1: y }",
      "const rule = { source: 'RFC 5280 § 4.1.2.2; the profile' }",
      "throw new Error('unreachable')",
    ])
      assert.deepEqual(mutated(text), [], text)
    assert.deepEqual(mutated("x === 'two words'"), ["x !== 'two words'", 'x === "two words!"'])
  })
})

describe('the mutants within a function', () => {
  it('are those in its calls', () => {
    const text = "const a = [one]; const b = f(g({ roles: ['x'] }))"
    assert.deepEqual(
      mutantsOf(text, 'f').map(({ from, to }) => [from, to]),
      [
        ["'x'", '...[]'],
        ["'x'", '"x!"'],
      ],
    )
  })
})

describe('the interval of a share', () => {
  // Newcombe (1998), table I: 81 of 263 by the score method, 0.2553 to 0.3662.
  it('is Wilson’s', () => {
    assert.deepEqual(
      interval(81, 263).map((end) => end.toFixed(4)),
      ['0.2553', '0.3662'],
    )
  })
})
