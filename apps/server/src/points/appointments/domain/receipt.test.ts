import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import type { Visit, VisitId, VisitIn } from '../contract.ts'
import { receiptOf } from './receipt.ts'

const paidAt = instant(Date.parse('2026-11-26T10:15:00Z'))
const aServedVisit = (changes: Partial<VisitIn<'served'>> = {}): VisitIn<'served'> => ({
  ...{ state: 'served', visitId: 'v' as string as VisitId, pointId: 'p', isWalkIn: true },
  ...{ startsAt: paidAt, endsAt: paidAt, calledAt: paidAt, calledBy: 'r', endedAt: paidAt },
  ...{ services: ['new-code'], isOwnStaff: false, feeCents: 5263, language: 'fi', moves: 0 },
  // The price of HUS for a new activation code: 41.94 € and 25.5 % of VAT.
  fees: [{ service: 'new-code', netCents: 4194, vatPermille: 255 }],
  ...changes,
})

describe('the receipt of a visit (R341)', () => {
  it('states each service with its price, and net, tax and sum of each rate', () => {
    assert.deepEqual(receiptOf(aServedVisit()), {
      ok: true,
      value: {
        paidAt,
        lines: [{ service: 'new-code', vatPermille: 255, cents: 5263 }],
        vat: [{ permille: 255, netCents: 4194, vatCents: 1069 }],
        cents: 5263,
      },
    })
  })

  it('names the rates in rising order', () => {
    const fees = [255, 0, 140].map((vatPermille) => ({
      ...({ service: 'new-code', netCents: 1000 } as const),
      vatPermille,
    }))
    const receipt = receiptOf(aServedVisit({ fees }))
    assert.deepEqual(receipt.ok && receipt.value.vat.map(({ permille }) => permille), [0, 140, 255])
  })

  it('does not exist where nothing was paid at the desk', () => {
    const payer = { organisationId: 'o', name: 'Apteekki', businessId: '0204819-8' }
    const others: readonly Visit[] = [
      aServedVisit({ fees: [], feeCents: 0 }),
      aServedVisit({ payer }),
      { ...aServedVisit(), state: 'called' },
      { ...aServedVisit(), state: 'missed' },
    ]
    for (const visit of others)
      assert.deepEqual(receiptOf(visit), { ok: false, refusal: { kind: 'nothing-paid-at-desk' } })
  })

  it('adds up, whatever the prices and rates: lines, and net and tax of the rates, are its sum', () => {
    const fee = fc.record({
      service: fc.constantFrom('registering' as const, 'new-code' as const),
      netCents: fc.integer({ min: 1, max: 100_000 }),
      vatPermille: fc.constantFrom(0, 100, 240, 255),
    })
    fc.assert(
      fc.property(fc.array(fee, { minLength: 1, maxLength: 6 }), (fees) => {
        const receipt = receiptOf(aServedVisit({ fees }))
        assert.ok(receipt.ok)
        const { lines, vat, cents } = receipt.value
        assert.equal(
          lines.reduce((all, line) => all + line.cents, 0),
          cents,
        )
        assert.equal(
          vat.reduce((all, { netCents, vatCents }) => all + netCents + vatCents, 0),
          cents,
        )
        assert.equal(vat.length, new Set(fees.map(({ vatPermille }) => vatPermille)).size)
      }),
    )
  })
})
