import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, plus } from '@sotevarmenne/kernel/instant'
import { decisionOn } from '#cards/products/index.ts'
import { aDraft, aMemberContent, anOrderContent, anOrderThatWasPlaced, noon } from '../testing.ts'
import {
  cancelOrder,
  confirmOrder,
  deliveryOf,
  forgetLetterAddress,
  mayBeConfirmed,
  mayBeSigned,
  orderRenewal,
  placeOrder,
  produceOrder,
  renewalOf,
  ruleOf,
  titleOf,
  type RenewalContent,
} from './order.ts'

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

describe('what an order says', () => {
  const renewal = {
    ...anOrderContent(),
    renewal: { cardId: 'card', delivery: 'home' },
  } as unknown as RenewalContent

  it('sends the card home where that was chosen, and cards of an employer to their point', () => {
    assert.equal(deliveryOf(anOrderContent({ delivery: 'home' })), 'home')
    assert.equal(deliveryOf(anOrderContent()), 'registration-point')
    assert.equal(
      deliveryOf({ ...aMemberContent(), delivery: 'home' } as never),
      'registration-point',
    )
    assert.equal(deliveryOf(renewal), 'home')
    assert.equal(renewalOf(renewal), renewal.renewal)
    assert.equal(renewalOf(anOrderContent()), undefined)
  })

  it('prints the title of the right, or the one that the employer gives (R98)', () => {
    assert.deepEqual(titleOf(anOrderContent()), anOrderContent().right.title)
    const title = 'Osastonsihteeri'
    assert.deepEqual(titleOf(aMemberContent({ title })), { fi: title, sv: title, en: title })
    assert.deepEqual(ruleOf, {
      ...{ 'professional-card': 'professional-card', 'staff-card': 'member-card' },
      'actor-card': 'member-card',
    })
  })

  it('of a renewal is decided at once, by rules, without a draft (R153)', () => {
    const { placement } = anOrderThatWasPlaced()
    const statement = new Uint8Array([7])
    assert.deepEqual(orderRenewal(renewal, { ...placement, statement }), {
      ...{ content: renewal, decisions: [], statement, state: 'ordered', placement },
    })
  })

  it('is confirmed by the applicant before it is signed (R109)', () => {
    const { confirmation, ...draft } = aDraft()
    const signing = { signer: draft.content.draftedBy, now: noon }
    assert.deepEqual(mayBeSigned(draft, signing), { ok: false, refusal: { kind: 'not-confirmed' } })
    assert.ok(mayBeConfirmed(draft, signing).ok && confirmation)
    const statement = new Uint8Array([8])
    assert.deepEqual(confirmOrder(draft, confirmation, statement), {
      ...{ ...draft, confirmation, statement },
    })
    const stranger = mayBeSigned(draft, { ...signing, signer: 'stina' })
    assert.equal(!stranger.ok && stranger.refusal.kind, 'drafted-by-another')
  })

  it('loses the address of its letter, and the text with it, once it may not be stored (R23)', () => {
    assert.deepEqual(forgetLetterAddress(aDraft()), aDraft())
    const { statement, ...placed } = anOrderThatWasPlaced()
    assert.deepEqual(forgetLetterAddress({ ...placed, statement: statement ?? new Uint8Array() }), {
      ...{ ...placed, content: { ...placed.content, letterTo: 'registration-point' } },
    })
    // What is stored of a renewal has no address in it.
    const renewed = { ...anOrderThatWasPlaced(), content: renewal }
    assert.deepEqual(forgetLetterAddress(renewed), {
      ...{ ...renewed, content: { ...renewal, letterTo: 'registration-point' } },
    })
  })
})
