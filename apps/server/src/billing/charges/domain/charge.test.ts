import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { PricedProduct } from '@sotevarmenne/api/fees'
import { addDays, dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { instant } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import { memberCardPrice, serviceCertificatePrice, testCardPrice } from '#cards/products/index.ts'
import type { ChargedAction, PriceList } from '#cards/products/contract.ts'
import { listedVat } from '../../../cards/products/domain/price-list.ts'
import { spareCardPrice } from '../../../cards/products/domain/spare-card.ts'
import { vatPermille, type VatRates } from '../../../cards/products/domain/vat.ts'
import { someCents } from '#cards/products/testing.ts'
import type { Month } from '#billing/invoices/contract.ts'
import { aBuyer, aSeller } from '../../invoices/testing.ts'
import type { Charge, ChargeId, InvoiceId, PointOperatorId } from '../contract.ts'
import { causeOf, chargeOf, chargesOfVisit } from './charge.ts'
import { vatOf } from '@sotevarmenne/kernel/money'
import { creditNoteOf, invoiceOf } from '../../invoices/domain/invoice.ts'

const start = localDate('2026-10-01')

/** Random prices that change on random days, separately for each product and for whether tax is added. */
const someCentsOfAll = fc
  .uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 5, maxLength: 5 })
  .map(([staff = 1, actor = 2, test = 3, temporary = 4, service = 5]) => ({
    'staff-card': staff,
    'actor-card': actor,
    'test-card': test,
    'temporary-certificate': temporary,
    'service-certificate': service,
  }))
const somePrices = fc.record({
  cents: someCentsOfAll,
  vat: fc.constantFrom('outside' as const, 'standard' as const),
})
const someDays = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 })
const someList = fc
  .tuple(somePrices, fc.array(somePrices, { minLength: 4, maxLength: 4 }), someDays)
  .map(([first, others, days]): PriceList => {
    const later = days
      .toSorted((one, other) => one - other)
      .flatMap((day, at) => {
        const prices = others[at]
        return prices ? [{ from: addDays(start, day), ...prices }] : []
      })
    return [{ from: start, ...first }, ...later]
  })
/** A rate that changes in the middle. */
const someRates = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 35 }))
  .map(([permille, day]): VatRates => [
    { from: localDate('2024-09-01'), permille: 255 },
    { from: addDays(start, day), permille },
  ])

const kinds = [
  ...(['staff', 'staff-logging-in', 'staff-for-faulty', 'actor', 'actor-for-faulty'] as const),
  ...(['spare-of-priced', 'spare-of-free', 'test-card'] as const),
  ...(['certificate', 'test-certificate', 'by-program'] as const),
]
const someActions = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    ordered: fc.integer({ min: 0, max: 30 }),
    /** Days from the order to the card or the certificate. */
    later: fc.integer({ min: 0, max: 6 }),
    unit: fc.constantFrom('1.2.246.10.1', '1.2.246.10.2'),
    /** The number of the credit note that credits it, if any. */
    credited: fc.constantFrom(undefined, undefined, 0, 1),
  }),
  { maxLength: 60 },
)
type Action = (typeof someActions extends fc.Arbitrary<infer Actions> ? Actions : never)[number]

