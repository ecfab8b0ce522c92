import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { billingEnvironment, textOf } from '../testing/environment.ts'

forEachDatabase('views of invoices', ({ db }) => {
  const {
    billing,
    anOrganisation,
    free,
    make,
    caseOfficer,
    viewing,
    invoiced,
    run,
    memberOf,
    nextMonth,
    types,
  } = billingEnvironment(db)

  describe('the service', () => {
    it('gives bookkeeping every line of a month, and no spreadsheet formula', async () => {
      const organisationId = anOrganisation('=cmd|"x"!A1, Oy')
      await make(organisationId)
      nextMonth()
      assert.ok((await run()).ok)
      const exported = await billing.exportAccounting(viewing, { month: '2026-10' })
      assert.ok(exported.ok)
      const [heads = '', line = '', ...more] = (await textOf(exported.value)).split('\r\n')
      assert.equal(heads.split(';').length, 18)
      assert.match(
        line,
        /^100001;"invoice";"2026-11-02";"2026-11-23";"A0000001";"0204819-8";"'=cmd\|""x""!A1, Oy";"staff-card";;"[\da-f-]{36}";1;2300;2300;0;0;;;$/,
      )
      assert.deepEqual(more, [''])
      const none = await billing.exportAccounting(viewing, { month: 'x' })
      assert.equal(!none.ok && none.refusal.kind, 'not-a-month')
    })

    it('shows members the charges and invoices of their organisation, and nothing of another (R208)', async () => {
      const own = anOrganisation()
      const other = anOrganisation('Toinen Oy')
      await make(own)
      await make(other)
      nextMonth()
      assert.ok((await run()).ok)
      await make(own, free)
      const { viewing } = memberOf(own)
      const page = { limit: 10, filter: 'all' } as const

      const charges = await billing.listOwnCharges(viewing, { organisationId: own, limit: 10 })
      assert.deepEqual(charges.ok && charges.value.charges.map(({ state }) => state), [
        'free',
        'invoiced',
      ])
      const listed = await billing.listOwnInvoices(viewing, { organisationId: own, ...page })
      assert.ok(listed.ok)
      const [invoice, ...more] = listed.value.invoices
      assert.ok(invoice)
      assert.equal(more.length, 0)
      const requested = { organisationId: own, invoiceId: invoice.invoiceId }
      const seen = await billing.viewOwnInvoice(viewing, requested)
      assert.deepEqual(seen.ok && [seen.value.grossCents, seen.value.may], [2300, []])
      const actions = await billing.listChargesOfOwnInvoice(viewing, { ...requested, limit: 10 })
      assert.equal(actions.ok && actions.value.charges.length, 1)
      const document = await billing.fetchOwnInvoiceDocument(viewing, {
        ...requested,
        format: 'finvoice',
      })
      assert.equal(document.ok && document.value.mediaType, 'application/xml')

      const [othersInvoice] = await invoiced(other)
      const others = { invoiceId: othersInvoice?.invoiceId ?? '', organisationId: own }
      const reached = [
        await billing.listOwnCharges(viewing, { organisationId: other, limit: 10 }),
        await billing.listOwnInvoices(viewing, { organisationId: other, ...page }),
        await billing.viewOwnInvoice(viewing, { ...others, organisationId: other }),
        await billing.viewOwnBilling(viewing, { organisationId: other }),
      ]
      for (const response of reached)
        assert.equal(!response.ok && response.refusal.kind, 'account-not-found')
      for (const response of [
        await billing.viewOwnInvoice(viewing, others),
        await billing.listChargesOfOwnInvoice(viewing, { ...others, limit: 10 }),
        await billing.fetchOwnInvoiceDocument(viewing, { ...others, format: 'pdf' }),
      ])
        assert.equal(!response.ok && response.refusal.kind, 'invoice-not-found')
    })

    it('finds invoices by number, reference in either form, payer, state, day and sum, each among those of its reader (R468)', async () => {
      const clinic = anOrganisation('Esimerkkilän klinikka')
      const pharmacy = anOrganisation('Apteekki')
      await make(clinic)
      await make(pharmacy)
      await make(pharmacy)
      nextMonth()
      assert.ok((await run()).ok)
      const [ofClinic] = await invoiced(clinic)
      const [ofPharmacy] = await invoiced(pharmacy)
      assert.ok(ofClinic && ofPharmacy)
      const { number, invoiceId } = ofClinic
      const found = async (sought: object) => {
        const listed = await billing.listInvoices(viewing, { filter: 'all', limit: 10, ...sought })
        return listed.ok ? listed.value.invoices.map((one) => one.organisation.name).toSorted() : []
      }
      const seen = await billing.viewInvoice(viewing, { invoiceId })
      assert.ok(seen.ok)
      const { reference = '', creditorReference = '' } = seen.value
      const grouped = creditorReference.replaceAll(/(.{4})/g, '$1 ')
      for (const search of [
        String(number),
        reference,
        ` 000${reference}`,
        creditorReference,
        grouped,
      ])
        assert.deepEqual(await found({ search }), ['Esimerkkilän klinikka'], search)
      assert.deepEqual(await found({ search: 'KLINIKKA' }), ['Esimerkkilän klinikka'])
      assert.deepEqual(await found({ search: 'nobody' }), [])
      assert.deepEqual(await found({ search: '9'.repeat(90) }), [])
      assert.deepEqual(await found({ amountCents: 4600 }), ['Apteekki'])
      assert.deepEqual(await found({ amountCents: 4600, search: String(number) }), [])
      assert.deepEqual(await found({ from: '2026-11-02', to: '2026-11-02' }), [
        ...['Apteekki', 'Esimerkkilän klinikka'],
      ])
      assert.deepEqual(await found({ from: '2026-11-03' }), [])
      assert.deepEqual(await found({ to: '2026-11-01' }), [])
      const marking = aPermit('fees.markInvoicePaid', { personId: caseOfficer })
      assert.ok((await billing.markInvoicePaid(marking, { invoiceId, paidOn: '2026-11-02' })).ok)
      assert.deepEqual(await found({ filter: 'paid' }), ['Esimerkkilän klinikka'])
      assert.deepEqual(await found({ filter: 'unpaid' }), ['Apteekki'])

      const { viewing: own } = memberOf(pharmacy)
      const ownFound = async (sought: object) => {
        const requested = { organisationId: pharmacy, filter: 'all', limit: 10, ...sought } as const
        const listed = await billing.listOwnInvoices(own, requested)
        return listed.ok ? listed.value.invoices.map((one) => one.number) : []
      }
      assert.deepEqual(await ownFound({ search: String(ofPharmacy.number) }), [ofPharmacy.number])
      assert.deepEqual(await ownFound({ search: String(number) }), [])
      // By the name of the seller: each of its invoices has the same payer.
      assert.deepEqual(await ownFound({ search: 'varmennepalvelu' }), [ofPharmacy.number])
      assert.deepEqual(await ownFound({ search: 'Apteekki' }), [])
    })

    it('lets an administrator set where the invoices go, and a contact only read it (R208)', async () => {
      const organisationId = anOrganisation()
      const input = { organisationId, eInvoiceAddress: '003702048198', reference: 'KP 7' }
      const contact = memberOf(organisationId)
      const refused = await billing.changeOwnBilling(contact.changing, input)
      assert.equal(!refused.ok && refused.refusal.kind, 'not-in-this-role')
      const changed = await billing.changeOwnBilling(
        memberOf(organisationId, 'administrator').changing,
        input,
      )
      assert.ok(changed.ok)
      const seen = await billing.viewOwnBilling(contact.viewing, { organisationId })
      assert.deepEqual(seen.ok && seen.value, {
        ...{ eInvoiceAddress: '003702048198', reference: 'KP 7', isDefault: false },
      })
      assert.deepEqual(types(), ['BillingChanged'])
    })

    it('puts the postal address that was entered on the invoices that are made then, where it stays (R208)', async () => {
      const own = anOrganisation()
      const other = anOrganisation('Toinen Oy')
      await make(own)
      await make(other)
      const postalAddress = { street: 'Esimerkkikatu 9', postalCode: '33100', town: 'Tampere' }
      const input = { organisationId: own, eInvoiceAddress: '003702048198' }
      const { changing, viewing: reading } = memberOf(own, 'administrator')
      assert.ok((await billing.changeOwnBilling(changing, { ...input, postalAddress })).ok)
      const saved = await billing.viewOwnBilling(reading, { organisationId: own })
      assert.deepEqual(saved.ok && saved.value.postalAddress, postalAddress)
      nextMonth()
      assert.ok((await run()).ok)
      const removed = await billing.changeOwnBilling(changing, input)
      assert.equal(removed.ok && removed.value.postalAddress, undefined)

      const shown = async (organisationId: string) => {
        const [{ invoiceId } = { invoiceId: '' }] = await invoiced(organisationId)
        const seen = await billing.viewInvoice(viewing, { invoiceId })
        assert.ok(seen.ok)
        return seen.value.buyerAddress
      }
      assert.deepEqual([await shown(own), await shown(other)], [postalAddress, undefined])
    })

    it('refuses an unknown invoice and an unknown organisation', async () => {
      const invoiceId = randomUUID()
      const unknown = await billing.viewInvoice(viewing, { invoiceId })
      assert.equal(!unknown.ok && unknown.refusal.kind, 'invoice-not-found')
      const document = await billing.fetchInvoiceDocument(viewing, { invoiceId, format: 'pdf' })
      assert.equal(!document.ok && document.refusal.kind, 'invoice-not-found')
      const unknownPayer = await billing.viewBilling(viewing, { organisationId: randomUUID() })
      assert.equal(!unknownPayer.ok && unknownPayer.refusal.kind, 'organisation-not-found')
      const defaults = await billing.viewBilling(viewing, { organisationId: anOrganisation() })
      assert.deepEqual(defaults.ok && defaults.value, {
        eInvoiceAddress: '003702048198',
        isDefault: true,
      })
    })
  })
})
