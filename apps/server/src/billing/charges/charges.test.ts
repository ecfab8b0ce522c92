import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { plus, type Instant } from '@sotevarmenne/kernel/instant'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { euroCents } from '@sotevarmenne/kernel/money'
import { ok } from '@sotevarmenne/kernel/result'
import type { ChargedAction, Price } from '#cards/products/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { proposePrices, proposeVatRate } from '../../cards/products/change-prices.ts'
import { someCents } from '../../cards/products/testing.ts'
import { billingEnvironment, textOf } from '../testing/environment.ts'

forEachDatabase('charges', ({ db }) => {
  const {
    state,
    clock,
    outbox,
    billing,
    vendor,
    accepted,
    payers,
    customers,
    points,
    chargedCards,
    certificateNames,
    anOrganisation,
    priced,
    free,
    agreements,
    make,
    happen,
    caseOfficer,
    viewing,
    charged,
    invoiced,
    run,
    memberOf,
    nextMonth,
    types,
    prices,
    proposing,
    approve,
  } = billingEnvironment(db)

  describe('the charges of the service', () => {
    it('include a card once it is produced, at the price of its order, once however often the event is delivered (R200)', async () => {
      const organisationId = anOrganisation()
      const action = await make(organisationId)
      await happen({ type: 'CardProduced', about: { ...action, personId: randomUUID() } })
      const charges = await charged(organisationId)
      assert.deepEqual(
        charges.map(({ product, netCents, vatPermille, because, actedOn, state, ...cited }) => {
          const { orderId, cardAgreementId, delegationId } = cited
          return {
            ...{ product, netCents, vatPermille, because, actedOn, state, orderId },
            ...{ cardAgreementId, delegationId },
          }
        }),
        [
          {
            ...{ product: 'staff-card', netCents: 2300, vatPermille: 0, actedOn: '2026-10-15' },
            ...{ because: 'staff-without-patient-systems', state: 'open', orderId: action.orderId },
            ...agreements,
          },
        ],
      )
      assert.deepEqual(types(), ['ChargeCreated'])
    })

    it('say which card, certificate or point each is for, and to the employer’s members who holds the card, recorded (R460, R461)', async () => {
      const organisationId = anOrganisation()
      const { cardId } = await make(organisationId)
      chargedCards.set(cardId, { number: '0123456789', holder: 'Sanna Sihteeri' })
      const applicationId = randomUUID()
      certificateNames.set(applicationId, 'kanta.example.fi')
      const action: ChargedAction = {
        ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
        price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
        subject: { kind: 'certificate', applicationId },
      }
      await happen({ type: 'ServiceCertificateIssued', charges: [action] })
      const facts = (charges: Awaited<ReturnType<typeof charged>>) =>
        charges.map(({ cardNumber, certificateName, holderName }) => [
          ...[cardNumber, certificateName, holderName],
        ])
      const certificate = [undefined, 'kanta.example.fi', undefined]
      assert.deepEqual(facts(await charged(organisationId)), [
        certificate,
        ['0123456789', undefined, undefined],
      ])
      const before = types().length
      const { viewing: own } = memberOf(organisationId)
      const listed = await billing.listOwnCharges(own, { organisationId, limit: 10 })
      assert.deepEqual(listed.ok && facts(listed.value.charges), [
        certificate,
        ['0123456789', undefined, 'Sanna Sihteeri'],
      ])
      assert.deepEqual(types().slice(before), ['CardListed'])
      const table = await billing.exportOwnCharges(own, {
        ...{ organisationId, from: '2026-10-01', to: '2026-10-31', language: 'en' },
      })
      assert.ok(table.ok)
      const file = await textOf(table.value)
      assert.match(file, /"Card number";"Person";"Name in the certificate, or point"/)
      assert.match(file, /0123456789"?;"Sanna Sihteeri";/)
      assert.match(file, /"kanta.example.fi"/)
      assert.deepEqual(types().slice(before), ['CardListed', 'CardListed'])
    })

    it('name the point of a visit', async () => {
      const organisationId = anOrganisation()
      const pointOperatorId = anOrganisation('Pitäjä')
      const pointId = randomUUID()
      points.set('0204819-8', [{ pointId, name: 'Keskussairaalan piste' }])
      await happen({
        ...{ type: 'VisitServed', visitId: randomUUID(), pointId },
        toInvoice: {
          ...{ pointOperatorId, payerId: organisationId, servedOn: '2026-10-15' },
          fees: [{ service: 'registering', netCents: 6290, vatPermille: 255 }],
        },
      })
      const { viewing: own } = memberOf(organisationId)
      const listed = await billing.listOwnCharges(own, { organisationId, limit: 10 })
      assert.deepEqual(listed.ok && listed.value.charges.map(({ pointName }) => pointName), [
        'Keskussairaalan piste',
      ])
    })

    it('include free operations at zero, with the reason, and nothing for a professional card (R201)', async () => {
      const organisationId = anOrganisation()
      await make(organisationId, free)
      await make(undefined)
      assert.deepEqual(
        (await charged()).map(({ netCents, because, state }) => [netCents, because, state]),
        [[0, 'logs-in-to-patient-systems', 'free']],
      )
    })

    it('include the temporary certificates of a spare card, for the payer of its actual card', async () => {
      const organisationId = anOrganisation()
      const { orderId } = await make(organisationId)
      const price: Price = { kind: 'priced', amount: euroCents(3258), because: 'priced-card' }
      const about = { orderId, cardId: randomUUID(), personId: randomUUID() }
      await happen({ type: 'SpareCardHandedOver', about, price })
      assert.deepEqual(
        (await charged(organisationId)).map(({ product, netCents }) => [product, netCents]),
        [
          ['temporary-certificate', 3258],
          ['staff-card', 2300],
        ],
      )
    })

    it('include a certificate once, for the organisation that ordered it, citing application, approval and supplier authorisation (R220)', async () => {
      const organisationId = anOrganisation()
      const action: ChargedAction = {
        ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
        price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
        subject: { kind: 'certificate', applicationId: randomUUID(), approvalId: randomUUID() },
        delegationId: randomUUID(),
        unit: { oid: '1.2.246.10.2048198.10.1', name: 'Apteekki' },
        invoiceReference: 'IT-4711',
      }
      const event = { type: 'ServiceCertificateIssued', charges: [action] }
      await happen(event)
      await happen(event)
      const isFree: ChargedAction = {
        ...action,
        price: { kind: 'free', because: 'test-version' },
        subject: { kind: 'certificate', applicationId: randomUUID() },
      }
      await happen({ type: 'ServiceCertificateIssued', charges: [isFree] })
      const [free, charge, ...more] = await charged(organisationId)
      assert.deepEqual(more, [])
      assert.deepEqual(
        [free?.state, free?.because, free?.netCents, charge?.netCents, charge?.unit],
        ['free', 'test-version', 0, 1629, action.unit],
      )
      assert.equal(charge?.invoiceReference, action.invoiceReference)
      const { applicationId, approvalId, delegationId, cardAgreementId } = charge ?? {}
      assert.deepEqual(
        { kind: 'certificate', applicationId, approvalId, delegationId, cardAgreementId },
        { ...action.subject, delegationId: action.delegationId, cardAgreementId: undefined },
      )
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(organisationId)
      assert.deepEqual([invoice?.grossCents, invoice?.delivery], [1629, 'sent'])
    })

    it('use the price in force at the order, to the millisecond before midnight, and the tax of the day of production (R135, R205, R293)', async () => {
      const change = localDate('2026-10-20')
      await approve(
        await proposePrices.handle(prices)(proposing, {
          ...{ beginsOn: change, vat: 'standard', cents: someCents(2597) },
        }),
      )
      await approve(
        await proposeVatRate.handle(prices)(proposing, {
          beginsOn: localDate('2026-10-22'),
          permille: 270,
        }),
      )
      const orderAt = async (at: Instant) => {
        clock.now = () => at
        const ordered = await vendor.order()
        assert.ok(ordered.ok)
        const decided = await vendor.decide(ordered.value.orderId, { decision: 'accept' })
        assert.ok(decided.ok)
        const testCardId = accepted.at(-1)
        assert.ok(testCardId !== undefined)
        return testCardId
      }
      const createdOn = async (orderId: string, day: string) => {
        clock.now = () => startOfDay(localDate(day))
        const about = { orderId, cardId: randomUUID(), personId: randomUUID() }
        await happen({ type: 'CardProduced', about })
      }
      const ticking = clock.now
      try {
        const before = await orderAt(plus(startOfDay(change), -1))
        const after = await orderAt(startOfDay(change))
        await createdOn(before, '2026-10-19')
        await createdOn(after, '2026-10-21')
        const late = await orderAt(plus(startOfDay(change), -1))
        await createdOn(late, '2026-10-22')
      } finally {
        clock.now = ticking
      }
      customers.set(vendor.organisationId, 'Järjestelmätoimittaja Oy')
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(vendor.organisationId)
      assert.ok(invoice)
      const shown = await billing.viewInvoice(viewing, { invoiceId: invoice.invoiceId })
      assert.ok(shown.ok)
      assert.deepEqual(
        shown.value.lines.map(({ product, unitCents, vatPermille, count }) => [
          ...[product, unitCents, vatPermille, count],
        ]),
        [
          ['test-card', 2300, 0, 1],
          ['test-card', 2300, 270, 1],
          ['test-card', 2800, 255, 1],
        ],
      )
      // 23,00 + 23,00 + 6,21 + 28,00 + 7,14.
      assert.equal(invoice.grossCents, 8735)
    })

    it('do not include an operation that can’t be recorded', async () => {
      const organisationId = anOrganisation()
      state.isRefused = () => true
      await assert.rejects(make(organisationId))
      assert.deepEqual(await charged(organisationId), [])
    })

    it('use the day of the operation, however late its event is delivered (R205)', async () => {
      const payer = anOrganisation()
      const action = { orderId: randomUUID(), cardId: randomUUID() }
      payers.set(action.orderId, {
        ...{ organisationId: payer, product: 'staff-card', price: priced, priceList: 'standard' },
        ...agreements,
      })
      const midnight = startOfDay(localDate('2026-11-01'))
      state.now = plus(midnight, -10)
      await db.write(async (tx) => {
        const event = { type: 'CardProduced', about: { ...action, personId: randomUUID() } }
        await outbox.planSubscribers(tx, event, randomUUID())
        return ok(undefined)
      })
      state.now = midnight
      await outbox.drain()
      assert.deepEqual(
        (await charged(payer)).map(({ actedOn }) => actedOn),
        ['2026-10-31'],
      )
    })

    it('are summed for a period by unit and product, and each is written as a line', async () => {
      const own = anOrganisation()
      const unit = { oid: '1.2.246.10.2048198.10.1', name: '=Poliklinikka' }
      await make(own)
      await make(own)
      const action = await make(own, free)
      payers.set(action.orderId, {
        ...{ organisationId: own, product: 'actor-card', price: priced, priceList: 'standard' },
        ...{ cardAgreementId: randomUUID(), unit },
      })
      const cardId = randomUUID()
      await happen({ type: 'CardProduced', about: { ...action, cardId, personId: randomUUID() } })
      const { viewing } = memberOf(own)
      const period = { organisationId: own, from: '2026-10-15', to: '2026-10-15' }
      const summed = await billing.sumOwnCharges(viewing, period)
      assert.deepEqual(summed.ok && summed.value, {
        netCents: 6900,
        sums: [
          { product: 'staff-card', count: 3, netCents: 4600 },
          { unit, product: 'actor-card', count: 1, netCents: 2300 },
        ],
      })
      for (const [language, head, words] of [
        ['fi', '"Päivä";"Tuote";"Hinnan peruste";', '"Toimijakortti";'],
        ['sv', '"Dag";"Produkt";"Grund för priset";', '"Aktörskort";'],
        ['en', '"Day";"Product";"Why this price";', '"Actor card";'],
      ] as const) {
        const exported = await billing.exportOwnCharges(viewing, { ...period, language })
        assert.ok(exported.ok)
        const lines = (await textOf(exported.value)).split('\r\n')
        assert.equal(lines.length, 6)
        assert.ok(lines[0]?.startsWith(head))
        const amount = language === 'en' ? '23.00' : '"23,00"'
        const ofClinic = lines.filter((line) => line.includes(`;"'=Poliklinikka";${amount};`))
        assert.equal(ofClinic.length, 1)
        assert.ok(ofClinic[0]?.startsWith(`"2026-10-15";${words}`))
      }
      const nothing = await billing.sumOwnCharges(viewing, {
        ...period,
        from: '2026-10-16',
        to: '2026-10-17',
      })
      assert.deepEqual(nothing.ok && nothing.value, { netCents: 0, sums: [] })
      for (const wrong of [
        { ...period, from: '2026-10-16' },
        { ...period, to: '2027-10-17' },
      ]) {
        const refused = await billing.sumOwnCharges(viewing, wrong)
        assert.equal(!refused.ok && refused.refusal.kind, 'not-a-period')
      }
    })

    it('that are not invoiced move from a merged organisation to its successor, and no others (R232)', async () => {
      const merged = anOrganisation('Sairaala')
      const successor = anOrganisation('Uusi sairaala')
      await make(merged)
      nextMonth()
      assert.ok((await run()).ok)
      const late = await make(merged)
      await make(merged, free)
      const moving = aPermit('fees.moveCharges', { personId: caseOfficer })
      // In this test an organisation is found by its id instead of its business ID.
      const move = (businessId: string) =>
        billing.moveCharges(moving, { organisationId: merged, businessId })
      const moved = await move(successor)
      assert.deepEqual(moved.ok && [moved.value.organisation.name, moved.value.netCents], [
        'Uusi sairaala',
        2300,
      ])
      assert.equal(types().at(-1), 'ChargesMoved')
      assert.deepEqual(
        (await charged(successor)).map(({ orderId, state }) => [orderId, state]),
        [[late.orderId, 'open']],
      )
      assert.deepEqual((await charged(merged)).map(({ state }) => state).toSorted(), [
        'free',
        'invoiced',
      ])
      for (const [to, kind] of [
        [successor, 'nothing-to-move'],
        [merged, 'nothing-to-move'],
        [randomUUID(), 'organisation-not-found'],
      ] as const) {
        const again = await move(to)
        assert.equal(!again.ok && again.refusal.kind, kind)
      }
      state.now = startOfDay(localDate('2026-12-01'))
      assert.ok((await run('2026-11')).ok)
      assert.deepEqual(
        (await invoiced(successor)).map(({ grossCents, delivery }) => [grossCents, delivery]),
        [[2300, 'sent']],
      )
    })
  })
})
