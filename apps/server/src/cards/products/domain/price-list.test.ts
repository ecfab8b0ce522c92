import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, localDate } from '@sotevarmenne/kernel/local-date'
import { euroCents } from '@sotevarmenne/kernel/money'
import { defaultPriceList, serviceCertificatePrice, testCardPrice } from './service-price.ts'
import { isPriceList, listedPrice, listedVat, pricesOn, type PriceList } from './price-list.ts'

const [first, second] = [localDate('2026-01-01'), localDate('2027-01-01')]
const cents = (from: number) => ({
  'staff-card': from,
  'actor-card': from + 1,
  'test-card': from + 2,
  'temporary-certificate': from + 3,
  'service-certificate': from + 4,
})
const list: PriceList = [
  { from: first, vat: 'outside', cents: cents(1000) },
  { from: second, vat: 'standard', cents: cents(2000) },
]
const lastOfOld = addDays(second, -1)

describe('a price list', () => {
  it('has the prices and the tax of the day, of which new ones apply from their first day', () => {
    for (const [on, net, vat] of [
      [lastOfOld, 1000, 'outside'],
      [second, 2000, 'standard'],
      [addDays(second, 400), 2000, 'standard'],
      // Before any: the oldest.
      [addDays(first, -1), 1000, 'outside'],
    ] as const) {
      assert.deepEqual(listedPrice('staff-card', on, list), euroCents(net))
      assert.deepEqual(listedPrice('temporary-certificate', on, list), euroCents(net + 3))
      assert.equal(listedVat(on, list), vat)
      assert.equal(pricesOn(list, on).cents['actor-card'], net + 1)
    }
  })

  it('is known by its name alone', () => {
    assert.deepEqual(['standard', 'Standard', ''].map(isPriceList), [true, false, false])
    assert.ok(isPriceList(defaultPriceList))
  })
})

describe('the price of a service certificate', () => {
  it('is that of the day of its order, and a test version is free (R220)', () => {
    assert.deepEqual(serviceCertificatePrice({ isTest: false }, lastOfOld, list), {
      kind: 'priced',
      amount: euroCents(1004),
      because: 'service-certificate',
    })
    assert.deepEqual(serviceCertificatePrice({ isTest: true }, second, list), {
      kind: 'free',
      because: 'test-version',
    })
  })
})

it('the price of a test card is that of the day of its order', () => {
  assert.deepEqual(testCardPrice(second, list), {
    kind: 'priced',
    amount: euroCents(2002),
    because: 'test-card',
  })
})