/** The charged operation as the service receives it, priced by its own rules. */
function chargedAction(
  { kind, ordered, later, unit }: Action,
  id: string,
  list: PriceList,
): ChargedAction {
  const [on, createdOn] = [addDays(start, ordered), addDays(start, ordered + later)]
  const every: Omit<ChargedAction, 'product' | 'price'> = {
    ...({ organisationId: 'vendor', priceList: 'standard' } as const),
    unit: { oid: unit, name: unit },
    subject: { kind: 'card', cardId: id, orderId: `order ${id}` },
  }
  const member = (product: 'staff-card' | 'actor-card'): ChargedAction => ({
    ...{ ...every, product },
    price: memberCardPrice(product, {
      logsInToPatientSystems: kind === 'staff-logging-in',
      replacesFaulty: kind.endsWith('for-faulty'),
      ...{ list, on },
    }),
  })
  switch (kind) {
    case 'staff':
    case 'staff-logging-in':
    case 'staff-for-faulty':
      return member('staff-card')
    case 'actor':
    case 'actor-for-faulty':
      return member('actor-card')
    case 'spare-of-priced':
    case 'spare-of-free': {
      const price = memberCardPrice('staff-card', {
        logsInToPatientSystems: kind === 'spare-of-free',
        ...{ replacesFaulty: false, list, on },
      })
      const employer = { organisationId: 'vendor', product: 'staff-card', priceList: 'standard' }
      const terms = { price, employer } as Parameters<typeof spareCardPrice>[0]
      return {
        ...{ ...every, product: 'temporary-certificate' },
        price: spareCardPrice(terms, createdOn, list),
      }
    }
    case 'test-card':
      return { ...every, product: 'test-card', price: testCardPrice(on, list) }
    case 'certificate':
    case 'test-certificate':
    case 'by-program':
      return {
        ...{ ...every, product: 'service-certificate' },
        price: serviceCertificatePrice({ isTest: kind === 'test-certificate' }, on, list),
        subject: {
          ...{ kind: 'certificate', applicationId: id },
          ...(kind === 'by-program' && { approvalId: 'approval' }),
        },
      }
  }
}

/** Undefined for what is free. */
const productOf: { readonly [Kind in Action['kind']]: PricedProduct | undefined } = {
  ...{ staff: 'staff-card', 'staff-logging-in': undefined, 'staff-for-faulty': undefined },
  ...{ actor: 'actor-card', 'actor-for-faulty': undefined, 'test-card': 'test-card' },
  ...{ 'spare-of-priced': 'temporary-certificate', 'spare-of-free': undefined },
  ...{ certificate: 'service-certificate', 'test-certificate': undefined },
  'by-program': 'service-certificate',
}

/** The expected price, computed independently: the latest prices and rate on that day; nothing if free. */
function expected(action: Action, list: PriceList, rates: VatRates) {
  const product = productOf[action.kind]
  if (product === undefined) return undefined
  const createdOn = addDays(start, action.ordered + action.later)
  const pricedOn = action.kind === 'spare-of-priced' ? createdOn : addDays(start, action.ordered)
  let [cents, isTaxed, permille] = [0, false, 0]
  for (const { from, cents: of } of list) if (from <= pricedOn) cents = of[product]
  for (const { from, vat } of list) if (from <= createdOn) isTaxed = vat === 'standard'
  for (const { from, permille: of } of rates) if (isTaxed && from <= createdOn) permille = of
  return `${product} ${String(cents)} ${String(permille)} ${action.unit}`
}

/** The count of each product, price, rate and unit. */
const counted = (keys: readonly (readonly [string, number])[]) => {
  const sums = new Map<string, number>()
  for (const [key, count] of keys) sums.set(key, (sums.get(key) ?? 0) + count)
  return Object.fromEntries([...sums].filter(([, count]) => count !== 0).toSorted())
}

