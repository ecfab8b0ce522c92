import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { euroCents } from '@sotevarmenne/kernel/money'
import type { ChargedAction } from '#cards/products/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { billingEnvironment, textOf } from '../testing/environment.ts'

forEachDatabase('invoice runs', ({ db }) => {
  const {
    state,
    operator,
    outbox,
    billing,
    anOrganisation,
    free,
    make,
    happen,
    caseOfficer,
    viewing,
    charged,
    invoiced,
    run,
    memberOf,
    nextMonth,
  } = billingEnvironment(db)

  it('make invoices that are due as many days later as the setting of the day says, which their entries name (R206, R345)', async () => {
    const changeId = await changeSetting(db, 'payment-term', [14])
    const organisationId = anOrganisation()
    await happen({
      type: 'ServiceCertificateIssued',
      charges: [
        {
          ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
          price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
          subject: { kind: 'certificate', applicationId: randomUUID() },
        },
      ],
    })
    nextMonth()
    assert.ok((await run()).ok)
    await forgetSettingChanges(db)
    const [invoice] = await invoiced(organisationId)
    assert.deepEqual([invoice?.createdOn, invoice?.dueOn], ['2026-11-02', '2026-11-16'])
    const created = state.recorded.findLast(({ type }) => type === 'InvoiceCreated')
    assert.deepEqual(created && 'settings' in created && created.settings, {
      'payment-term': changeId,
    })
  })

  describe('the service', () => {
    it('distinguishes certificates on the invoice by the references of their applications, and on every copy of it (R220)', async () => {
      const organisationId = anOrganisation()
      const action = (invoiceReference?: string): ChargedAction => ({
        ...{ organisationId, product: 'service-certificate', priceList: 'standard' },
        price: { kind: 'priced', amount: euroCents(1629), because: 'service-certificate' },
        subject: { kind: 'certificate', applicationId: randomUUID() },
        ...(invoiceReference !== undefined && { invoiceReference }),
      })
      for (const reference of ['IT-4711', undefined, 'IT-1', 'IT-4711'])
        await happen({ type: 'ServiceCertificateIssued', charges: [action(reference)] })
      assert.deepEqual(
        (await charged(organisationId)).map(({ invoiceReference }) => invoiceReference).toSorted(),
        ['IT-1', 'IT-4711', 'IT-4711', undefined],
      )
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(organisationId)
      const invoiceId = invoice?.invoiceId ?? ''
      const shown = await billing.viewInvoice(viewing, { invoiceId })
      assert.ok(shown.ok)
      assert.deepEqual(
        shown.value.lines.map(({ invoiceReference, count }) => [invoiceReference, count]),
        [
          [undefined, 1],
          ['IT-1', 1],
          ['IT-4711', 2],
        ],
      )
      const finvoice = await billing.fetchInvoiceDocument(viewing, {
        invoiceId,
        format: 'finvoice',
      })
      assert.ok(finvoice.ok)
      const message = Buffer.from(finvoice.value.document, 'base64').toString('utf8')
      assert.ok(message.includes('<RowFreeText>Viite / Referens: IT-4711</RowFreeText>'))
      const books = await billing.exportAccounting(viewing, { month: '2026-10' })
      assert.ok(books.ok)
      const lines = (await textOf(books.value)).split('\r\n')
      assert.equal(lines.filter((line) => line.endsWith(';;"IT-4711"')).length, 1)
      const own = await billing.exportOwnCharges(memberOf(organisationId).viewing, {
        ...{ organisationId, from: '2026-10-01', to: '2026-10-31', language: 'en' },
      })
      assert.ok(own.ok)
      const actions = (await textOf(own.value)).split('\r\n')
      assert.equal(actions.filter((line) => line.includes(';;"IT-4711";')).length, 2)
    })

    it('invoices a month that is over: an invoice for each organisation with charges, numbers without gaps (R202)', async () => {
      const one = anOrganisation('Yksi')
      const other = anOrganisation('Kaksi')
      await make(one)
      await make(one)
      await make(other)
      await make(anOrganisation('Ilmainen'), free)
      nextMonth()
      const started = await run()
      assert.ok(started.ok)
      assert.equal(started.value.waiting, 2)
      const all = await invoiced()
      assert.deepEqual(
        all
          .map(({ organisation, grossCents, delivery }) => [
            organisation.name,
            grossCents,
            delivery,
          ])
          .sort(),
        [
          ['Kaksi', 2300, 'sent'],
          ['Yksi', 4600, 'sent'],
        ],
      )
      assert.deepEqual(all.map(({ number }) => number).sort(), [100_001, 100_002])
      assert.deepEqual(
        (await charged(one)).map(({ state }) => state),
        ['invoiced', 'invoiced'],
      )
      const passed = await operator.find(
        String(all.find(({ organisation }) => organisation.name === 'Yksi')?.number),
      )
      assert.equal(passed?.invoice.gross, '46,00')

      const runs = await billing.listInvoiceRuns(viewing, { limit: 12 })
      assert.ok(runs.ok)
      assert.equal(runs.value.next, undefined)
      assert.deepEqual(
        runs.value.runs.map(({ month, invoices: count, grossCents, startedBy, finishedAt }) => [
          ...[month, count, grossCents, startedBy],
          finishedAt !== undefined,
        ]),
        [['2026-10', 2, 6900, 'Kalle Käsittelijä', true]],
      )
    })

    it('reports the next month, and how many organisations wait for it', async () => {
      await make(anOrganisation())
      nextMonth()
      const runs = await billing.listInvoiceRuns(viewing, { limit: 12 })
      assert.deepEqual(runs.ok && runs.value.next, { month: '2026-10', organisations: 1 })
    })

    it('refuses a month that is not over, one already started, and an invalid month', async () => {
      const outcome = async (month: string) => {
        const started = await run(month)
        return started.ok ? 'started' : started.refusal.kind
      }
      assert.equal(await outcome('2026-10'), 'month-not-over')
      assert.equal(await outcome('2026-13'), 'not-a-month')
      assert.equal(await outcome('2026-09'), 'started')
      assert.equal(await outcome('2026-09'), 'month-begun-before')
      assert.deepEqual(await invoiced(), [])
    })

    it('puts late charges on the invoice of the next month, and never a second invoice into the first (R203)', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      // It was still produced in October, and the event was delivered after the run.
      state.now = startOfDay(localDate('2026-10-31'))
      await make(organisationId)
      state.now = startOfDay(localDate('2026-12-01'))
      assert.ok((await run('2026-11')).ok)
      assert.deepEqual(
        (await invoiced(organisationId)).map(({ month, grossCents }) => [month, grossCents]),
        [
          ['2026-11', 2300],
          ['2026-10', 2300],
        ],
      )
    })

    it('resumes an interrupted run: nothing is lost or duplicated, and no number is skipped', async () => {
      const organisations = Array.from({ length: 5 }, (_, index) =>
        anOrganisation(`Nro ${String(index)}`),
      )
      for (const organisationId of organisations) await make(organisationId)
      nextMonth()
      const started = await billing.startRun(
        aPermit('fees.invoiceMonth', { personId: caseOfficer }),
        {
          month: '2026-10',
        },
      )
      assert.ok(started.ok)
      const [running] = billing.jobs
      const job = { kind: running?.kind ?? '', key: '2026-10', payload: { month: '2026-10' } }
      for (let tries = 3; tries > 0; tries -= 1) {
        // The second invoice of each run can't be recorded.
        let created = 0
        state.isRefused = ({ type }) => type === 'InvoiceCreated' && ++created > 1
        await assert.rejects(running?.handle(job) ?? Promise.resolve())
      }
      state.isRefused = () => false
      await outbox.drain()
      await running?.handle(job)
      const all = await invoiced()
      assert.equal(all.length, 5)
      assert.deepEqual(
        all.map(({ number }) => number).sort(),
        [100_001, 100_002, 100_003, 100_004, 100_005],
      )
      assert.deepEqual(
        new Set(all.map(({ organisation }) => organisation.organisationId)),
        new Set(organisations),
      )
    })
  })
})
