import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { startOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { ChargedAction } from '#cards/products/contract.ts'
import { priceListOf, serviceCertificatePrice, testCardPrice } from '#cards/products/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { proposePrices } from '../../cards/products/change-prices.ts'
import { someCents } from '../../cards/products/testing.ts'
import { credit, refusal } from '../testing/disputes.ts'
import { billingEnvironment } from '../testing/environment.ts'

forEachDatabase('credit notes and payments', ({ db }) => {
  const {
    state,
    operator,
    outbox,
    billing,
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
    prices,
    proposing,
    approve,
  } = billingEnvironment(db)

  describe('the service', () => {
    it('credits a charge, then the rest, and then nothing more', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(organisationId)
      assert.ok(invoice)
      const { invoiceId } = invoice
      const charges = await billing.listChargesOfInvoice(viewing, { invoiceId, limit: 1 })
      assert.ok(charges.ok && charges.value.nextCursor !== undefined)
      const chargeIds = charges.value.charges.map(({ chargeId }) => chargeId)
      const crediting = aPermit('fees.creditInvoice', { personId: caseOfficer })
      const credit = (requested: object) =>
        billing.creditInvoice(crediting, { invoiceId, because: 'faulty-product', ...requested })

      const first = await credit({ chargeIds })
      assert.ok(first.ok && !first.value.isCredited && first.value.may.includes('credit'))
      assert.deepEqual(
        first.value.creditNotes.map(({ number, grossCents }) => [number, grossCents]),
        [[100_002, -2300]],
      )
      const twice = await credit({ chargeIds })
      assert.equal(!twice.ok && twice.refusal.kind, 'charge-not-on-invoice')
      const stranger = await credit({ chargeIds: [randomUUID()] })
      assert.equal(!stranger.ok && stranger.refusal.kind, 'charge-not-on-invoice')
      const rest = await credit({})
      assert.ok(rest.ok && rest.value.isCredited && !rest.value.isOverdue)
      assert.deepEqual(rest.value.may, [])
      const unpaid = await billing.listInvoices(viewing, { filter: 'unpaid', limit: 10 })
      assert.deepEqual(unpaid.ok && unpaid.value.invoices, [])
      const nothing = await credit({})
      assert.equal(!nothing.ok && nothing.refusal.kind, 'nothing-to-credit')
      // Refusals used no number.
      assert.deepEqual(
        (await invoiced(organisationId)).map(({ number }) => number),
        [100_003, 100_002, 100_001],
      )
      await outbox.drain()
      assert.equal((await operator.find('100002'))?.invoice.gross, '-23,00')
    })

    it('says what is left to pay after a credit and a payment, and what a credit note credits (R462)', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(organisationId)
      assert.ok(invoice)
      const { invoiceId } = invoice
      assert.deepEqual([invoice.openCents, invoice.paidCents], [4600, 0])
      const charges = await billing.listChargesOfInvoice(viewing, { invoiceId, limit: 1 })
      const [charge] = charges.ok ? charges.value.charges : []
      const crediting = aPermit('fees.creditInvoice', { personId: caseOfficer })
      const credited = await billing.creditInvoice(crediting, {
        ...{ invoiceId, because: 'faulty-product', chargeIds: [charge?.chargeId ?? ''] },
      })
      assert.deepEqual(credited.ok && [credited.value.grossCents, credited.value.openCents], [
        ...[4600, 2300],
      ])
      const note = {
        invoiceId: credited.ok ? (credited.value.creditNotes[0]?.invoiceId ?? '') : '',
      }
      const onNote = await billing.listChargesOfInvoice(viewing, { ...note, limit: 10 })
      assert.deepEqual(onNote.ok && onNote.value.charges.map(({ chargeId }) => chargeId), [
        charge?.chargeId,
      ])
      const event = state.recorded.findLast(({ type }) => type === 'CreditNoteCreated')
      assert.ok(event)
      const mails = await db.read((tx) => billing.mailsOf(tx, { ...event }))
      assert.deepEqual(
        mails.map(({ to, number, openCents }) => [to, number, openCents]),
        ['bo', 'aino'].map((who) => [`${who}@${organisationId}.example`, 100_001, 2300]),
      )

      const marking = aPermit('fees.markInvoicePaid', { personId: caseOfficer })
      const paid = await billing.markInvoicePaid(marking, { invoiceId, paidOn: '2026-11-02' })
      assert.ok(paid.ok)
      assert.deepEqual(
        [paid.value.openCents, paid.value.paidCents, paid.value.payments],
        [0, 2300, [{ amountCents: 2300, paidOn: '2026-11-02', isByHand: true }]],
      )
      const rest = await billing.creditInvoice(crediting, { invoiceId, because: 'other' })
      assert.equal(rest.ok && rest.value.openCents, -2300)
      const unmarked = await billing.markInvoicePaid(marking, { invoiceId })
      assert.deepEqual(unmarked.ok && [unmarked.value.openCents, unmarked.value.paidOn], [
        ...[0, undefined],
      ])
      const nothing = await billing.markInvoicePaid(marking, { invoiceId, paidOn: '2026-11-02' })
      assert.equal(!nothing.ok && nothing.refusal.kind, 'nothing-to-pay')
    })

    it('credits a charge once when two requests come at once', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice] = await invoiced(organisationId)
      assert.ok(invoice)
      const { invoiceId } = invoice
      const requested = () =>
        billing.creditInvoice(aPermit('fees.creditInvoice', { personId: caseOfficer }), {
          ...{ invoiceId, because: 'other' },
        })
      const both = await Promise.all([requested(), requested()])
      assert.deepEqual(both.map((one) => one.ok).sort(), [false, true])
      assert.equal((await invoiced(organisationId)).length, 2)
    })

    it('marks an invoice as paid, and removes the mark', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      state.now = startOfDay(localDate('2026-12-01'))
      const [invoice] = await invoiced(organisationId)
      assert.ok(invoice?.isOverdue)
      const { invoiceId } = invoice
      const mark = async (paidOn?: string) => {
        const marked = await billing.markInvoicePaid(
          aPermit('fees.markInvoicePaid', { personId: caseOfficer }),
          { invoiceId, ...(paidOn !== undefined && { paidOn }) },
        )
        return marked.ok ? (marked.value.paidOn ?? 'not paid') : marked.refusal.kind
      }
      assert.equal(await mark('2026-11-20'), '2026-11-20')
      assert.equal((await invoiced(organisationId))[0]?.isOverdue, false)
      const unpaid = await billing.listInvoices(viewing, { filter: 'unpaid', limit: 10 })
      assert.deepEqual(unpaid.ok && unpaid.value.invoices, [])
      assert.equal(await mark('2026-11-01'), 'not-a-day-of-payment')
      assert.equal(await mark('2026-12-02'), 'not-a-day-of-payment')
      assert.equal(await mark(), 'not paid')
      assert.deepEqual(
        types().filter((type) => /Paid/.test(type)),
        ['InvoicePaid', 'InvoiceNotPaid'],
      )
    })
  })

  describe('an invoice', () => {
    it('sums with its credit notes to the operations of its organisation that were not credited, whatever prices, taxes and disputes did meanwhile (R135, R204, R207, R226)', async () => {
      const change = localDate('2026-10-20')
      await approve(
        await proposePrices.handle(prices)(proposing, {
          ...{ beginsOn: change, vat: 'standard', cents: someCents(2597) },
        }),
      )
      const fates = ['stored', 'refused', 'credited', 'disputed'] as const
      const someActions = fc.array(
        fc.record({
          product: fc.constantFrom('service-certificate' as const, 'test-card' as const),
          day: fc.integer({ min: 16, max: 30 }),
          fate: fc.constantFrom(...fates),
        }),
        { minLength: 1, maxLength: 5 },
      )
      const property = async (
        ofAll: readonly (typeof someActions extends fc.Arbitrary<infer A> ? A : never)[],
      ) => {
        const all = ofAll.map((actions) => ({
          organisationId: anOrganisation(),
          actions: actions.map((action) => ({ ...action, id: randomUUID() })),
        }))
        for (const { organisationId, actions } of all)
          for (const { product, day, id } of actions) {
            const on = localDate(`2026-10-${String(day)}`)
            state.now = startOfDay(on)
            const list = await db.read((tx) => priceListOf(tx, 'standard'))
            const charge: ChargedAction = {
              ...{ organisationId, product, priceList: 'standard' },
              price:
                product === 'test-card'
                  ? testCardPrice(on, list)
                  : serviceCertificatePrice({ isTest: false }, on, list),
              subject: { kind: 'certificate', applicationId: id },
            }
            await happen({ type: 'ServiceCertificateIssued', charges: [charge] })
          }
        nextMonth()
        assert.ok((await run()).ok)
        for (const { organisationId, actions } of all) {
          const [invoice] = await invoiced(organisationId)
          assert.ok(invoice)
          const { invoiceId } = invoice
          const chargeOfAction = new Map(
            (await charged(organisationId)).map((one) => [one.applicationId, one.chargeId]),
          )
          const { disputing } = memberOf(organisationId, 'administrator')
          for (const { id, fate } of actions) {
            const chargeIds = [chargeOfAction.get(id) ?? '']
            if (fate === 'credited') {
              const crediting = aPermit('fees.creditInvoice', { personId: caseOfficer })
              const credited = await billing.creditInvoice(crediting, {
                ...{ invoiceId, chargeIds, because: 'other' },
              })
              assert.ok(credited.ok)
            }
            if (fate === 'stored' || fate === 'credited') continue
            const caseId = randomUUID()
            const disputed = await billing.disputeInvoice(disputing, {
              ...{ organisationId, invoiceId, caseId, chargeIds },
              ...{ subject: 'Wrong', text: 'We did not order it.' },
            })
            assert.ok(disputed.ok)
            const settled = await billing.settleDispute(
              aPermit('fees.settleDispute', { personId: caseOfficer }),
              {
                ...{ invoiceId, caseId, stepId: randomUUID() },
                decision: fate === 'disputed' ? credit : refusal,
              },
            )
            assert.ok(settled.ok)
          }
          // Computed independently: 16,29 and 23,00 euros before the change, with no tax; 29,98 and 28,00
          // with 25,5 % from then on.
          const costOf = ({ product, day }: (typeof actions)[number]) =>
            product === 'test-card' ? (day < 20 ? 2300 : 2800) : day < 20 ? 1629 : 2998
          const totals = { netCents: 0, taxedCents: 0 }
          for (const one of await invoiced(organisationId)) {
            const shown = await billing.viewInvoice(viewing, { invoiceId: one.invoiceId })
            assert.ok(shown.ok)
            totals.netCents += shown.value.totals.netCents
            for (const { permille, netCents } of shown.value.totals.vat)
              if (permille === 255) totals.taxedCents += netCents
          }
          const owed = actions.filter(({ fate }) => fate === 'stored' || fate === 'refused')
          const sum = (some: typeof actions) =>
            some.reduce((cents, action) => cents + costOf(action), 0)
          assert.deepEqual(totals, {
            netCents: sum(owed),
            taxedCents: sum(owed.filter(({ day }) => day >= 20)),
          })
        }
      }
      // A month is invoiced once: so one run, of many organisations.
      const many = fc.array(someActions, { minLength: 4, maxLength: 5 })
      await fc.assert(fc.asyncProperty(many, property), { numRuns: 1, endOnFailure: true })
    })

    it('of ten thousand charges is listed page by page, disputed whole and credited whole (R202, R204, R226)', async () => {
      const organisationId = anOrganisation()
      const member = memberOf(organisationId, 'administrator')
      const cardAgreementId = randomUUID()
      await db.write(async (tx) =>
        ok(
          await sql`
            insert into charges.charge (charge_id, seller_id, cause, organisation_id, product, because,
              net_cents, vat_permille, acted_on, created_at, card_agreement_id, order_id, card_id, unit)
            select gen_random_uuid(), 'service', 'card ' || n || ${organisationId}, ${organisationId}::uuid,
              'staff-card', 'staff-without-patient-systems', 2300 + n % 2, 255, '2026-10-15',
              '2026-10-15 08:00Z', ${cardAgreementId}::uuid, gen_random_uuid(), gen_random_uuid(),
              jsonb_build_object('oid', '1.2.246.10.2048198.10.' || n % 40, 'name', 'Yksikkö ' || n % 40)
            from generate_series(1, 10000) n`.execute(tx),
        ),
      )
      nextMonth()
      assert.ok((await run()).ok)
      const [invoice, ...others] = await invoiced(organisationId)
      assert.ok(invoice && others.length === 0)
      const { invoiceId } = invoice
      // 10,000 × 23,00, every second one a cent more, with 25,5 % on the sum.
      const net = 23_005_000
      assert.equal(invoice.grossCents, net + Math.floor((net * 255 + 500) / 1000))
      const shown = await billing.viewInvoice(viewing, { invoiceId })
      assert.ok(shown.ok)
      const { lines } = shown.value
      // Each unit has one price, given by its number.
      assert.deepEqual(
        [lines.length, lines.reduce((sum, { count }) => sum + count, 0)],
        [40, 10_000],
      )
      assert.ok(await operator.find(String(invoice.number)))

      const seen = new Set<string>()
      let cursor: string | undefined
      do {
        const page = await billing.listChargesOfInvoice(viewing, {
          ...{ invoiceId, limit: 100 },
          ...(cursor !== undefined && { cursor }),
        })
        assert.ok(page.ok)
        for (const { chargeId } of page.value.charges) seen.add(chargeId)
        cursor = page.value.nextCursor
      } while (cursor !== undefined)
      assert.equal(seen.size, 10_000)

      const caseId = randomUUID()
      const disputed = await billing.disputeInvoice(member.disputing, {
        ...{ organisationId, invoiceId, caseId, subject: 'Lasku', text: 'Väärä lasku.' },
      })
      assert.ok(disputed.ok, JSON.stringify(disputed))
      const settling = aPermit('fees.settleDispute', { personId: caseOfficer })
      const credited = await billing.settleDispute(settling, {
        ...{ invoiceId, caseId, stepId: randomUUID(), decision: credit },
      })
      assert.ok(credited.ok, JSON.stringify(credited))
      assert.ok(credited.value.isCredited)
      const notes = credited.value.creditNotes.map(({ grossCents }) => grossCents)
      assert.deepEqual(notes, [-invoice.grossCents])
    })
  })
})
