import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import type { Charge, ChargeId, InvoiceId } from '#billing/charges/contract.ts'
import { aCharge } from '../../charges/testing.ts'
import type { InvoiceContent, Month } from '../contract.ts'
import { aBuyer, aSeller } from '../testing.ts'
import { vatOf } from '@sotevarmenne/kernel/money'
import { creditNoteOf, invoiceOf, linesWithVat, totalsOf } from './invoice.ts'
import { checkMonth, lastDayOf } from './month.ts'

const id = (text: string) => text as InvoiceId
const making = {
  invoiceId: id('invoice'),
  number: 100_001,
  createdAt: instant(1_795_000_000_000),
  sellerId: 'service' as const,
  organisationId: 'provider',
  month: '2026-10' as Month,
  seller: aSeller,
  buyer: aBuyer,
  paymentDays: 21,
}
const invoiced = (charges: readonly Charge[]): InvoiceContent => {
  const invoice = invoiceOf(charges, making)
  assert.ok(invoice)
  return invoice
}
const on = (charges: readonly Charge[]): readonly Charge[] =>
  charges.map((charge) => ({
    ...charge,
    state: { kind: 'invoiced', invoiceId: making.invoiceId },
  }))

const products = [
  'staff-card',
  'actor-card',
  'temporary-certificate',
  'test-card',
  'service-certificate',
] as const
const someCharges = fc.array(
  fc.record({
    product: fc.constantFrom(...products),
    netCents: fc.oneof(
      fc.constant(0),
      fc.constantFrom(1629, 2300),
      fc.integer({ min: 1, max: 999_999 }),
    ),
    vatPermille: fc.constantFrom(0, 240, 255),
    cardAgreementId: fc.constantFrom('one', 'other'),
    unit: fc.option(
      fc.constantFrom('1.2.246.10.1', '1.2.246.10.2').map((oid) => ({ oid, name: oid })),
    ),
    costCentre: fc.option(fc.constantFrom('4711', '4711 a')),
  }),
  { maxLength: 40 },
)
const asCharges = (facts: readonly object[]): readonly Charge[] =>
  facts.map((each, index) => {
    const { unit, costCentre, ...rest } = each as Partial<Charge> & {
      readonly unit?: Charge['unit'] | null
      readonly costCentre?: string | null
    }
    const ofUnit = { ...(unit && { unit }), ...(typeof costCentre === 'string' && { costCentre }) }
    return aCharge({ ...rest, ...ofUnit, chargeId: String(index) as ChargeId })
  })

describe('an invoice (M10)', () => {
  it('sums to the costs of its operations on their days, each once, in any order (R204)', () => {
    fc.assert(
      fc.property(someCharges, (facts) => {
        const charges = asCharges(facts)
        const invoice = invoiceOf(charges, making)
        const priced = charges.filter(({ netCents }) => netCents > 0)
        if (!invoice) {
          assert.equal(priced.length, 0)
          return
        }
        const net = priced.reduce((sum, { netCents }) => sum + netCents, 0)
        assert.equal(invoice.totals.netCents, net)
        assert.equal(
          invoice.lines.reduce((sum, { netCents }) => sum + netCents, 0),
          net,
        )
        assert.equal(
          invoice.lines.reduce((sum, { count }) => sum + count, 0),
          priced.length,
        )
        assert.deepEqual(invoiceOf([...charges].reverse(), making), invoice)
        assert.equal(
          linesWithVat(invoice.lines).reduce((sum, { vatCents }) => sum + vatCents, 0),
          invoice.totals.vatCents,
        )
      }),
    )
  })

  it('has one cost centre on each line, with the cost of its operations (R258)', () => {
    fc.assert(
      fc.property(someCharges, (facts) => {
        const charges = asCharges(facts)
        const sums = (of: readonly { readonly costCentre?: string; readonly netCents: number }[]) =>
          [...Map.groupBy(of, ({ costCentre }) => costCentre ?? '')]
            .map(([centre, each]) => [centre, each.reduce((sum, one) => sum + one.netCents, 0)])
            .toSorted()
        assert.deepEqual(
          sums(invoiceOf(charges, making)?.lines ?? []),
          sums(charges.filter(({ netCents }) => netCents > 0)),
        )
      }),
    )
  })

  it('says for each line what its charges are for, by day, whatever their order (R460)', () => {
    const charges = [
      aCharge({ chargeId: 'b' as ChargeId, actedOn: localDate('2026-10-16') }),
      aCharge({ chargeId: 'a' as ChargeId }),
      aCharge({ chargeId: 'c' as ChargeId }),
    ]
    const items = new Map([
      ['a', { cardNumber: '02' }],
      ['b', { cardNumber: '01' }],
    ])
    for (const ordered of [charges, [...charges].reverse()]) {
      const invoice = invoiceOf(ordered, { ...making, items })
      assert.deepEqual(invoice?.lines[0].items, [
        { actedOn: '2026-10-15', cardNumber: '02' },
        { actedOn: '2026-10-16', cardNumber: '01' },
      ])
    }
    const note = creditNoteOf(invoiced(charges), on(charges.slice(0, 1)), {
      ...{ ...making, because: 'other', items, openCents: 6900 },
    })
    assert.deepEqual(note.ok && note.value.lines[0].items, [
      { actedOn: '2026-10-16', cardNumber: '01' },
    ])
    // What is left to pay is what was left before, less the credit (R462).
    assert.equal(note.ok && note.value.kind === 'credit-note' && note.value.credits.openCents, 4600)
  })

  it('puts operations of one product, price, rate, agreement and unit on one line', () => {
    const unit = { oid: '1.2.246.10.1', name: 'Poliklinikka' }
    const { lines, totals } = invoiced([
      aCharge(),
      aCharge({ unit }),
      aCharge(),
      aCharge({ netCents: 0, because: 'logs-in-to-patient-systems' }),
      aCharge({ product: 'temporary-certificate', netCents: 1629 }),
    ])
    assert.deepEqual(
      lines.map(({ product, unit: of, count, netCents }) => [product, of?.name, count, netCents]),
      [
        ['staff-card', undefined, 2, 4600],
        ['staff-card', 'Poliklinikka', 1, 2300],
        ['temporary-certificate', undefined, 1, 1629],
      ],
    )
    assert.equal(totals.grossCents, 8529)
  })

  it('is due three weeks after it was created, with a reference derived from its number (R206)', () => {
    const invoice = invoiced([aCharge()])
    assert.ok(invoice.kind === 'invoice')
    assert.equal(invoice.createdOn, '2026-11-18')
    assert.equal(invoice.dueOn, '2026-12-09')
    assert.equal(invoice.reference, '1000012')
  })

  it('is not created where everything is free', () => {
    assert.equal(
      invoiceOf([aCharge({ netCents: 0, because: 'logs-in-to-patient-systems' })], making),
      undefined,
    )
    assert.equal(invoiceOf([], making), undefined)
  })

  it('rounds the tax half up, once for each rate', () => {
    assert.equal(vatOf(2300, 255), 587)
    assert.equal(vatOf(100, 255), 26)
    assert.equal(vatOf(98, 255), 25)
    assert.equal(vatOf(-2300, 255), -587)
    const line = { product: 'staff-card', cardAgreementId: 'one', unitCents: 1, count: 1 } as const
    const { vat, vatCents, grossCents } = totalsOf([
      { ...line, vatPermille: 255, netCents: 98 },
      { ...line, vatPermille: 255, netCents: 98 },
      { ...line, vatPermille: 0, netCents: 100 },
    ])
    assert.deepEqual(vat, [
      { permille: 0, netCents: 100, vatCents: 0 },
      { permille: 255, netCents: 196, vatCents: 50 },
    ])
    assert.deepEqual([vatCents, grossCents], [50, 346])
  })
})

