import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { billingEnvironment, textOf, kind } from '../testing/environment.ts'
import { operators, type PointOperator } from '../testing/operators.ts'

forEachDatabase('invoices of operators', ({ db }) => {
  const environment = billingEnvironment(db)
  const {
    state,
    operator,
    billing,
    points,
    anOrganisation,
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
    serviceNames,
  } = environment
  const {
    pointOperator,
    input,
    notify,
    registering,
    serve,
    runOf,
    listOf,
    anOperatorInvoice,
    owedBy,
  } = operators(environment)

  describe('the operator of registration points (M11)', () => {
    it('charges an organisation each service of a visit that it pays for, once (R228)', async () => {
      const { pointOperatorId } = pointOperator()
      const payer = anOrganisation('Apteekki')
      const visit = await serve(pointOperatorId, payer)
      const toInvoice = {
        pointOperatorId,
        payerId: payer,
        servedOn: '2026-10-15',
        fees: [registering],
      }
      await happen({ type: 'VisitServed', ...visit, toInvoice })
      // A visitor who pays at the desk is not invoiced.
      await happen({ type: 'VisitServed', visitId: randomUUID(), pointId: randomUUID() })
      const { viewing } = memberOf(payer)
      const seen = await billing.listOwnCharges(viewing, { organisationId: payer, limit: 25 })
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.charges.map(({ product, netCents, because, visitId }) => [
          ...[product, netCents, because, visitId],
        ]),
        [
          ['handing-over', 4194, 'fee-of-point', visit.visitId],
          ['registering', 6290, 'fee-of-point', visit.visitId],
        ],
      )
      // Charges of operators are not the office’s charges.
      assert.deepEqual(await charged(payer), [])
    })

    it('invoices its month under numbers of its own series without gaps, beside those of the service (R229)', async () => {
      const one = pointOperator()
      const other = pointOperator()
      const [pharmacy, clinic] = [anOrganisation('Apteekki'), anOrganisation('Lääkäriasema')]
      for (const each of [one, other]) assert.ok((await notify(each)).ok)
      await serve(one.pointOperatorId, pharmacy)
      await serve(one.pointOperatorId, pharmacy)
      await serve(one.pointOperatorId, clinic)
      await serve(other.pointOperatorId, clinic)
      await make(pharmacy)
      nextMonth()
      for (const each of [one, other]) assert.ok((await runOf(each)).ok)
      assert.ok((await run()).ok)
      assert.deepEqual(
        (await listOf(one))
          .map(({ organisation, grossCents, delivery }) => [
            ...[organisation.name, grossCents, delivery],
          ])
          .sort(),
        [
          ['Apteekki', 20_968 + 5347, 'by-seller'],
          ['Lääkäriasema', 10_484 + 2673, 'by-seller'],
        ],
      )
      const numbers = async (of: PointOperator) =>
        (await listOf(of)).map(({ number }) => number).sort()
      assert.deepEqual(await numbers(one), [100_001, 100_002])
      assert.deepEqual(await numbers(other), [100_001])
      assert.deepEqual(
        (await invoiced()).map(({ number, grossCents }) => [number, grossCents]),
        [[100_001, 2300]],
      )
      // The service's e-invoice operator gets no invoices of a registration point operator.
      const passed = (await operator.files()).map((file) => file.split('.')[0])
      assert.deepEqual([...new Set(passed)], ['100001'])
      const twice = await runOf(one)
      assert.equal(!twice.ok && twice.refusal.kind, 'month-begun-before')
    })

    it('starts its numbers where it chooses, until its first invoice is created (R229)', async () => {
      const of = pointOperator()
      const viewed = async () => {
        const shown = await billing.viewSeller(of.viewing, { organisationId: of.pointOperatorId })
        return shown.ok && shown.value.firstNumber
      }
      assert.equal(await viewed(), 100_001)
      assert.ok((await notify(of, { firstNumber: 5000 })).ok)
      const changed = await notify(of, { firstNumber: 7001 })
      assert.equal(changed.ok && changed.value.firstNumber, 7001)
      assert.equal(await viewed(), 7001)
      assert.deepEqual(state.recorded.at(-1), {
        ...{ type: 'SellerChanged', organisationId: of.pointOperatorId, firstNumber: 7001 },
      })
      for (const name of ['Apteekki', 'Lääkäriasema'])
        await serve(of.pointOperatorId, anOrganisation(name))
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const created = (await listOf(of)).map(({ number }) => number)
      assert.deepEqual(created.sort(), [7001, 7002])
      assert.equal(await viewed(), undefined)
      const late = await notify(of, { firstNumber: 7001, street: 'Toinen katu 2' })
      assert.equal(!late.ok && late.refusal.kind, 'numbers-begun')
      const stored = await billing.viewSeller(of.viewing, { organisationId: of.pointOperatorId })
      assert.equal(stored.ok && stored.value.seller?.street, input.street)
    })

    it('exports its month as Finvoice messages and as lines for bookkeeping (R230)', async () => {
      const of = pointOperator()
      assert.ok((await notify(of)).ok)
      await serve(of.pointOperatorId, anOrganisation('Åbo apotek & Söner "Ж"'))
      await serve(of.pointOperatorId, anOrganisation('Lääkäriasema'))
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const month = { organisationId: of.pointOperatorId, month: '2026-10' }
      const messages = await billing.exportOperatorFinvoice(of.viewing, month)
      assert.ok(messages.ok)
      const file = await textOf(messages.value)
      assert.equal(file.split('<?xml ').length, 3)
      assert.equal(file.match(/<SellerOrganisationName>Pitäjän hyvinvointialue</g)?.length, 2)
      assert.ok(file.includes('Åbo apotek &amp; Söner &quot;Ж&quot;'))
      assert.ok(file.includes('>FI2112345600000785<') && file.includes('>131,57<'))
      const lines = await billing.exportOperatorAccounting(of.viewing, month)
      assert.ok(lines.ok)
      assert.equal((await textOf(lines.value)).split('\r\n').length, 1 + 4 + 1)
      const wrong = await billing.exportOperatorFinvoice(of.viewing, { ...month, month: '2026-13' })
      assert.equal(!wrong.ok && wrong.refusal.kind, 'not-a-month')
    })

    it('names services that case officers added on invoices, credit notes and in files, as they were named then (R494)', async () => {
      const of = pointOperator()
      const payer = anOrganisation('Apteekki')
      assert.ok((await notify(of)).ok)
      const name = { fi: 'Kortin testaus', sv: 'Test av kort', en: 'Testing a card' }
      serviceNames.set('card-test', name)
      const testing = { service: 'card-test', netCents: 1000, vatPermille: 255 }
      await serve(of.pointOperatorId, payer, [registering, testing])
      const period = { organisationId: payer, from: '2026-10-01', to: '2026-10-31' }
      const { viewing: own } = memberOf(payer)
      const table = await billing.exportOwnCharges(own, { ...period, language: 'sv' })
      assert.ok(table.ok)
      assert.match(await textOf(table.value), /Test av kort/)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      // Documents are made of what the invoice says, not of the list of today.
      serviceNames.clear()
      const [invoice] = await listOf(of)
      const requested = {
        ...{ organisationId: of.pointOperatorId, invoiceId: invoice?.invoiceId ?? '' },
      }
      const seen = await billing.viewOperatorInvoice(of.viewing, requested)
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.lines.map(({ product, name: named }) => [product, named]),
        [
          ['card-test', name],
          ['registering', undefined],
        ],
      )
      const month = { organisationId: of.pointOperatorId, month: '2026-10' }
      const messages = await billing.exportOperatorFinvoice(of.viewing, month)
      assert.ok(messages.ok)
      const file = await textOf(messages.value)
      assert.ok(file.includes(`<ArticleName>${name.fi}</ArticleName>`), file)
      assert.ok(file.includes('<ArticleIdentifier>card-test</ArticleIdentifier>'))
    })

    it('credits and marks its own invoices, as the office does; the payer sees it, and the office does not (R230)', async () => {
      const { of, payer, own, invoiceId, dispute } = await anOperatorInvoice()
      const requested = { organisationId: of.pointOperatorId, invoiceId }
      const paid = await billing.markOperatorInvoicePaid(of.marking, {
        ...requested,
        paidOn: '2026-11-02',
      })
      assert.ok(paid.ok && paid.value.paidOn === '2026-11-02')
      const credited = await billing.creditOperatorInvoice(of.crediting, {
        ...{ ...requested, because: 'wrong-payer' },
      })
      assert.ok(credited.ok && credited.value.isCredited)
      assert.equal(credited.value.creditNotes[0]?.number, 100_002)

      const mine = { organisationId: payer, invoiceId }
      const seen = await billing.viewOwnInvoice(own.viewing, mine)
      assert.ok(seen.ok)
      assert.deepEqual(
        [seen.value.seller.name, seen.value.seller.email, seen.value.may],
        ['Pitäjän hyvinvointialue', input.email, []],
      )
      const disputed = await dispute()
      const unseen = await billing.viewInvoice(viewing, { invoiceId })
      const byOffice = await billing.creditInvoice(
        aPermit('fees.creditInvoice', { personId: caseOfficer }),
        { invoiceId, because: 'other' },
      )
      assert.equal(kind(disputed), 'nothing-to-dispute')
      for (const response of [unseen, byOffice])
        assert.equal(!response.ok && response.refusal.kind, 'invoice-not-found')
    })

    it('credits an invoice of a wrong payer and charges the right one, once (R228)', async () => {
      const of = pointOperator()
      const [wrong, right] = [anOrganisation('Apteekki'), anOrganisation('Lääkäriasema')]
      assert.ok((await notify(of)).ok)
      const visit = await serve(of.pointOperatorId, wrong)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      const [invoice] = await listOf(of)
      assert.ok(invoice)
      const credit = async (payerBusinessId: string) => {
        const credited = await billing.creditOperatorInvoice(of.crediting, {
          ...{ organisationId: of.pointOperatorId, invoiceId: invoice.invoiceId },
          ...{ because: 'wrong-payer', payerBusinessId },
        })
        return credited.ok ? 'ok' : credited.refusal.kind
      }
      // A refused request credits nothing.
      assert.equal(await credit(randomUUID()), 'payer-not-found')
      for (const same of [wrong, of.pointOperatorId])
        assert.equal(await credit(same), 'not-another-payer')
      assert.equal((await listOf(of)).length, 1)
      assert.equal(await credit(right), 'ok')
      assert.equal(await credit(right), 'nothing-to-credit')
      const { viewing } = memberOf(right)
      const owed = await billing.listOwnCharges(viewing, { organisationId: right, limit: 25 })
      assert.deepEqual(
        owed.ok &&
          owed.value.charges
            .map(({ product, netCents, actedOn, visitId, state }) => [
              ...[product, netCents, actedOn, visitId, state],
            ])
            .sort(),
        [
          ['handing-over', 4194, '2026-10-15', visit.visitId, 'open'],
          ['registering', 6290, '2026-10-15', visit.visitId, 'open'],
        ],
      )
      assert.deepEqual(types().slice(-3), ['CreditNoteCreated', 'ChargeCreated', 'ChargeCreated'])
      state.now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(of, '2026-11')).ok)
      const created = (await listOf(of)).map(({ number, organisation, grossCents }) => [
        ...[number, organisation.name, grossCents],
      ])
      assert.deepEqual(created, [
        [100_003, 'Lääkäriasema', 13_157],
        [100_002, 'Apteekki', -13_157],
        [100_001, 'Apteekki', 13_157],
      ])
    })

    it('charges the right payer at its own cost centre, and credits at that of the wrong one (R258)', async () => {
      const of = pointOperator()
      const [wrong, right, bare] = ['Apteekki', 'Lääkäriasema', 'Hammaslääkäri'].map((name) =>
        anOrganisation(name),
      ) as [string, string, string]
      const give = (organisationId: string, costCentre: string) =>
        billing.changeCostCentre(memberOf(organisationId, 'administrator').changing, {
          ...{ organisationId, costCentre },
        })
      assert.ok((await give(wrong, 'WRONG')).ok)
      assert.ok((await give(right, 'RIGHT')).ok)
      assert.ok((await notify(of)).ok)
      await serve(of.pointOperatorId, wrong)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      // A later change affects neither the charge nor its credit.
      assert.ok((await give(wrong, 'LATER')).ok)
      const [invoice] = await listOf(of)
      const { invoiceId } = invoice ?? { invoiceId: '' }
      const actions = await billing.listChargesOfOperatorInvoice(of.viewing, {
        ...{ organisationId: of.pointOperatorId, invoiceId, limit: 10 },
      })
      assert.ok(actions.ok)
      for (const [index, payerBusinessId] of [right, bare].entries()) {
        const { chargeId = '' } = actions.value.charges[index] ?? {}
        const credited = await billing.creditOperatorInvoice(of.crediting, {
          ...{ organisationId: of.pointOperatorId, invoiceId, because: 'wrong-payer' },
          ...{ payerBusinessId, chargeIds: [chargeId] },
        })
        assert.ok(credited.ok)
      }
      const centres = async (organisationId: string) =>
        (await owedBy(organisationId)).map(({ state, costCentre }) => [state, costCentre])
      assert.deepEqual(await centres(wrong), [
        ['credited', 'WRONG'],
        ['credited', 'WRONG'],
      ])
      assert.deepEqual(await centres(right), [['open', 'RIGHT']])
      assert.deepEqual(await centres(bare), [['open', undefined]])

      state.now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(of, '2026-11')).ok)
      const rows: [string, ...(string | undefined)[]][] = []
      for (const { organisation, invoiceId: createdId } of await listOf(of)) {
        const requested = { organisationId: organisation.organisationId, invoiceId: createdId }
        const { viewing } = memberOf(organisation.organisationId)
        const finvoice = await billing.fetchOwnInvoiceDocument(viewing, {
          ...{ ...requested, format: 'finvoice' },
        })
        assert.ok(finvoice.ok)
        const message = Buffer.from(finvoice.value.document, 'base64').toString()
        const found = message.matchAll(/<RowAccountDimensionText>(.*?)</g)
        rows.push([organisation.name, ...[...found].map(([, centre]) => centre)])
      }
      assert.deepEqual(rows.toSorted(), [
        ['Apteekki', 'WRONG'],
        ['Apteekki', 'WRONG'],
        ['Apteekki', 'WRONG', 'WRONG'],
        ['Hammaslääkäri'],
        ['Lääkäriasema', 'RIGHT'],
      ])
    })

    it('must enter its seller data before it invoices; an invalid account number is refused (R230)', async () => {
      const of = pointOperator()
      await serve(of.pointOperatorId, anOrganisation())
      nextMonth()
      const kindOf = (response: { ok: true } | { ok: false; refusal: { kind: string } }) =>
        response.ok ? 'ok' : response.refusal.kind
      assert.equal(kindOf(await runOf(of)), 'no-seller')
      const mistyped = { iban: 'FI2112345600000786' }
      assert.equal(kindOf(await notify(of, mistyped)), 'not-an-account-number')
      const contact = memberOf(of.pointOperatorId, 'contact').personId
      const byContact = await billing.changeSeller(
        aPermit('fees.changeSeller', { personId: contact }),
        { organisationId: of.pointOperatorId, ...input },
      )
      assert.equal(kindOf(byContact), 'not-in-this-role')
      const shown = await notify(of)
      assert.deepEqual(
        shown.ok && [shown.value.vatNumber, shown.value.seller?.iban, shown.value.points.length],
        ['FI02048198', 'FI2112345600000785', 1],
      )
      points.clear()
      assert.equal(kindOf(await notify(of)), 'keeps-no-point')
      assert.equal(kindOf(await runOf(of)), 'ok')
      const stranger = aPermit('fees.viewOperatorFees', { personId: randomUUID() })
      const hidden = await billing.listOperatorInvoiceRuns(stranger, {
        organisationId: of.pointOperatorId,
        limit: 12,
      })
      assert.equal(kindOf(hidden), 'account-not-found')
    })
  })
})
