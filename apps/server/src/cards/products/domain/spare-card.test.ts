import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { cancellationReason } from '@sotevarmenne/api/cards'
import fc from 'fast-check'
import { addDays, endOfDay, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { day } from '@sotevarmenne/kernel/instant'
import { aRight, shippedPriceList, shippedSpareValidity } from '../testing.ts'
import {
  decideSpareCard,
  checkRepeatedData,
  spareCardPrice,
  type SpareCardFacts,
} from './spare-card.ts'
import type { OrderTerms } from '../contract.ts'

const today = localDate('2026-11-24')

const facts = (changes: Partial<SpareCardFacts> = {}): SpareCardFacts => ({
  producedBy: 'riitta',
  holder: 'aino',
  card: { isInHand: true, wasHandedOver: true, validTo: localDate('2031-11-23') },
  isServedHere: true,
  validity: shippedSpareValidity,
  today,
  ...changes,
})
const cancelled = (because: string, wasHandedOver = true): SpareCardFacts =>
  facts({
    card: { ...facts().card, isInHand: false, cancelledBecause: because, wasHandedOver },
  })
const kindOf = (requested: SpareCardFacts) => {
  const decided = decideSpareCard(requested)
  return decided.ok ? 'yes' : decided.refusal.kind
}

describe('a spare card', () => {
  it('is valid for as many months as case officers have set, less a day (R73, R345)', () => {
    const validity = { value: 1, version: 'a-change' }
    assert.deepEqual(decideSpareCard(facts({ validity })), {
      ...{ ok: true, value: { validTo: '2026-12-23' } },
    })
  })

  it('replaces a card that its holder had: in hand, lost, stolen or broken (R70)', () => {
    assert.equal(kindOf(facts()), 'yes')
    for (const because of ['lost', 'stolen', 'misused', 'broken', 'not-as-ordered'])
      assert.equal(kindOf(cancelled(because)), 'yes')
    assert.equal(kindOf(cancelled('lost', false)), 'card-never-handed-over')
  })

  it('replaces no card that was cancelled for any other reason, such as its replacement (R70)', () => {
    const missed = cancellationReason.extract([
      ...(['lost', 'stolen', 'misused', 'broken', 'not-as-ordered'] as const),
    ]).options
    const others = cancellationReason.exclude(missed).options
    assert.ok(others.includes('replaced'))
    for (const because of others)
      assert.equal(kindOf(cancelled(because)), 'card-cancelled-for-another-reason', because)
  })

  it('replaces the newer card, where there is one', () => {
    assert.equal(kindOf({ ...cancelled('lost'), otherCardInHand: 'new' }), 'another-card-in-hand')
    assert.equal(kindOf(facts({ otherCardInHand: 'second' })), 'yes')
  })

  it('is the only one for its card until it is returned (R71)', () => {
    assert.equal(kindOf(facts({ openSpareCardId: 'spare' })), 'spare-card-open')
  })

  it('for a staff or actor card is produced where its employer is served (R114)', () => {
    assert.equal(kindOf(facts({ isServedHere: false })), 'not-a-point-of-the-employer')
  })

  it('is free when it replaces a free card, and has the listed price otherwise (R74, R115)', () => {
    const employer: OrderTerms['employer'] = {
      organisationId: 'hospital',
      product: 'staff-card',
      priceList: 'standard',
    }
    const free = { kind: 'free', because: 'free-card' }
    const terms = (price: OrderTerms['price']): OrderTerms => ({ price, employer })
    assert.deepEqual(spareCardPrice(undefined, today, shippedPriceList), free)
    assert.deepEqual(
      spareCardPrice(
        { price: { kind: 'free', because: 'professional-card' } },
        today,
        shippedPriceList,
      ),
      free,
    )
    assert.deepEqual(
      spareCardPrice(
        terms({ kind: 'free', because: 'logs-in-to-patient-systems' }),
        today,
        shippedPriceList,
      ),
      free,
    )
    assert.deepEqual(
      spareCardPrice(
        terms({
          kind: 'priced',
          amount: { cents: 2300, currency: 'EUR' },
          because: 'staff-without-patient-systems',
        }),
        today,
        shippedPriceList,
      ),
      { kind: 'priced', amount: { cents: 1629, currency: 'EUR' }, because: 'priced-card' },
    )
  })

  it('is never produced by its holder (R72)', () => {
    assert.equal(kindOf(facts({ producedBy: 'aino' })), 'producing-for-oneself')
  })

  it('is valid for three months less a day, and no longer than the actual card (R73)', () => {
    const lastDay = (on: string, validTo: string) => {
      const card = { ...facts().card, validTo: localDate(validTo) }
      const decided = decideSpareCard(facts({ today: localDate(on), card }))
      return decided.ok ? decided.value.validTo : decided.refusal.kind
    }
    assert.equal(lastDay('2026-11-24', '2031-11-23'), '2027-02-23')
    assert.equal(lastDay('2026-11-30', '2031-11-23'), '2027-02-27')
    assert.equal(lastDay('2027-11-30', '2031-11-23'), '2028-02-28')
    assert.equal(lastDay('2026-11-24', '2026-12-01'), '2026-12-01')
    assert.equal(lastDay('2026-11-24', '2026-11-24'), '2026-11-24')
    assert.equal(lastDay('2026-11-25', '2026-11-24'), 'card-has-run-out')
  })

  it('is never valid longer than its profile’s 92 days nor than the actual card, on any day', () => {
    const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays(localDate('2020-01-01'), n))
    fc.assert(
      fc.property(days, fc.nat(200), (from, left) => {
        const validTo = addDays(from, left)
        const card = { ...facts().card, validTo }
        const decided = decideSpareCard(facts({ today: from, card }))
        assert.ok(decided.ok && decided.value.validTo >= from && decided.value.validTo <= validTo)
        // One hour more or less when the clocks change.
        assert.ok(endOfDay(decided.value.validTo) - startOfDay(from) <= 92 * day + day / 24)
      }),
    )
  })
})

describe('the actual card’s data on a spare card (R70)', () => {
  const printedRight = 'T10'
  const kind = (changes: Partial<Parameters<typeof checkRepeatedData>[0]> = {}) => {
    const requested = { population: {}, rights: [aRight()], printedRight, today, ...changes }
    const checked = checkRepeatedData(requested)
    return checked.ok ? 'true' : checked.refusal.kind
  }

  it('must still be true', () => {
    assert.equal(kind(), 'true')
    assert.equal(kind({ population: { died: today } }), 'person-has-died')
    assert.equal(kind({ rights: [] }), 'right-no-longer-in-force')
    const ended = aRight({ validTo: localDate('2026-11-23') })
    assert.equal(kind({ rights: [ended] }), 'right-no-longer-in-force')
    assert.equal(kind({ rights: [aRight({ code: 'T99' })] }), 'right-no-longer-in-force')
    assert.equal(kind({ rights: [aRight({ code: 'T99' }), aRight()] }), 'true')
    // The card of an employer says nothing of a right.
    assert.equal(kind({ rights: [], printedRight: undefined }), 'true')
    const unknown = checkRepeatedData({ rights: [aRight()], printedRight, today })
    assert.ok(!unknown.ok && unknown.refusal.kind === 'unknown-to-population-register')
  })
})
