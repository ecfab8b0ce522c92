import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import fc from 'fast-check'
import type { Charge, ChargeId, InvoiceId } from '#billing/charges/contract.ts'
import { aCharge } from '../../charges/testing.ts'
import type { Invoice, InvoiceContent, Month } from '../contract.ts'
import { aBuyer, aSeller } from '../testing.ts'
import { vatOf } from '@sotevarmenne/kernel/money'
import {
  checkPayment,
  openCentsOf,
  checkReminder,
  creditNoteOf,
  invoiceOf,
  isOverdue,
  linesWithVat,
  payableUntil,
  totalsOf,
  whatMayBeDone,
} from './invoice.ts'
import { checkMonth, lastDayOf, monthOf } from './month.ts'

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

/** A payer is reminded once a week. */
const weekly = (now: Instant) => ({ now, intervalDays: 7 })

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
      // Nothing is known of it.
      ['c', {}],
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
    assert.equal(note.ok && note.value.credits.openCents, 4600)
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

  it('puts each on a line of its own that differs in price, rate, agreement, unit, cost centre or reference, in one order (R204)', () => {
    const changes: readonly Partial<Charge>[] = [
      {},
      { invoiceReference: 'PO-2' },
      { costCentre: '4711' },
      { unit: { oid: '1.2.246.10.1', name: 'A' } },
      { unit: { oid: '1.2.246.10.1', name: 'B' } },
      { unit: { oid: '1.2.246.10.2', name: 'B' } },
      { cardAgreementId: 'other' },
      { vatPermille: 255 },
      { netCents: 12_300 },
      { netCents: 999 },
    ]
    const charges = changes.map((change) => aCharge(change))
    const { lines } = invoiced(charges)
    assert.equal(lines.length, changes.length)
    for (const change of changes) {
      const { netCents: unitCents = 2300, ...same } = change
      const expected = { product: 'staff-card', cardAgreementId: 'agreement', vatPermille: 0 }
      const line = { ...expected, ...same, unitCents, count: 1, netCents: unitCents }
      assert.ok(
        lines.some((each) => isDeepStrictEqual(each, line)),
        JSON.stringify(line),
      )
    }
    // The cheaper first, also with more digits.
    const prices = lines.map(({ unitCents }) => unitCents)
    assert.ok(prices.indexOf(999) < prices.indexOf(2300))
    assert.ok(prices.indexOf(2300) < prices.indexOf(12_300))
    // Those without an agreement are first, without one on the line.
    const { cardAgreementId: _none, ...free } = aCharge()
    const [first] = invoiced([...charges, free]).lines
    assert.ok(!('cardAgreementId' in first))
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

describe('an invoice that was sent', () => {
  // Created on 18 November 2026, due on 9 December, for 23.00 euros.
  const sent = (changes: Partial<Invoice> = {}): Invoice =>
    ({
      ...invoiced([aCharge()]),
      ...{ delivery: { state: 'waiting' }, creditedCents: 0, isDisputed: false },
      ...{ paidCents: 0, paidByHandCents: 0 },
      ...changes,
    }) as Invoice
  const note = (): Invoice => {
    const credit = { invoiceId: id('note'), number: 100_002, createdAt: making.createdAt }
    const credited = creditNoteOf(sent(), on([aCharge()]), { ...credit, because: 'other' })
    assert.ok(credited.ok)
    const waiting = { delivery: { state: 'waiting' }, creditedCents: 0, isDisputed: false } as const
    const unpaid = { paidCents: 0, paidByHandCents: 0 }
    return { ...credited.value, ...waiting, ...unpaid }
  }
  const due = localDate('2026-12-09')
  const { grossCents } = sent().totals
  const paid = { paidOn: due, paidCents: grossCents, paidByHandCents: grossCents }
  const after = (days: number) => startOfDay(addDays(due, days))
  const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
    result.refusal?.kind ?? 'ok'

  it('is overdue after its due day, unless it is paid, credited whole or disputed (R206, R227)', () => {
    assert.equal(isOverdue(sent(), due), false)
    assert.equal(isOverdue(sent(), addDays(due, 1)), true)
    const lasting = addDays(due, 100)
    assert.equal(isOverdue(sent(paid), lasting), false)
    assert.equal(isOverdue(sent({ isDisputed: true }), lasting), false)
    assert.equal(isOverdue(sent({ creditedCents: 2299 }), lasting), true)
    assert.equal(isOverdue(sent({ creditedCents: 2300 }), lasting), false)
    assert.equal(isOverdue(note(), lasting), false)
  })

  it('may be paid for two weeks after a dispute was refused, and never less long than before (R227)', () => {
    const refused = (day: string, daysToPay = 14) =>
      payableUntil(sent({ refusedDispute: { on: localDate(day), daysToPay } }))
    assert.equal(payableUntil(sent()), due)
    assert.equal(payableUntil(note()), undefined)
    assert.equal(refused('2026-11-20'), due)
    assert.equal(refused('2026-11-25'), due)
    assert.equal(refused('2026-11-26'), '2026-12-10')
    assert.equal(refused('2026-12-20'), '2027-01-03')
    assert.equal(refused('2026-12-20', 30), '2027-01-19')
  })

  it('is reminded of when it is overdue, and not again within so many days', () => {
    assert.equal(kind(checkReminder(sent(), weekly(after(0)))), 'not-overdue')
    assert.equal(kind(checkReminder(sent(), weekly(after(1)))), 'ok')
    const reminded = sent({ remindedAt: after(1) })
    assert.equal(
      kind(checkReminder(reminded, weekly(instant(plus(after(1), 7 * day) - 1)))),
      'reminded-lately',
    )
    assert.equal(kind(checkReminder(reminded, weekly(plus(after(1), 7 * day)))), 'ok')
  })

  it('is marked as paid from the day of its making until today', () => {
    const paid = (day: string) => kind(checkPayment(sent(), localDate(day), due))
    assert.deepEqual(['2026-11-17', '2026-11-18', '2026-12-09', '2026-12-10'].map(paid), [
      'not-a-day-of-payment',
      'ok',
      'ok',
      'not-a-day-of-payment',
    ])
    assert.equal(kind(checkPayment(sent(), undefined, due)), 'ok')
    assert.equal(kind(checkPayment(note(), due, due)), 'not-an-invoice')
    // What was marked by hand may be marked again; what was credited or paid otherwise has nothing to pay (R462).
    for (const [changes, expected] of [
      [{ paidCents: 2300, paidByHandCents: 2300 }, 'ok'],
      [{ paidCents: 2300, paidByHandCents: 1 }, 'ok'],
      [{ paidCents: 2300, paidByHandCents: 0 }, 'nothing-to-pay'],
      [{ creditedCents: 2300 }, 'nothing-to-pay'],
    ] as const)
      assert.equal(kind(checkPayment(sent(changes), due, due)), expected)
    assert.equal(openCentsOf(note()), 0)
  })

  it('offers its seller what is possible: disputes and reminders are an operator’s own affair (R230)', () => {
    const operator = { sellerId: 'operator' as Invoice['sellerId'] }
    for (const [invoice, now, expected] of [
      [sent(), after(0), ['credit', 'mark-paid']],
      [sent(paid), after(9), ['credit', 'mark-unpaid']],
      [sent({ ...paid, paidByHandCents: 1 }), after(9), ['credit', 'mark-unpaid']],
      [sent({ creditedCents: 2300 }), after(9), []],
      [sent({ isDisputed: true }), after(9), ['credit', 'mark-paid']],
      [
        sent({ delivery: { state: 'refused', at: after(0), because: 'unknown' } }),
        after(9),
        [...(['credit', 'mark-paid', 'send-again'] as const)],
      ],
      [sent(operator), after(0), ['credit', 'mark-paid']],
      [sent(operator), after(1), ['credit', 'mark-paid', 'remind']],
      [
        sent({ ...operator, isDisputed: true }),
        after(9),
        ['credit', 'mark-paid', 'settle-dispute'],
      ],
      [note(), after(9), []],
      [
        { ...note(), delivery: { state: 'refused', at: after(0), because: 'x' } },
        after(9),
        ['send-again'],
      ],
    ] as const)
      assert.deepEqual([...whatMayBeDone(invoice, weekly(now))], [...expected])
  })

  it('has the tax of a rate on its lines, in whole cents that sum to its tax', () => {
    const line = { product: 'staff-card', cardAgreementId: 'one', unitCents: 1, count: 1 } as const
    const taxes = linesWithVat(
      [98, 98, 100, 98].map((netCents, at) => ({
        ...line,
        netCents,
        vatPermille: at === 2 ? 140 : 255,
      })),
    ).map(({ vatCents }) => vatCents)
    // 24.99, 49.98 and 74.97 cents so far.
    assert.deepEqual(taxes, [25, 25, 14, 25])
  })

  it('is credited by lines below zero, under its own number and day (R207)', () => {
    const credited = note()
    assert.ok(credited.kind === 'credit-note')
    const invoice = sent()
    assert.ok(invoice.kind === 'invoice')
    assert.deepEqual(credited.credits, {
      ...{ invoiceId: 'invoice', number: 100_001, createdOn: '2026-11-18' },
      reference: invoice.reference,
    })
    assert.deepEqual(
      credited.lines.map(({ count, unitCents, netCents }) => [count, unitCents, netCents]),
      [[-1, 2300, -2300]],
    )
    assert.equal(credited.createdOn, '2026-11-18')
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
    assert.equal(monthOf(localDate('2026-12-31')), '2026-12')
  })
})
