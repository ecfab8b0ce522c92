import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createIdempotencyKeys } from './idempotency-keys.ts'
import { aProblem } from './testing.ts'

describe('the idempotency key of a form', () => {
  const form = { url: '/api/v1/appointments', body: '{"name":"Aino"}' }
  const changed = { ...form, body: '{"name":"Ainu"}' }

  it('is the same for a second press and for a retry without a response', () => {
    const { keyOf } = createIdempotencyKeys()
    assert.equal(keyOf(form), keyOf(form))
  })

  it('is another when the form or its address changes', () => {
    const { keyOf } = createIdempotencyKeys()
    assert.equal(new Set([form, changed, { ...form, url: '/api/v1/other' }].map(keyOf)).size, 3)
  })

  it('is another after the form was accepted or refused', () => {
    const { keyOf, created, refused } = createIdempotencyKeys()
    const first = keyOf(form)
    created(form)
    const second = keyOf(form)
    refused(form, aProblem(422))
    assert.equal(new Set([first, second, keyOf(form)]).size, 3)
  })

  it('is the same after a fault, and while the first is under way', () => {
    const { keyOf, refused } = createIdempotencyKeys()
    const first = keyOf(form)
    refused(form, aProblem(503))
    refused(form, { ...aProblem(409), kind: 'request-under-way' })
    assert.equal(keyOf(form), first)
  })

  it('is another ten minutes later', () => {
    let now = 0
    const { keyOf } = createIdempotencyKeys(() => now)
    const first = keyOf(form)
    now = 10 * 60 * 1000
    assert.notEqual(keyOf(form), first)
  })
})
