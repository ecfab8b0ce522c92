import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { billingEnvironment } from '../testing/environment.ts'
import { operators } from '../testing/operators.ts'

forEachDatabase('payers of operators', ({ db }) => {
  const environment = billingEnvironment(db)
  const {
    state,
    outbox,
    billing,
    contacts,
    anOrganisation,
    make,
    invoiced,
    run,
    memberOf,
    nextMonth,
  } = environment
  const { pointOperator, notify, registering, serve, runOf, listOf, owedBy, merge } =
    operators(environment)

  describe('the operator of registration points (M11)', () => {
    it('charges the successor for the open charges of a merged organisation, at its cost centre; the office learns no sum (R264)', async () => {
      const [one, other] = [pointOperator(), pointOperator()]
      const [merged, successor] = [anOrganisation('Apteekki'), anOrganisation('Uusi apteekki')]
      for (const [organisationId, costCentre] of [
        [merged, 'OLD'],
        [successor, 'NEW'],
      ] as const) {
        const { changing } = memberOf(organisationId, 'administrator')
        assert.ok((await billing.changeCostCentre(changing, { organisationId, costCentre })).ok)
      }
      assert.ok((await notify(one)).ok)
      await serve(one.pointOperatorId, merged)
      nextMonth()
      assert.ok((await runOf(one)).ok)
      await serve(one.pointOperatorId, merged)
      await serve(other.pointOperatorId, merged, [registering])
      const moved = await merge(merged, successor)
      const none = { charges: 0, netCents: 0 }
      assert.deepEqual(moved.ok && [moved.value.organisation.name, { ...moved.value }], [
        'Uusi apteekki',
        { organisation: moved.ok && moved.value.organisation, ...none, pointOperators: 2 },
      ])
      const moves = state.recorded.filter(({ type }) => type === 'ChargesMoved')
      assert.deepEqual(
        new Set(moves),
        new Set(
          [
            ...[{ sellerId: one.pointOperatorId, charges: 2, netCents: 10_484 }],
            ...[{ sellerId: other.pointOperatorId, charges: 1, netCents: 6290 }],
          ].map((of) => ({ type: 'ChargesMoved', organisationId: merged, to: successor, ...of })),
        ),
      )
      assert.deepEqual(
        (await owedBy(merged)).map(({ state, costCentre }) => [state, costCentre]),
        [
          ['invoiced', 'OLD'],
          ['invoiced', 'OLD'],
        ],
      )
      assert.deepEqual(
        (await owedBy(successor)).map(({ state, costCentre }) => [state, costCentre]),
        Array.from({ length: 3 }, () => ['open', 'NEW']),
      )
      const again = await merge(merged, successor)
      assert.equal(!again.ok && again.refusal.kind, 'nothing-to-move')
      state.now = startOfDay(localDate('2026-12-01'))
      assert.ok((await runOf(one, '2026-11')).ok)
      assert.deepEqual(
        (await listOf(one)).map(({ organisation, grossCents }) => [organisation.name, grossCents]),
        [
          ['Uusi apteekki', 13_157],
          ['Apteekki', 13_157],
        ],
      )
    })

    it('has the payer’s contacts notified of an invoice, a credit note and a reminder, once a week while it is overdue (R265)', async () => {
      const of = pointOperator()
      const payer = anOrganisation('Apteekki')
      assert.ok((await notify(of)).ok)
      await serve(of.pointOperatorId, payer)
      await make(payer)
      nextMonth()
      assert.ok((await runOf(of)).ok)
      assert.ok((await run()).ok)
      const mailsOfLast = async (type: string, isOf: string = of.pointOperatorId) => {
        const event = state.recorded.findLast(
          (one) => one.type === type && 'sellerId' in one && one.sellerId === isOf,
        )
        assert.ok(event)
        return db.read((tx) => billing.mailsOf(tx, { ...event }))
      }
      const mails = { organisation: 'Apteekki', name: 'Pitäjän hyvinvointialue', number: 100_001 }
      const toBoth = (facts: object) => [
        { ...mails, ...facts, to: `bo@${payer}.example`, language: 'sv' },
        { ...mails, ...facts, to: `aino@${payer}.example`, language: 'fi' },
      ]
      const [owed] = await listOf(of)
      const open = { openCents: owed?.grossCents }
      assert.deepEqual(await mailsOfLast('InvoiceCreated'), toBoth({ day: '2026-11-23', ...open }))
      assert.deepEqual(await mailsOfLast('InvoiceCreated', 'service'), [])

      const [invoice] = await listOf(of)
      const { invoiceId } = invoice ?? { invoiceId: '' }
      const requested = { organisationId: of.pointOperatorId, invoiceId }
      const may = async () => {
        const seen = await billing.viewOperatorInvoice(of.viewing, requested)
        return seen.ok && seen.value.may.includes('remind')
      }
      const remind = async (by = of.reminding) => {
        const reminded = await billing.remindOfOperatorInvoice(by, requested)
        assert.equal(reminded.ok && reminded.value.may.includes('remind'), false)
        return reminded.ok ? reminded.value.remindedAt?.slice(0, 10) : reminded.refusal.kind
      }
      state.now = startOfDay(localDate('2026-11-23'))
      assert.deepEqual([await may(), await remind()], [false, 'not-overdue'])
      state.now = startOfDay(localDate('2026-11-25'))
      const contact = memberOf(of.pointOperatorId).personId
      const byContact = aPermit('fees.remindOfOperatorInvoice', { personId: contact })
      assert.equal(await remind(byContact), 'not-in-this-role')
      const stranger = aPermit('fees.remindOfOperatorInvoice', { personId: randomUUID() })
      assert.equal(await remind(stranger), 'account-not-found')
      assert.deepEqual([await may(), await remind()], [true, '2026-11-24'])
      assert.deepEqual(await mailsOfLast('InvoiceReminded'), toBoth({ day: '2026-11-23', ...open }))
      state.now = startOfDay(localDate('2026-12-01'))
      assert.deepEqual([await may(), await remind()], [false, 'reminded-lately'])
      // A longer time between reminders, from a day on (R345).
      const changeId = await changeSetting(
        db,
        'invoice-reminder-interval',
        [9],
        localDate('2026-12-02'),
      )
      state.now = startOfDay(localDate('2026-12-03'))
      assert.deepEqual([await may(), await remind()], [false, 'reminded-lately'])
      state.now = startOfDay(localDate('2026-12-05'))
      // A reminder without a recipient does not count.
      contacts.set(payer, [])
      assert.equal(await remind(), 'nobody-to-remind')
      contacts.delete(payer)
      state.now = startOfDay(localDate('2026-12-05'))
      assert.deepEqual([await may(), await remind()], [true, '2026-12-04'])
      const event = state.recorded.findLast(({ type }) => type === 'InvoiceReminded')
      assert.deepEqual(event && 'settings' in event && event.settings, {
        'invoice-reminder-interval': changeId,
      })
      await forgetSettingChanges(db)

      const credited = await billing.creditOperatorInvoice(of.crediting, {
        ...{ ...requested, because: 'charged-in-error' },
      })
      assert.ok(credited.ok)
      assert.deepEqual(await mailsOfLast('CreditNoteCreated'), toBoth({ openCents: 0 }))
      // Settled before the mail was sent: nobody is reminded.
      assert.deepEqual(await mailsOfLast('InvoiceReminded'), [])
      state.now = startOfDay(localDate('2027-01-10'))
      assert.equal(await remind(), 'not-overdue')
      // An operator cannot remind of the service's invoices.
      const [own] = await invoiced(payer)
      const others = await billing.remindOfOperatorInvoice(of.reminding, {
        ...{ organisationId: of.pointOperatorId, invoiceId: own?.invoiceId ?? '' },
      })
      assert.equal(!others.ok && others.refusal.kind, 'invoice-not-found')
    })

    it('charges itself nothing once the payer has merged into it (R264)', async () => {
      const of = pointOperator()
      const merged = anOrganisation('Apteekki')
      assert.ok((await notify(of)).ok)
      await serve(of.pointOperatorId, merged)
      const moved = await merge(merged, of.pointOperatorId)
      assert.equal(moved.ok && moved.value.pointOperators, 0)
      assert.deepEqual(await owedBy(merged), [])
      assert.deepEqual(
        (await owedBy(of.pointOperatorId)).map(({ netCents, because, state }) => [
          ...[netCents, because, state],
        ]),
        Array.from({ length: 2 }, () => [0, 'owed-to-itself', 'free']),
      )
      nextMonth()
      assert.ok((await runOf(of)).ok)
      assert.deepEqual(await listOf(of), [])
    })

    it('puts each operation on one invoice, whatever merges during a month’s run (R264)', async () => {
      const of = pointOperator()
      assert.ok((await notify(of)).ok)
      const payers = Array.from({ length: 8 }, (_, index) => anOrganisation(`Nro ${String(index)}`))
      const visits: string[] = []
      for (const payer of payers)
        for (let times = 0; times < 2; times += 1)
          visits.push((await serve(of.pointOperatorId, payer)).visitId)
      nextMonth()
      const started = await billing.startOperatorInvoiceRun(of.invoicing, {
        ...{ organisationId: of.pointOperatorId, month: '2026-10' },
      })
      assert.ok(started.ok)
      // Into earlier and later ones of the run, and into one that itself merges.
      const mergers = payers.slice(1).map((payer, index) => merge(payer, payers[index] ?? ''))
      await Promise.all([outbox.drain(), ...mergers])
      for (const [month, day] of [
        ['2026-11', '2026-12-01'],
        ['2026-12', '2027-01-04'],
      ] as const) {
        state.now = startOfDay(localDate(day))
        assert.ok((await runOf(of, month)).ok)
      }
      const created = await listOf(of)
      assert.deepEqual(
        created.map(({ number }) => number).sort(),
        created.map((_, index) => 100_001 + index),
      )
      const invoicedActions: (string | undefined)[] = []
      for (const { invoiceId, organisation } of created) {
        const requested = { organisationId: of.pointOperatorId, invoiceId, limit: 100 }
        const actions = await billing.listChargesOfOperatorInvoice(of.viewing, requested)
        assert.ok(actions.ok)
        for (const action of actions.value.charges) {
          assert.equal(action.organisation.organisationId, organisation.organisationId)
          invoicedActions.push(action.visitId)
        }
      }
      assert.deepEqual(invoicedActions.sort(), visits.flatMap((id) => [id, id]).sort())
    })
  })
})