describe('a credit note', () => {
  const credit = { invoiceId: id('note'), number: 100_002, createdAt: making.createdAt } as const
  const because = 'charged-in-error' as const

  it('of everything reduces its invoice to nothing (R207)', () => {
    fc.assert(
      fc.property(someCharges, (facts) => {
        const charges = asCharges(facts)
        const invoice = invoiceOf(charges, making)
        if (!invoice) return
        const note = creditNoteOf(invoice, on(charges), { ...credit, because })
        assert.ok(note.ok)
        assert.equal(note.value.totals.grossCents, -invoice.totals.grossCents)
        assert.equal(note.value.credits.number, invoice.number)
      }),
    )
  })

  it('credits no charge of another invoice, and none twice', () => {
    const invoice = invoiced([aCharge()])
    const outcome = (charge: Charge) => {
      const note = creditNoteOf(invoice, [charge], { ...credit, because })
      return note.ok ? 'credited' : note.refusal.kind
    }
    assert.equal(outcome(aCharge()), 'charge-not-on-invoice')
    assert.equal(
      outcome(aCharge({ state: { kind: 'invoiced', invoiceId: id('another') } })),
      'charge-not-on-invoice',
    )
    assert.equal(
      outcome(
        aCharge({
          state: { kind: 'credited', invoiceId: making.invoiceId, creditNoteId: id('before') },
        }),
      ),
      'charge-not-on-invoice',
    )
  })

  it('is not created without charges, nor for a credit note', () => {
    const invoice = invoiced([aCharge()])
    const nothing = creditNoteOf(invoice, [], { ...credit, because })
    assert.equal(!nothing.ok && nothing.refusal.kind, 'nothing-to-credit')
    const note = creditNoteOf(invoice, on([aCharge()]), { ...credit, because })
    assert.ok(note.ok)
    const twice = creditNoteOf(note.value, on([aCharge()]), { ...credit, because })
    assert.equal(!twice.ok && twice.refusal.kind, 'not-an-invoice')
  })
})

describe('an invoiced month', () => {
  it('may be invoiced once it is over', () => {
    const outcome = (text: string) => {
      const checked = checkMonth(text, localDate('2026-11-30'))
      return checked.ok ? 'over' : checked.refusal.kind
    }
    assert.equal(outcome('2026-10'), 'over')
    assert.equal(outcome('2026-11'), 'month-not-over')
    assert.equal(outcome('2027-01'), 'month-not-over')
    for (const text of ['', '2026', '2026-13', '2026-00', '1999-01', '2026-1', '2026-10-01'])
      assert.equal(outcome(text), 'not-a-month', text)
  })

  it('ends on its last day', () => {
    assert.equal(lastDayOf('2026-12' as Month), '2026-12-31')
    assert.equal(lastDayOf('2028-02' as Month), '2028-02-29')
  })
})
