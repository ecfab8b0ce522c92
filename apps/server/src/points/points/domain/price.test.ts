import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shippedPointService } from '@sotevarmenne/api/points'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import type { Price, PriceId } from '../contract.ts'
import { aPrice } from '../testing.ts'
import { grossCents } from '@sotevarmenne/kernel/money'
import { feesOn, checkPrice, priceOn, verifiedCost, visitFee } from './price.ts'

const today = localDate('2026-11-25')
const check = (price: Price, others: readonly Price[] = []) => {
  const checked = checkPrice(price, others)
  return checked.ok ? 'ok' : checked.refusal.kind
}

describe('the price of a service', () => {
  it('is at most its verified cost (R136)', () => {
    assert.equal(check(aPrice({ netCents: 6290 })), 'ok')
    assert.deepEqual(checkPrice(aPrice({ netCents: 6291 }), []), {
      ok: false,
      refusal: { kind: 'above-verified-cost', costCents: 6290 },
    })
  })

  it('never begins before fees were lawful, and ends after it begins (R137)', () => {
    assert.equal(check(aPrice({ validFrom: localDate('2012-03-31') })), 'before-fees-were-lawful')
    const backwards = aPrice({ validTo: localDate('2026-12-31') })
    assert.equal(check(backwards), 'price-ends-before-it-begins')
  })

  it('ends the open-ended previous one the day before', () => {
    const before = aPrice({ validFrom: localDate('2026-01-01') })
    const checked = checkPrice(aPrice(), [before])
    assert.ok(checked.ok)
    assert.equal(checked.value.ended?.validTo, '2026-12-31')
  })

  it('never overlaps with another on one day (R137)', () => {
    const year = aPrice({ validTo: localDate('2027-12-31') })
    const inMarch = { validFrom: localDate('2027-03-01') }
    assert.equal(check(aPrice(inMarch), [year]), 'prices-overlap')
    assert.equal(check(aPrice({ ...inMarch, service: 'photographing' }), [year]), 'ok')
    assert.equal(check(aPrice({ validFrom: localDate('2028-01-01') }), [year]), 'ok')
    assert.equal(
      check(aPrice({ validFrom: localDate('2026-12-01') }), [aPrice()]),
      'prices-overlap',
    )
  })

  it('may begin on the first day of lawful fees, and end on the day when it begins (R137)', () => {
    const first = localDate('2012-04-01')
    const early = aPrice({ validFrom: first })
    assert.ok(checkPrice(early, []).ok)
    const day = localDate('2027-03-01')
    assert.equal(check(aPrice({ validFrom: day, validTo: day })), 'ok')
  })

  it('overlaps with another that shares one day with it, at either end', () => {
    const march = aPrice({ validFrom: localDate('2027-03-01'), validTo: localDate('2027-03-31') })
    const days = (from: string, to: string) =>
      check(aPrice({ validFrom: localDate(from), validTo: localDate(to) }), [march])
    assert.equal(days('2027-02-01', '2027-02-28'), 'ok')
    assert.equal(days('2027-02-01', '2027-03-01'), 'prices-overlap')
    assert.equal(days('2027-03-31', '2027-04-30'), 'prices-overlap')
    assert.equal(days('2027-04-01', '2027-04-30'), 'ok')
  })

  it('ends no other one that it does not follow', () => {
    const before = aPrice({ validFrom: localDate('2026-01-01'), validTo: localDate('2026-06-30') })
    const checked = checkPrice(aPrice(), [before])
    assert.deepEqual(checked, { ok: true, value: {} })
    // An open-ended one of the same day is not before it.
    assert.equal(check(aPrice(), [aPrice()]), 'prices-overlap')
  })

  it('applies from its first to its last day, both included, and to its service alone', () => {
    const march = aPrice({ validFrom: localDate('2027-03-01'), validTo: localDate('2027-03-31') })
    assert.deepEqual(
      ['2027-02-28', '2027-03-01', '2027-03-31', '2027-04-01'].map(
        (day) => priceOn([march], march.service, localDate(day)) !== undefined,
      ),
      [false, true, true, false],
    )
    assert.equal(priceOn([march], 'photographing', localDate('2027-03-15')), undefined)
  })

  it('has VAT as on an invoice: HUS charges 78.94 euros for 62.90', () => {
    assert.equal(grossCents({ netCents: 6290, vatPermille: 255 }), 7894)
    assert.equal(grossCents({ netCents: 5565, vatPermille: 255 }), 6984)
    assert.equal(grossCents({ netCents: 4194, vatPermille: 255 }), 5263)
  })
})

const somePrice = fc
  .record({
    service: fc.constantFrom(...shippedPointService.options),
    netCents: fc.integer({ min: 0, max: 20_000 }),
    costs: fc.array(fc.integer({ min: 0, max: 9_000 }), { minLength: 1, maxLength: 4 }),
    from: fc.integer({ min: 0, max: 60 }),
    days: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    isFreeForOwnStaff: fc.boolean(),
  })
  .map(({ costs, from, days, ...price }) =>
    aPrice({
      ...price,
      costSheet: costs.map((cents) => ({ what: 'Work', cents })),
      validFrom: addDays(today, from),
      ...(days !== undefined && { validTo: addDays(today, from + days) }),
    }),
  )

/** Sets the prices one after another, as case officers do; refused ones leave no trace. */
const setAll = (requested: readonly Price[]): readonly Price[] =>
  requested.reduce<readonly Price[]>((held, next, index) => {
    const price = { ...next, priceId: String(index) as PriceId }
    const checked = checkPrice(price, held)
    if (!checked.ok) return held
    const { ended } = checked.value
    return [...held.map((one) => (one.priceId === ended?.priceId ? ended : one)), price]
  }, [])

describe('for any sequence of prices', () => {
  const prices = fc.array(somePrice, { maxLength: 12 }).map(setAll)

  it('none is above its verified cost, and no service has two on one day', () => {
    fc.assert(
      fc.property(prices, fc.integer({ min: 0, max: 100 }), (held, ahead) => {
        const day = addDays(today, ahead)
        for (const price of held) assert.ok(price.netCents <= verifiedCost(price))
        for (const service of shippedPointService.options) {
          const valid = held.filter((price) => priceOn([price], service, day) !== undefined)
          assert.ok(valid.length <= 1)
        }
      }),
    )
  })

  it('the fee of a visit is the sum of its services, less what own staff need not pay (R138)', () => {
    fc.assert(
      fc.property(
        prices,
        fc.subarray([...shippedPointService.options], { minLength: 1 }),
        fc.integer({ min: 0, max: 100 }),
        fc.boolean(),
        (held, services, ahead, isOwnStaff) => {
          const day = addDays(today, ahead)
          const requested = services
            .map((service) => priceOn(held, service, day))
            .filter((price) => price !== undefined)
            .filter(({ netCents }) => netCents > 0)
            .filter((price) => !(isOwnStaff && price.isFreeForOwnStaff))
          const { fees, feeCents } = visitFee(feesOn(held, services, day), { isOwnStaff })
          assert.equal(
            feeCents,
            requested.reduce((sum, price) => sum + grossCents(price), 0),
          )
          assert.deepEqual(
            fees.map(({ netCents, vatPermille }) => [netCents, vatPermille]),
            requested.map(({ netCents, vatPermille }) => [netCents, vatPermille]),
          )
          assert.ok(requested.every((price) => price.netCents <= verifiedCost(price)))
        },
      ),
    )
  })
})
