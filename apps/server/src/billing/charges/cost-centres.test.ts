import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { costCentre as costCentreOfContract } from '@sotevarmenne/api/fees'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
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
    agreements,
    happen,
    caseOfficer,
    charged,
    invoiced,
    run,
    memberOf,
    nextMonth,
  } = billingEnvironment(db)

  describe('the cost centres of an organisation', () => {
    /** A card for a person of the unit. */
    const makeFor = async (organisationId: string, unit?: typeof clinic) => {
      const action = { orderId: randomUUID(), cardId: randomUUID() }
      payers.set(action.orderId, {
        ...{ organisationId, product: 'staff-card', price: priced, priceList: 'standard' },
        ...agreements,
        ...(unit && { unit }),
      })
      await happen({ type: 'CardProduced', about: { ...action, personId: randomUUID() } })
    }
    const giving = (organisationId: string) => {
      const { changing } = memberOf(organisationId, 'administrator')
      return (costCentre?: string, unitOid?: string) =>
        billing.changeCostCentre(changing, { organisationId, costCentre, unitOid })
    }
    const centres = async (organisationId: string) =>
      (await charged(organisationId)).map(({ unit, costCentre }) => [unit?.name, costCentre])

    it('apply to later charges: that of the unit, or else of the organisation; earlier charges keep theirs (R258)', async () => {
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
      const requested = { organisationId: own, invoiceId: invoice?.invoiceId ?? '' }
      const { viewing } = memberOf(own)
      const seen = await billing.viewOwnInvoice(viewing, requested)
      assert.ok(seen.ok)
      assert.equal(seen.value.lines.length, 7)
      assert.equal(
        seen.value.lines.reduce((sum, { netCents }) => sum + netCents, 0),
        7 * 2300,
      )
      const finvoice = await billing.fetchOwnInvoiceDocument(viewing, {
        ...requested,
        format: 'finvoice',
      })
      assert.ok(finvoice.ok)
      const message = Buffer.from(finvoice.value.document, 'base64').toString()
      const rows = [...message.matchAll(/<RowAccountDimensionText>(.*?)</g)].map(([, of]) => of)
      assert.deepEqual(rows.toSorted(), ['4000', '4000', '4000', '4711', '4712 = 1'])

      const period = { organisationId: own, from: '2026-10-15', to: '2026-10-15' }
      const summed = await billing.sumOwnCharges(viewing, period)
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
      const table = await billing.exportOwnCharges(viewing, { ...period, language: 'en' })
      assert.ok(table.ok)
      const lines = (await textOf(table.value)).split('\r\n')
      assert.match(lines[0] ?? '', /;"Cost centre";"Reference";/)
      assert.equal(lines.filter((line) => line.includes(';4000;;')).length, 3)
    })

    it('are set by the members who manage its billing, for its own units; setting the same again changes nothing (R258)', async () => {
      const own = anOrganisation()
      const kindOf = (response: { ok: true } | { ok: false; refusal: { kind: string } }) =>
        response.ok ? 'ok' : response.refusal.kind
      const contact = memberOf(own)
      const input = { organisationId: own, costCentre: '4711', unitOid: clinic.oid }
      assert.equal(
        kindOf(await billing.changeCostCentre(contact.changing, input)),
        'not-in-this-role',
      )
      const give = giving(own)
      assert.equal(kindOf(await give('4711', '1.2.3')), 'unit-not-found')
      assert.deepEqual(state.recorded, [])
      assert.equal(kindOf(await give(undefined, clinic.oid)), 'ok')
      assert.deepEqual(state.recorded, [])
      for (let times = 0; times < 2; times += 1) assert.ok((await give('4711', clinic.oid)).ok)
      assert.deepEqual(state.recorded, [{ type: 'CostCentreChanged', ...input }])
      const seen = await billing.viewCostCentres(contact.viewing, { organisationId: own })
      assert.deepEqual(seen.ok && seen.value, {
        units: [{ ...clinic, costCentre: '4711' }, ward],
      })
      const stranger = memberOf(anOrganisation()).viewing
      const hidden = await billing.viewCostCentres(stranger, { organisationId: own })
      assert.equal(kindOf(hidden), 'account-not-found')
      state.isRefused = () => true
      await assert.rejects(give('4712', clinic.oid))
      const still = await billing.viewCostCentres(contact.viewing, { organisationId: own })
      assert.deepEqual(still, seen)
    })

    it('apply to charges of registration point operators too: that of the organisation, since a visit belongs to no unit (R258)', async () => {
      const payer = anOrganisation('Apteekki')
      assert.ok((await giving(payer)('4000')).ok)
      const fee = { service: 'registering', netCents: 6290, vatPermille: 255 }
      const toInvoice = { pointOperatorId: randomUUID(), payerId: payer, servedOn: '2026-10-15' }
      const visit = { visitId: randomUUID(), pointId: randomUUID() }
      await happen({ type: 'VisitServed', ...visit, toInvoice: { ...toInvoice, fees: [fee] } })
      const { viewing } = memberOf(payer)
      const seen = await billing.listOwnCharges(viewing, { organisationId: payer, limit: 25 })
      assert.deepEqual(seen.ok && seen.value.charges.map((one) => [one.product, one.costCentre]), [
        ['registering', '4000'],
      ])
    })

    it('have one line of at most 35 plain characters (R258)', () => {
      const takes = (costCentre: string) => costCentreOfContract.safeParse(costCentre).success
      assert.deepEqual(['4711', 'Å'.repeat(35), ' a-1 & b '].map(takes), [true, true, true])
      const wrong = ['', ' ', 'x'.repeat(36), 'a\u0000', 'a\u202Eb', '😀']
      assert.deepEqual(wrong.filter(takes), [])
      assert.equal(costCentreOfContract.parse('4711\n4712'), '4711 4712')
    })

    it('apply for another payer once it pays instead (R258)', async () => {
      const merged = anOrganisation('Sairaala')
      const successor = anOrganisation('Uusi sairaala')
      assert.ok((await giving(merged)('OLD')).ok)
      assert.ok((await giving(successor)('NEW')).ok)
      assert.ok((await giving(successor)('WARD', ward.oid)).ok)
      await makeFor(merged, clinic)
      await makeFor(merged, ward)
      const moved = await billing.moveCharges(
        aPermit('fees.moveCharges', { personId: caseOfficer }),
        {
          ...{ organisationId: merged, businessId: successor },
        },
      )
      assert.ok(moved.ok)
      assert.deepEqual((await centres(successor)).toSorted(), [
        ['Poliklinikka', 'NEW'],
        ['Sairaala', 'WARD'],
      ])
    })
  })
})
