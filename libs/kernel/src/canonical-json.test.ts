import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { canonicalJson } from './canonical-json.ts'

describe('the canonical text of a JSON value', () => {
  it('does not depend on the order of members', () => {
    assert.equal(
      canonicalJson({ b: [1, { d: null, c: 'ä' }], a: true }),
      '{"a":true,"b":[1,{"c":"ä","d":null}]}',
    )
    assert.equal(canonicalJson({ a: 1, b: undefined }), '{"a":1}')
  })

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const same: unknown = JSON.parse(JSON.stringify(value))
        assert.deepEqual(JSON.parse(canonicalJson(value)), same)
      }),
    )
  })
})
