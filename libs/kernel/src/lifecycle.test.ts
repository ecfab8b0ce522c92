import assert from 'node:assert/strict'
import { it } from 'node:test'
import { allowed, mayStep, stepNotPossible } from './lifecycle.ts'

const lifecycle = { draft: { send: 'sent' }, sent: {} } as const

it('a step is possible in the states of the life cycle that have it, and in no other', () => {
  assert.equal(mayStep(lifecycle, { state: 'draft' }, 'send'), true)
  assert.equal(mayStep(lifecycle, { state: 'sent' }, 'send'), false)
  assert.equal(mayStep(lifecycle, { state: 'draft' }, 'toString'), false)
})

it('a step that is not possible is refused with the state', () => {
  assert.deepEqual(stepNotPossible({ state: 'sent' }), {
    ok: false,
    refusal: { kind: 'step-not-possible', state: 'sent' },
  })
})

it('the allowed actions are those whose rule allows them, in the order of the table', () => {
  assert.deepEqual(allowed({ send: true, change: false, withdraw: true }), ['send', 'withdraw'])
})