describe('the charges for orders of organisations (M10, M12, M13)', () => {
  it('sum on the invoice to the costs of the operations on their days, whatever prices and taxes do meanwhile, each once and free kinds at zero; credited charges are subtracted (R135, R200, R201, R204, R205, R207, R220)', () => {
    fc.assert(
      fc.property(someList, someRates, someActions, (list, rates, actions) => {
        const charges = actions.map((action, index): Charge => {
          const actedOn = addDays(start, action.ordered + action.later)
          return chargeOf(chargedAction(action, String(index), list), {
            ...{ chargeId: String(index) as ChargeId, actedOn },
            vatPermille: vatPermille(listedVat(actedOn, list), actedOn, rates),
          })
        })
        assert.equal(new Set(charges.map(causeOf)).size, actions.length)
        const isFree = ({ netCents }: Charge) => netCents === 0
        for (const [index, action] of actions.entries()) {
          const charge = charges[index]
          assert.ok(charge)
          assert.equal(isFree(charge), expected(action, list, rates) === undefined, action.kind)
        }
        const invoice = invoiceOf(charges, {
          ...{
            invoiceId: 'invoice' as InvoiceId,
            number: 1,
            createdAt: instant(1_795_000_000_000),
          },
          ...{ sellerId: 'service', organisationId: 'vendor', month: '2026-10' as Month },
          ...{ seller: aSeller, buyer: aBuyer, paymentDays: 21 },
        })
        const linesIn = (created: typeof invoice) =>
          (created?.lines ?? []).map((line): readonly [string, number] => {
            const { product, unitCents, vatPermille: rate, unit, count, netCents } = line
            assert.equal(netCents, unitCents * count)
            return [[product, unitCents, rate, unit?.oid].join(' '), count]
          })
        const keys = (some: readonly Action[]) =>
          some.flatMap((action): readonly (readonly [string, number])[] => {
            const key = expected(action, list, rates)
            return key === undefined ? [] : [[key, 1]]
          })
        assert.deepEqual(counted(linesIn(invoice)), counted(keys(actions)))
        if (!invoice) return
        // The tax of each rate, rounded half up on its sum, in whole thousandths of a cent.
        const bases = new Map<number, number>()
        for (const { netCents, vatPermille: rate } of invoice.lines)
          bases.set(rate, (bases.get(rate) ?? 0) + netCents)
        for (const { permille, netCents, vatCents } of invoice.totals.vat) {
          assert.equal(netCents, bases.get(permille))
          const thousandths = BigInt(netCents) * BigInt(permille)
          assert.equal(BigInt(vatCents), (thousandths + 500n) / 1000n)
        }

        // Credited in up to two credit notes, like a dispute that is accepted: nothing twice.
        const state = { kind: 'invoiced', invoiceId: invoice.invoiceId } as const
        const of = (note: number) =>
          charges
            .filter((charge, index) => actions[index]?.credited === note && !isFree(charge))
            .map((charge) => ({ ...charge, state }))
        const notes = [0, 1].flatMap((note) => {
          const taken = of(note)
          if (taken.length === 0) return []
          const making = { invoiceId: `note ${String(note)}` as InvoiceId, number: 2 + note }
          const createdAt = instant(1_795_000_000_000)
          const created = creditNoteOf(invoice, taken, { ...making, createdAt, because: 'other' })
          assert.ok(created.ok)
          const gone = taken.map((charge) => ({
            ...charge,
            state: { ...state, kind: 'credited' as const, creditNoteId: making.invoiceId },
          }))
          const again = creditNoteOf(invoice, gone, { ...making, createdAt, because: 'other' })
          assert.equal(!again.ok && again.refusal.kind, 'charge-not-on-invoice')
          return [created.value]
        })
        const noted = notes.flatMap(({ lines }) =>
          lines.map((line): readonly [string, number] => [
            [line.product, line.unitCents, line.vatPermille, line.unit?.oid].join(' '),
            line.count,
          ]),
        )
        assert.deepEqual(
          counted([...linesIn(invoice), ...noted]),
          counted(keys(actions.filter(({ credited }) => credited === undefined))),
        )
      }),
      { numRuns: 300 },
    )
  })
})

