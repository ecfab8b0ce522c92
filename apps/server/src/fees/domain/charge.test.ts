import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { euroCents } from '@sotevarmenne/kernel/money'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { instant } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import { serviceCertificatePrice, testCardPrice } from '#products/index.ts'
import type { ChargedAct } from '#products/contract.ts'
import type { ChargeId, InvoiceId, KeeperId, Month } from '../contract.ts'
import { aBuyer, aSeller } from '../testing.ts'
import { causeOf, chargeOf, chargesOfVisit } from './charge.ts'
import { invoiceOf, vatOf } from './invoice.ts'

const start = localDate('2026-10-01')
/** Prices of everything on one day. */
const all = (cents: number) => ({
  'staff-card': cents,
  'actor-card': cents,
  'test-card': cents,
  'temporary-certificate': cents,
  'service-certificate': cents,
})
/** Prices that change on random days. */
const someList = fc
  .array(
    fc.record({ after: fc.integer({ min: 1, max: 20 }), cents: fc.integer({ min: 1, max: 9999 }) }),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  .map((changes) => {
    const dated = changes
      .map(
        ({ after, cents }) =>
          ({ from: addDays(start, after), vat: 'outside', cents: all(cents) }) as const,
      )
      .sort((one, other) => (one.from < other.from ? -1 : 1))
    return [{ from: start, vat: 'outside', cents: all(1629) }, ...dated] as const
  })
const someActs = fc.array(
  fc.record({
    kind: fc.constantFrom('certificate', 'test-certificate', 'by-program', 'test-card'),
    day: fc.integer({ min: 0, max: 30 }),
    unit: fc.constantFrom('1.2.246.10.1', '1.2.246.10.2'),
  }),
  { maxLength: 60 },
)

describe('charges of what organisations order for machines (M10, M12, M13)', () => {
  it('sum on the invoice to what the acts cost on the days of their orders; test versions cost nothing (R220)', () => {
    fc.assert(
      fc.property(someList, someActs, (list, acts) => {
        const charged = acts.map(({ kind, day, unit }, index): ChargedAct => {
          const on = addDays(start, day)
          const id = String(index)
          return {
            ...{ organisationId: 'vendor', priceList: 'standard', unit: { oid: unit, name: unit } },
            ...(kind === 'test-card'
              ? {
                  product: 'test-card',
                  price: testCardPrice(on, list),
                  made: { kind: 'card', cardId: id, orderId: 'order' },
                }
              : {
                  product: 'service-certificate',
                  price: serviceCertificatePrice({ isTest: kind === 'test-certificate' }, on, list),
                  made: {
                    ...{ kind: 'certificate', applicationId: id },
                    ...(kind === 'by-program' && { approvalId: 'approval' }),
                  },
                }),
          }
        })
        assert.equal(new Set(charged.map(causeOf)).size, acts.length)
        const charges = charged.map((act, index) =>
          chargeOf(act, {
            ...{ chargeId: String(index) as ChargeId, vatPermille: 0 },
            actedOn: addDays(start, 31),
          }),
        )
        // Computed anew: the last prices that began on the day of the order or before.
        const expected = acts.reduce((sum, { kind, day }) => {
          if (kind === 'test-certificate') return sum
          let cents = 0
          for (const { from, cents: of } of list)
            if (from <= addDays(start, day)) cents = of['service-certificate']
          return sum + cents
        }, 0)
        const invoice = invoiceOf(charges, {
          ...{ invoiceId: 'invoice' as InvoiceId, number: 1, madeAt: instant(1_795_000_000_000) },
          ...{
            sellerId: 'service',
            organisationId: 'vendor',
            month: '2026-10' as Month,
            seller: aSeller,
            buyer: aBuyer,
          },
        })
        assert.equal(invoice?.totals.netCents ?? 0, expected)
        assert.equal(invoice?.lines.reduce((sum, { netCents }) => sum + netCents, 0) ?? 0, expected)
      }),
    )
  })

  it('cost the old price when they are ordered on the last day before a change, and the new one from midnight on', () => {
    const change = localDate('2027-01-01')
    const list = [
      { from: start, vat: 'outside', cents: all(1629) },
      { from: change, vat: 'outside', cents: all(1900) },
    ] as const
    const cents = (on: typeof start) => {
      const price = serviceCertificatePrice({ isTest: false }, on, list)
      return price.kind === 'priced' && price.amount
    }
    assert.deepEqual(cents(addDays(change, -1)), euroCents(1629))
    assert.deepEqual(cents(change), euroCents(1900))
  })
})

describe('a price list that changes', () => {
  it('does so at midnight by the Finnish clock, in winter and in summer', () => {
    for (const [day, midnight] of [
      ['2027-01-01', Date.UTC(2026, 11, 31, 22)],
      ['2027-07-01', Date.UTC(2027, 5, 30, 21)],
    ] as const) {
      const list = [
        { from: start, vat: 'outside', cents: all(1629) },
        { from: localDate(day), vat: 'outside', cents: all(1900) },
      ] as const
      const centsAt = (at: number) => {
        const price = serviceCertificatePrice({ isTest: false }, dateInHelsinki(instant(at)), list)
        return price.kind === 'priced' ? price.amount.cents : 0
      }
      assert.deepEqual([centsAt(midnight - 1), centsAt(midnight)], [1629, 1900])
    }
  })
})

const services = ['registering', 'photographing', 'handing-over', 'spare-card'] as const
const someVisits = fc.array(
  fc.uniqueArray(
    fc.record({
      service: fc.constantFrom(...services),
      netCents: fc.oneof(fc.constantFrom(6290, 5565, 4194), fc.integer({ min: 1, max: 99_999 })),
      vatPermille: fc.constantFrom(0, 140, 255),
    }),
    { selector: ({ service }) => service, maxLength: 4 },
  ),
  { maxLength: 40 },
)

describe('charges of visits to registration points (M11)', () => {
  it('sum on the invoice of the keeper to the fees of the visits, each service of each visit once (R229)', () => {
    fc.assert(
      fc.property(someVisits, (visits) => {
        const charges = visits.flatMap((fees, index) =>
          chargesOfVisit(
            { keeperId: 'keeper', payerId: 'pharmacy', servedOn: start, fees },
            {
              ...{ visitId: String(index), pointId: 'point' },
              newId: () => String(index) as ChargeId,
            },
          ),
        )
        const fees = visits.flat()
        assert.equal(new Set(charges.map(causeOf)).size, fees.length)
        const invoice = invoiceOf(charges, {
          ...{ invoiceId: 'invoice' as InvoiceId, number: 1, madeAt: instant(1_795_000_000_000) },
          ...{ sellerId: 'keeper' as KeeperId, organisationId: 'pharmacy' },
          ...{ month: '2026-10' as Month, seller: aSeller, buyer: aBuyer },
        })
        const net = fees.reduce((sum, { netCents }) => sum + netCents, 0)
        const lines = invoice?.lines ?? []
        assert.equal(
          lines.reduce((sum, { netCents }) => sum + netCents, 0),
          net,
        )
        assert.equal(
          lines.reduce((sum, { count }) => sum + count, 0),
          fees.length,
        )
        assert.equal(invoice?.totals.netCents ?? 0, net)
        // Rounded once for each rate, and not for each service: that is less than a cent of each.
        const gross = fees.reduce(
          (sum, fee) => sum + fee.netCents + vatOf(fee.netCents, fee.vatPermille),
          0,
        )
        const apart = Math.abs((invoice?.totals.grossCents ?? 0) - gross)
        assert.ok(apart <= Math.ceil(fees.length / 2) + 3)
      }),
    )
  })
})
