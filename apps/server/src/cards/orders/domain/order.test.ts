import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { decisionOn } from '#cards/products/index.ts'
import { aDraft, anOrderThatWasPlaced, noon } from '../testing.ts'
import { cancelOrder, mayBeSigned, placeOrder, produceOrder } from './order.ts'

describe('an order', () => {
  const riitta = aDraft().content.draftedBy

  it('is signed by the registrar who drafted it', () => {
    const draft = aDraft()
    assert.deepEqual(mayBeSigned(draft, { signer: riitta, now: noon }), { ok: true, value: draft })
    assert.deepEqual(mayBeSigned(draft, { signer: 'stina', now: noon }), {
      ok: false,
      refusal: { kind: 'drafted-by-another' },
    })
  })

  it('is signed within 24 hours', () => {
    const after = (milliseconds: number) =>
      mayBeSigned(aDraft(), { signer: riitta, now: plus(noon, milliseconds) })
    assert.ok(after(24 * hour).ok)
    assert.deepEqual(after(24 * hour + 1), { ok: false, refusal: { kind: 'draft-lapsed' } })
  })

  it('is signed only once, and not after it has ended', () => {
    const placed = anOrderThatWasPlaced()
    for (const order of [placed, produceOrder(placed, noon), cancelOrder(aDraft(), noon)])
      assert.deepEqual(mayBeSigned(order, { signer: riitta, now: noon }), {
        ok: false,
        refusal: { kind: 'order-not-a-draft', state: order.state },
      })
  })

  it('retains its content and the signed text from the draft to the end', () => {
    const draft = aDraft()
    const signed = decisionOn('professional-card', noon, [])
    const placed = placeOrder(draft, anOrderThatWasPlaced().placement, signed)
    for (const order of [placed, produceOrder(placed, noon), cancelOrder(placed, noon)]) {
      assert.equal(order.content, draft.content)
      assert.equal(order.statement, draft.statement)
      assert.deepEqual(order.decisions, [...draft.decisions, signed])
    }
  })
})
