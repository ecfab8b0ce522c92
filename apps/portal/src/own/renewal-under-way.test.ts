import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  forgetRenewal,
  keepRenewal,
  mayConfirmAgain,
  takeRenewal,
  type DraftedRenewal,
} from './renewal-under-way.ts'

const personId = 'aino'
const cardId = 'card'
const renewal = { form: { cardId }, draft: { orderId: 'order' } } as unknown as DraftedRenewal

describe('a renewal that waits for its holder at Suomi.fi', () => {
  it('is there once for the same person and card', () => {
    const store = aStore()
    keepRenewal({ ...renewal, personId }, store)
    assert.deepEqual(takeRenewal({ personId, cardId }, store), renewal)
    assert.equal(takeRenewal({ personId, cardId }, store), undefined)
  })

  it('is removed when another person, or another card, comes back', () => {
    for (const back of [
      { personId: 'olli', cardId },
      { personId, cardId: 'other' },
      { personId: undefined, cardId },
    ]) {
      const store = aStore()
      keepRenewal({ ...renewal, personId }, store)
      assert.equal(takeRenewal(back, store), undefined)
      assert.equal(takeRenewal({ personId, cardId }, store), undefined)
    }
  })

  it('is removed after two hours', (test) => {
    test.mock.timers.enable({ apis: ['Date'] })
    const store = aStore()
    keepRenewal({ ...renewal, personId }, store)
    test.mock.timers.tick(2 * 60 * 60_000 + 1)
    assert.equal(takeRenewal({ personId, cardId }, store), undefined)
  })

  it('may be confirmed again after an identification failed, and not once its statement is outdated', () => {
    const refused = (kind: string, status = 409) =>
      mayConfirmAgain({ type: `/problems/${kind}`, title: kind, kind, status })
    for (const kind of ['suomi-fi-cancelled', 'identified-as-another-person', 'attempt-expired'])
      assert.ok(refused(kind, 403), kind)
    assert.ok(refused('register-unavailable', 503))
    for (const kind of ['renewal-draft-expired', 'renewal-changed', 'address-not-confirmed'])
      assert.ok(!refused(kind), kind)
  })

  it('is forgotten at the sign-out', () => {
    const store = aStore()
    keepRenewal({ ...renewal, personId }, store)
    forgetRenewal(store)
    assert.equal(takeRenewal({ personId, cardId }, store), undefined)
  })
})

function aStore(): Storage {
  const stored = new Map<string, string>()
  return {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  } as unknown as Storage
}
