import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findUntestedRefusals } from './refusals-of-source.mjs'

const source = {
  file: 'cards/problems.ts',
  text: `export const problems = {
    'card-not-found': { status: 404, ...texts.notFound },
    gone: { ...texts.gone, status: 410 },
  }
  export const declared = operation({ problems: { ...problems, 'card-lost': lost, [computed]: other } })
  export const page = { state: { kind: 'x' }, status: 5 }`,
}

describe('the check of refusals', () => {
  it('passes when a test names each, in any quotation marks', () => {
    const tests = [
      {
        text: `assert.equal(kind, 'card-not-found'); const other = "gone"; const third = \`card-lost\``,
      },
    ]
    assert.deepEqual(findUntestedRefusals([source], tests), [])
  })

  it('names the file of each that no test names, once', () => {
    const tests = [{ text: "assert.equal(kind, 'card-not-found-here') // card-not-found" }]
    assert.deepEqual(findUntestedRefusals([source, source], tests), [
      "cards/problems.ts: no test names the refusal 'card-not-found'",
      "cards/problems.ts: no test names the refusal 'gone'",
      "cards/problems.ts: no test names the refusal 'card-lost'",
    ])
  })
})
