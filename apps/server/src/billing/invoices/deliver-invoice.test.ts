import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { plus } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { operatorHttp } from '../invoices/index.ts'
import { billingEnvironment } from '../testing/environment.ts'

forEachDatabase('delivery of invoices', ({ db }) => {
  const {
    state,
    faults,
    outbox,
    billing,
    anOrganisation,
    make,
    caseOfficer,
    viewing,
    invoiced,
    run,
    nextMonth,
  } = billingEnvironment(db)

  describe('the service', () => {
    it('sends an invoice later when the operator is unavailable, and once when it was only slow to respond', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      nextMonth()
      faults.set('invoice-operator', { kind: 'down' })
      const started = await billing.startRun(
        aPermit('fees.invoiceMonth', { personId: caseOfficer }),
        {
          month: '2026-10',
        },
      )
      assert.ok(started.ok)
      await assert.rejects(outbox.drain())
      assert.deepEqual(
        (await invoiced(organisationId)).map(({ delivery }) => delivery),
        ['waiting'],
      )
      faults.set('invoice-operator', { kind: 'wrong' })
      state.now = plus(state.now, 5000)
      await assert.rejects(outbox.drain())
      faults.set('invoice-operator', { kind: 'none' })
      state.now = plus(state.now, 60_000)
      await outbox.drain()
      assert.deepEqual(
        (await invoiced(organisationId)).map(({ delivery }) => delivery),
        ['sent'],
      )
    })

    it('reports an invoice that is larger than the operator accepts: a retry would not help', async () => {
      const server = createServer((_request, response) => response.writeHead(413).end('{}'))
      server.listen(0, 'localhost')
      await once(server, 'listening')
      const { port } = server.address() as AddressInfo
      const send = operatorHttp({ url: `http://localhost:${String(port)}` })
      const taken = await send({ number: 100_001, finvoice: '', pdf: new Uint8Array() })
      server.close()
      assert.equal(!taken.ok && taken.refusal.kind, 'invoice-refused')
    })

    it('shows an invoice that the operator refuses, and sends it again to the corrected address', async () => {
      const organisationId = anOrganisation()
      await make(organisationId)
      nextMonth()
      const changing = aPermit('fees.changeBilling', { personId: caseOfficer })
      const wrong = { organisationId, eInvoiceAddress: 'NOBODY-HERE' }
      assert.ok((await billing.changeBilling(changing, wrong)).ok)
      assert.ok((await run()).ok)
      const [refused] = await invoiced(organisationId)
      assert.equal(refused?.delivery, 'refused')
      const { invoiceId } = refused
      const shown = await billing.viewInvoice(viewing, { invoiceId })
      assert.ok(shown.ok)
      assert.equal(shown.value.refusedBecause, 'No receiver has the address NOBODY-HERE')
      assert.ok(shown.value.may.includes('send-again'))
      const refusedOnes = await billing.listInvoices(viewing, { filter: 'refused', limit: 10 })
      assert.deepEqual(refusedOnes.ok && refusedOnes.value.invoices.map((one) => one.invoiceId), [
        invoiceId,
      ])

      const right = { organisationId, eInvoiceAddress: '003702048198', reference: 'KP 12' }
      assert.ok((await billing.changeBilling(changing, right)).ok)
      const sending = aPermit('fees.sendInvoiceAgain', { personId: caseOfficer })
      assert.ok((await billing.sendInvoiceAgain(sending, { invoiceId })).ok)
      await outbox.drain()
      const sent = await billing.viewInvoice(viewing, { invoiceId })
      assert.equal(sent.ok && sent.value.delivery, 'sent')
      const again = await billing.sendInvoiceAgain(sending, { invoiceId })
      assert.equal(!again.ok && again.refusal.kind, 'invoice-not-refused')
    })
  })
})
