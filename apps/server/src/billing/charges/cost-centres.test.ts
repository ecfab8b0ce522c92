import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { costCentre as costCentreOfContract } from '@sotevarmenne/api/fees'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { billingEnvironment, textOf } from '../testing/environment.ts'

forEachDatabase('cost centres', ({ db }) => {
  const {
    state,
    billing,
    payers,
    clinic,
    ward,
    anOrganisation,
    priced,
    papers,
    happen,
    handler,
    charged,
    invoiced,
    run,
    memberOf,
    nextMonth,
  } = billingEnvironment(db)

  describe('the cost centres of an organisation', () => {
    /** A card for somebody of the unit. */
    const makeFor = async (organisationId: string, unit?: typeof clinic) => {
      const act = { orderId: randomUUID(), cardId: randomUUID() }
      payers.set(act.orderId, {
        ...{ organisationId, product: 'staff-card', price: priced, priceList: 'standard' },
        ...papers,
        ...(unit && { unit }),
      })
      await happen({ type: 'CardProduced', about: { ...act, personId: randomUUID() } })
    }
    const giving = (organisationId: string) => {
      const { changing } = memberOf(organisationId, 'administrator')
      return (costCentre?: string, unitOid?: string) =>
        billing.changeCostCentre(changing, { organisationId, costCentre, unitOid })
    }
    const centres = async (organisationId: string) =>
      (await charged(organisationId)).map(({ unit, costCentre }) => [unit?.name, costCentre])

    it('are of the charges that arise from then on: of the unit, or else of the organisation; what was charged keeps its own (R258)', async () => {
      const own = anOrganisation()
      const give = giving(own)
      await makeFor(own, clinic)
      assert.ok((await give('4711', clinic.oid)).ok)
      await makeFor(own, clinic)
      await makeFor(own, ward)
      assert.ok((await give('4000')).ok)
      assert.ok((await give('4712 = 1', clinic.oid)).ok)
      for (const unit of [clinic, ward, undefined]) await makeFor(own, unit)
      assert.ok((await give(undefined, clinic.oid)).ok)
      await makeFor(own, clinic)
      assert.deepEqual((await centres(own)).toReversed(), [
        ['Poliklinikka', undefined],
        ['Poliklinikka', '4711'],
        ['Sairaala', undefined],
        ['Poliklinikka', '4712 = 1'],
        ['Sairaala', '4000'],
        [undefined, '4000'],
        ['Poliklinikka', '4000'],
      ])
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(own)
      const asked = { organisationId: own, invoiceId: invoice?.invoiceId ?? '' }
      const { looking } = memberOf(own)
      const seen = await billing.viewOwnInvoice(looking, asked)
      assert.ok(seen.ok)
      assert.equal(seen.value.lines.length, 7)
      assert.equal(
        seen.value.lines.reduce((sum, { netCents }) => sum + netCents, 0),
        7 * 2300,
      )
      const finvoice = await billing.fetchOwnInvoiceDocument(looking, {
        ...asked,
        format: 'finvoice',
      })
      assert.ok(finvoice.ok)
      const message = Buffer.from(finvoice.value.document, 'base64').toString()
      const rows = [...message.matchAll(/<RowAccountDimensionText>(.*?)</g)].map(([, of]) => of)
      assert.deepEqual(rows.toSorted(), ['4000', '4000', '4000', '4711', '4712 = 1'])

      const period = { organisationId: own, from: '2026-10-15', to: '2026-10-15' }
      const summed = await billing.sumOwnCharges(looking, period)
      assert.deepEqual(
        summed.ok && summed.value.sums.map(({ unit, costCentre }) => [unit?.name, costCentre]),
        [
          [undefined, '4000'],
          ['Poliklinikka', undefined],
          ['Poliklinikka', '4000'],
          ['Poliklinikka', '4711'],
          ['Poliklinikka', '4712 = 1'],
          ['Sairaala', undefined],
          ['Sairaala', '4000'],
        ],
      )
      const table = await billing.exportOwnCharges(looking, { ...period, language: 'en' })
      assert.ok(table.ok)
      const lines = (await textOf(table.value)).split('\r\n')
      assert.match(lines[0] ?? '', /,Cost centre,Reference$/)
      assert.equal(lines.filter((line) => line.endsWith(',4000,')).length, 3)
    })

    it('are said by whoever sees to its billing, for its own units; the same again changes nothing (R258)', async () => {
      const own = anOrganisation()
      const kindOf = (answer: { ok: true } | { ok: false; refusal: { kind: string } }) =>
        answer.ok ? 'ok' : answer.refusal.kind
      const contact = memberOf(own)
      const told = { organisationId: own, costCentre: '4711', unitOid: clinic.oid }
      assert.equal(
        kindOf(await billing.changeCostCentre(contact.changing, told)),
        'not-in-this-role',
      )
      const give = giving(own)
      assert.equal(kindOf(await give('4711', '1.2.3')), 'unit-not-found')
      assert.deepEqual(state.recorded, [])
      assert.equal(kindOf(await give(undefined, clinic.oid)), 'ok')
      assert.deepEqual(state.recorded, [])
      for (let times = 0; times < 2; times += 1) assert.ok((await give('4711', clinic.oid)).ok)
      assert.deepEqual(state.recorded, [{ type: 'CostCentreChanged', ...told }])
      const seen = await billing.viewCostCentres(contact.looking, { organisationId: own })
      assert.deepEqual(seen.ok && seen.value, {
        units: [{ ...clinic, costCentre: '4711' }, ward],
      })
      const stranger = memberOf(anOrganisation()).looking
      const hidden = await billing.viewCostCentres(stranger, { organisationId: own })
      assert.equal(kindOf(hidden), 'account-not-found')
      state.isRefused = () => true
      await assert.rejects(give('4712', clinic.oid))
      const still = await billing.viewCostCentres(contact.looking, { organisationId: own })
      assert.deepEqual(still, seen)
    })

    it('are on what keepers of points ask too: that of the organisation, since a visit is of no unit (R258)', async () => {
      const payer = anOrganisation('Apteekki')
      assert.ok((await giving(payer)('4000')).ok)
      const fee = { service: 'registering', netCents: 6290, vatPermille: 255 }
      const toInvoice = { keeperId: randomUUID(), payerId: payer, servedOn: '2026-10-15' }
      const visit = { visitId: randomUUID(), pointId: randomUUID() }
      await happen({ type: 'VisitServed', ...visit, toInvoice: { ...toInvoice, fees: [fee] } })
      const { looking } = memberOf(payer)
      const seen = await billing.listOwnCharges(looking, { organisationId: payer, limit: 25 })
      assert.deepEqual(seen.ok && seen.value.charges.map((one) => [one.product, one.costCentre]), [
        ['registering', '4000'],
      ])
    })

    it('are 35 signs at most, none of them a control character (R258)', () => {
      const takes = (costCentre: string) => costCentreOfContract.safeParse(costCentre).success
      assert.deepEqual(['4711', 'Å'.repeat(35), ' a-1 & b '].map(takes), [true, true, true])
      const wrong = ['', ' ', 'x'.repeat(36), '4711\n4712', 'a\u0000', 'a\u2028b']
      assert.deepEqual(wrong.filter(takes), [])
    })

    it('of another payer are taken once it pays instead (R258)', async () => {
      const merged = anOrganisation('Sairaala')
      const successor = anOrganisation('Uusi sairaala')
      assert.ok((await giving(merged)('OLD')).ok)
      assert.ok((await giving(successor)('NEW')).ok)
      assert.ok((await giving(successor)('WARD', ward.oid)).ok)
      await makeFor(merged, clinic)
      await makeFor(merged, ward)
      const moved = await billing.moveCharges(aPermit('fees.moveCharges', { personId: handler }), {
        ...{ organisationId: merged, businessId: successor },
      })
      assert.ok(moved.ok)
      assert.deepEqual((await centres(successor)).toSorted(), [
        ['Poliklinikka', 'NEW'],
        ['Sairaala', 'WARD'],
      ])
    })
  })
})