describe('the charge of one operation', () => {
  const details = {
    ...{ chargeId: 'charge' as ChargeId, vatPermille: 255, actedOn: start },
  }
  const action: ChargedAction = {
    ...{ organisationId: 'hospital', product: 'staff-card', priceList: 'standard' },
    subject: { kind: 'card', cardId: 'card', orderId: 'order' },
    price: {
      ...{ kind: 'priced', because: 'staff-without-patient-systems' },
      amount: { cents: 2300, currency: 'EUR' },
    },
  }
  const charge: Charge = {
    ...details,
    ...{ sellerId: 'service', organisationId: 'hospital', product: 'staff-card' },
    ...{ because: 'staff-without-patient-systems', netCents: 2300 },
    ...{ subject: action.subject, state: { kind: 'open' } },
  }

  it('is owed to the service at the price of the order, and cites its agreements, unit and reference (R200)', () => {
    assert.deepEqual(chargeOf(action, details), charge)
    const basis = {
      ...{ cardAgreementId: 'agreement', delegationId: 'delegation', invoiceReference: 'PO-1' },
      unit: { oid: '1.2.246.10.1', name: 'Poliklinikka' },
    }
    assert.deepEqual(chargeOf({ ...action, ...basis }, details), { ...charge, ...basis })
  })

  it('is zero for what a rule makes free, with that rule (R201)', () => {
    const price = { kind: 'free', because: 'faulty-card' } as const
    assert.deepEqual(chargeOf({ ...action, price }, details), {
      ...charge,
      ...{ because: 'faulty-card', netCents: 0 },
    })
  })

  it('of a visit is owed to the operator of the point by the payer, for each service (R228)', () => {
    const fees = [
      { service: 'registering', netCents: 6290, vatPermille: 255 },
      { service: 'spare-card', netCents: 5565, vatPermille: 140 },
    ] as const
    const visit = { pointOperatorId: 'operator', payerId: 'pharmacy', servedOn: start, fees }
    const charges = chargesOfVisit(visit, {
      ...{ visitId: 'visit', pointId: 'point', newId: () => 'charge' as ChargeId },
    })
    const every = {
      ...{ chargeId: 'charge', sellerId: 'operator', organisationId: 'pharmacy' },
      ...{ because: 'fee-of-point', actedOn: start, state: { kind: 'open' } },
      subject: { kind: 'visit', visitId: 'visit', pointId: 'point' },
    }
    assert.deepEqual(charges, [
      { ...every, product: 'registering', netCents: 6290, vatPermille: 255 },
      { ...every, product: 'spare-card', netCents: 5565, vatPermille: 140 },
    ])
  })

  it('has one cause: the card, the certificate, or the service of the visit', () => {
    const causes = [
      causeOf(charge),
      causeOf({ ...charge, subject: { kind: 'certificate', applicationId: 'card' } }),
      causeOf({ product: 'registering', subject: { kind: 'visit', visitId: 'v', pointId: 'p' } }),
    ]
    assert.deepEqual(causes, ['card card', 'certificate card', 'visit v registering'])
  })
})

describe('a price list that changes', () => {
  it('takes effect at midnight by the Finnish clock, in winter and in summer', () => {
    for (const [day, midnight] of [
      ['2027-01-01', Date.UTC(2026, 11, 31, 22)],
      ['2027-07-01', Date.UTC(2027, 5, 30, 21)],
    ] as const) {
      const list = [
        { from: start, vat: 'outside', cents: someCents(1629) },
        { from: localDate(day), vat: 'outside', cents: someCents(1900) },
      ] as const
      const centsAt = (at: number) => {
        const price = serviceCertificatePrice({ isTest: false }, dateInHelsinki(instant(at)), list)
        return price.kind === 'priced' ? price.amount.cents : 0
      }
      assert.deepEqual([centsAt(midnight - 1), centsAt(midnight)], [1629 + 401, 1900 + 401])
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

describe('the charges for visits to registration points (M11)', () => {
  it('sum on the operator’s invoice to the fees of the visits, each service of each visit once (R229)', () => {
    fc.assert(
      fc.property(someVisits, (visits) => {
        const charges = visits.flatMap((fees, index) =>
          chargesOfVisit(
            { pointOperatorId: 'pointOperator', payerId: 'pharmacy', servedOn: start, fees },
            {
              ...{ visitId: String(index), pointId: 'point' },
              newId: () => String(index) as ChargeId,
            },
          ),
        )
        const fees = visits.flat()
        assert.equal(new Set(charges.map(causeOf)).size, fees.length)
        const invoice = invoiceOf(charges, {
          ...{
            invoiceId: 'invoice' as InvoiceId,
            number: 1,
            createdAt: instant(1_795_000_000_000),
          },
          ...{ sellerId: 'pointOperator' as PointOperatorId, organisationId: 'pharmacy' },
          ...{ month: '2026-10' as Month, seller: aSeller, buyer: aBuyer, paymentDays: 21 },
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
        // Rounded once for each rate, not for each service: the difference is less than a cent for each.
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
