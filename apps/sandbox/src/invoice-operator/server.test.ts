import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { aSite } from '../testing.ts'
import { createFaults } from '../environment/faults.ts'
import { openInvoices } from './invoices.ts'
import { createInvoiceOperator } from './server.ts'

const finvoice = (number: number, to = '003702048198', gross = '23,00') =>
  `<Finvoice Version="3.0"><ToIdentifier>${to}</ToIdentifier><BuyerOrganisationName>A &amp; B</BuyerOrganisationName><InvoiceTypeCode>INV01</InvoiceTypeCode><InvoiceNumber>${String(number)}</InvoiceNumber><InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier="EUR">${gross}</InvoiceTotalVatIncludedAmount></Finvoice>`
const pdf = Buffer.from('%PDF-1.7 invoice').toString('base64')

describe('the operator of e-invoices', () => {
  let folder: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'invoice-operator-'))
  })
  after(() => rm(folder, { recursive: true }))

  const open = async (name: string) => {
    const server = createInvoiceOperator({
      site: aSite,
      clock: { now: () => instant(1_790_000_000_000) },
      faults: createFaults(),
      invoices: await openInvoices(path.join(folder, name)),
    })
    const pass = async (number: number, payload: object) =>
      (await server.inject({ method: 'PUT', url: `/invoices/${String(number)}`, payload }))
        .statusCode
    return { server, pass }
  }

  it('delivers an invoice once, and shows it to anybody', async () => {
    const { server, pass } = await open('once')
    assert.equal(await pass(100001, { finvoice: finvoice(100001), pdf }), 201)
    assert.equal(await pass(100001, { finvoice: finvoice(100001), pdf }), 200)
    const { invoices } = (await server.inject('/invoices')).json<{ invoices: readonly object[] }>()
    assert.deepEqual(invoices, [
      {
        ...{ number: 100001, to: '003702048198', type: 'INV01', gross: '23,00', buyer: 'A & B' },
        receivedAt: '2026-09-21T14:13:20.000Z',
      },
    ])
    assert.equal((await server.inject('/invoices/100001.pdf')).body, '%PDF-1.7 invoice')
    assert.equal((await server.inject('/invoices/100001.xml')).body, finvoice(100001))
    assert.match((await server.inject('/')).body, /A &#38; B \(003702048198\)/)
  })

  it('accepts no other invoice under a number that it has', async () => {
    const { pass } = await open('another')
    await pass(100001, { finvoice: finvoice(100001), pdf })
    const another = finvoice(100001, '003702048198', '46,00')
    assert.equal(await pass(100001, { finvoice: another, pdf }), 409)
  })

  it('refuses an unknown address and an invalid message', async () => {
    const { pass } = await open('refused')
    assert.equal(await pass(100001, { finvoice: finvoice(100001, 'NOBODY'), pdf }), 422)
    assert.equal(await pass(100002, { finvoice: finvoice(100001), pdf }), 422)
    assert.equal(await pass(100001, { finvoice: '<Finvoice/>', pdf }), 422)
    assert.equal(await pass(100001, { finvoice: finvoice(100001), pdf: 'eA==' }), 400)
    assert.equal(await pass(100001, {}), 400)
  })
})
