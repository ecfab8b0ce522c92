import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { getDocumentProxy } from 'unpdf'
import { instant } from '@sotevarmenne/kernel/instant'
import { finvoiceOf } from '../../apps/server/src/billing/invoices/adapters/finvoice.ts'
import { renderInvoice } from '../../apps/server/src/billing/invoices/adapters/invoice-typst.ts'
import type {
  Charge,
  ChargedItem,
  ChargeId,
  InvoiceId,
  PointOperatorId,
} from '../../apps/server/src/billing/charges/contract.ts'
import { chargesOfVisit } from '../../apps/server/src/billing/charges/domain/charge.ts'
import { aCharge } from '../../apps/server/src/billing/charges/testing.ts'
import type {
  Billing,
  InvoiceContent,
  Month,
} from '../../apps/server/src/billing/invoices/contract.ts'
import { creditNoteOf, invoiceOf } from '../../apps/server/src/billing/invoices/domain/invoice.ts'
import { aBuyer, aSeller } from '../../apps/server/src/billing/invoices/testing.ts'

const schema = fileURLToPath(new URL('finvoice.xsd', import.meta.url))
const invoiceId = '00000000-0000-4000-8000-000000000001' as InvoiceId
const charges = [
  aCharge(),
  aCharge({
    vatPermille: 255,
    unit: { oid: '1.2.246.10.2048198.10.1', name: 'Poliklinikka & <kirurgia> #image("x")' },
  }),
  aCharge({ product: 'temporary-certificate', netCents: 1629 }),
] as const

const anInvoice = (
  buyer = aBuyer,
  of: readonly Charge[] = charges,
  items: ReadonlyMap<string, ChargedItem> = new Map(),
): InvoiceContent => {
  const created = invoiceOf(of, {
    ...{
      invoiceId,
      number: 100_001,
      sellerId: 'service',
      organisationId: 'provider',
      month: '2026-10' as Month,
    },
    ...{ createdAt: instant(1_795_000_000_000), seller: aSeller, buyer, paymentDays: 21 },
    items,
  })
  assert.ok(created)
  return created
}
/** An invoice of a registration point operator to a pharmacy. */
const anOperatorInvoice = (): InvoiceContent => {
  const created = { visitId: 'visit', pointId: 'point' }
  const fees = [
    { service: 'registering', netCents: 6290, vatPermille: 255 },
    { service: 'spare-card', netCents: 5565, vatPermille: 255 },
  ] as const
  const visit = {
    pointOperatorId: 'pointOperator',
    payerId: 'pharmacy',
    servedOn: charges[0].actedOn,
    fees,
  }
  const invoice = invoiceOf(
    chargesOfVisit(visit, { ...created, newId: () => 'charge' as ChargeId }),
    {
      ...{
        invoiceId,
        number: 100_001,
        sellerId: 'pointOperator' as PointOperatorId,
        organisationId: 'pharmacy',
      },
      ...{ month: '2026-10' as Month, createdAt: instant(1_795_000_000_000) },
      ...{
        seller: { ...aSeller, name: 'Pitäjän hyvinvointialue' },
        buyer: aBuyer,
        paymentDays: 21,
      },
    },
  )
  assert.ok(invoice)
  return invoice
}
const aCreditNote = (): InvoiceContent => {
  const invoiced = charges.map((charge) => ({
    ...charge,
    state: { kind: 'invoiced', invoiceId } as const,
  }))
  const note = creditNoteOf(anInvoice(), invoiced, {
    ...{ invoiceId: '00000000-0000-4000-8000-000000000002' as InvoiceId, number: 100_002 },
    ...{ createdAt: instant(1_795_000_000_000), because: 'faulty-product', openCents: 10_816 },
  })
  assert.ok(note.ok)
  return note.value
}

/** Our schema, and the published one too where it is installed: it may not be copied here. */
const published = process.env['FINVOICE_SCHEMA']
const schemas = [schema, ...(published === undefined ? [] : [published])]

/** Errors that xmllint finds in a message. */
const faultsOf = (message: string): string =>
  schemas.map((by) => faultsBy(by, message)).find((faults) => faults !== '') ?? ''

function faultsBy(by: string, message: string): string {
  const { error, stderr, status } = spawnSync('xmllint', ['--noout', '--schema', by, '-'], {
    input: message,
    encoding: 'utf8',
  })
  if (error) throw new Error('xmllint is missing: install libxml2-utils', { cause: error })
  return status === 0 ? '' : stderr
}

const billing: Billing = { eInvoiceAddress: '003702048198' }
const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined
const needsXmllint = {
  skip: !hasXmllint && process.env['CI'] !== 'true' && 'xmllint is missing: install libxml2-utils',
}

describe('an e-invoice, by the schema of Finvoice 3.0', needsXmllint, () => {
  it('is valid, and so is a credit note', () => {
    assert.equal(faultsOf(finvoiceOf(anInvoice(), billing)), '')
    assert.equal(faultsOf(finvoiceOf(aCreditNote(), { ...billing, operator: 'NDEAFIHH' })), '')
  })

  it('names the postal address of the buyer, up to its max lengths, and is valid (R208)', () => {
    const address = { street: `${'Å'.repeat(34)}&`, postalCode: '00100', town: 'Ö'.repeat(35) }
    const message = finvoiceOf(anInvoice({ ...aBuyer, address }), billing)
    assert.equal(faultsOf(message), '')
    assert.ok(message.includes('&amp;</BuyerStreetName>'))
    assert.ok(message.includes('<BuyerPostCodeIdentifier>00100<'))
    assert.ok(!finvoiceOf(anInvoice(), billing).includes('BuyerPostalAddressDetails'))
  })

  it('of a registration point operator is valid (R230)', () => {
    const message = finvoiceOf(anOperatorInvoice(), billing)
    assert.equal(faultsOf(message), '')
    assert.ok(message.includes('Rekisteröintipisteen maksut') && message.includes('>30,23<'))
  })

  it('is valid with any name of the organisation', () => {
    const name = fc.string({ unit: 'binary', minLength: 2, maxLength: 200 })
    const long = fc.integer({ min: 2, max: 200 }).map((length) => 'Å'.repeat(length))
    fc.assert(
      fc.property(
        fc.oneof(name, long),
        fc.string({ minLength: 1, maxLength: 70 }),
        (called, reference) => {
          const readable = called.replaceAll(/[\p{Cc}\p{Cs}\p{Cn}]/gu, 'x')
          const message = finvoiceOf(anInvoice({ ...aBuyer, name: readable, reference }), billing)
          assert.equal(faultsOf(message), '')
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is valid with any name of a cost centre, up to its max length (R258)', () => {
    const named = ['Å'.repeat(35), '<&'].map((costCentre) => aCharge({ costCentre }))
    const message = finvoiceOf(anInvoice(aBuyer, [...charges, ...named]), billing)
    assert.equal(faultsOf(message), '')
    assert.ok(message.includes('<RowAccountDimensionText>&lt;&amp;<'))
    assert.notEqual(faultsOf(message.replace('ÅÅ', 'ÅÅÅ')), '')
  })

  it('is valid with any reference of a line, up to its max length (R220)', () => {
    const referred = ['Å'.repeat(100), '<&'].map((invoiceReference) =>
      aCharge({ invoiceReference }),
    )
    const message = finvoiceOf(anInvoice(aBuyer, [...charges, ...referred]), billing)
    assert.equal(faultsOf(message), '')
    assert.ok(message.includes('Viite / Referens: &lt;&amp;<'))
  })

  it('names the card, certificate or point of each charge, in texts of at most 512 characters (R460)', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      aCharge({ chargeId: `card ${String(index)}` as ChargeId }),
    )
    const items = new Map(
      many.map(({ chargeId }, index) => [chargeId, { cardNumber: String(9_000_000_000 + index) }]),
    )
    const message = finvoiceOf(anInvoice(aBuyer, many, items), billing)
    assert.equal(faultsOf(message), '')
    for (let index = 0; index < 60; index += 1)
      assert.ok(message.includes(`Kortti / Kort ${String(9_000_000_000 + index)} (15.10.2026)`))
  })

  it('is invalid when an element is missing or too long', () => {
    const message = finvoiceOf(anInvoice(), billing)
    assert.notEqual(faultsOf(message.replace(/<InvoiceNumber>.*?<\/InvoiceNumber>/, '')), '')
    assert.notEqual(faultsOf(message.replace('>LASKU<', `>${'x'.repeat(36)}<`)), '')
    assert.notEqual(faultsOf(message.replace('23,00', '23.00')), '')
    assert.notEqual(faultsOf(message.replace(aSeller.iban, 'F')), '')
  })

  it('is invalid when the payee of the payment order is named twice', () => {
    const message = finvoiceOf(anInvoice(), billing)
    const payee = /<EpiNameAddressDetails>.*?<\/EpiNameAddressDetails>/
    assert.equal(faultsOf(message.replace(payee, (one) => one)), '')
    assert.notEqual(faultsOf(message.replace(payee, (one) => one + one)), '')
  })
})

describe('an invoice on paper', () => {
  it('is a tagged PDF, byte for byte the same each time', async () => {
    const pdf = Buffer.from(await renderInvoice(anInvoice()))
    assert.ok(pdf.includes('/StructTreeRoot') && pdf.includes('pdfuaid:part'))
    assert.ok(pdf.equals(await renderInvoice(anInvoice())))
  })

  it('is created with any name of the organisation: a character without a glyph becomes a question mark', async () => {
    const text = await textOf(anInvoice({ ...aBuyer, name: 'Больница Åbo 医院 Ž\u0000' }))
    assert.ok(text.includes('Больница Åbo ?? Ž?'))
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 70 }), async (reference) => {
        const pdf = await renderInvoice(anInvoice({ ...aBuyer, reference }))
        assert.ok(pdf.length > 0)
      }),
      { numRuns: 20 },
    )
  })

  it('states the amount, the due date and the reference number', async () => {
    const [one, other, third] = charges
    const referred = [one, { ...other, invoiceReference: 'IT-4711' }, third]
    const text = await textOf(anInvoice({ ...aBuyer, reference: 'KP 12' }, referred))
    for (const said of [
      ...['Lasku / Faktura 100001', '68,16 €', '9.12.2026', '10 00012', 'KP 12'],
      'Viite / Referens: IT-4711',
    ])
      assert.ok(text.includes(said), said)
    assert.ok(text.includes('Poliklinikka & <kirurgia> #image("x")'))
  })

  it('has the postal address of the buyer below its name (R208)', async () => {
    const address = { street: 'Esimerkkikatu 9 B', postalCode: '33100', town: 'Tampere' }
    const text = await textOf(anInvoice({ ...aBuyer, address }))
    assert.match(text, /Esimerkkilän sairaala\s*Esimerkkikatu 9 B\s*33100 Tampere\s*0204819-8/)
  })

  it('has the logo of the service, and the bank bar code of its payment as bars and digits (R658)', async () => {
    const text = await textOf(anInvoice({ ...aBuyer }))
    const shown = /Virtuell streckkod ?(\d{54})/.exec(text)?.[1] ?? ''
    assert.equal(shown.slice(17), '00006816' + '000' + '00000000000001000012' + '261209')
    assert.equal(shown.slice(1, 17), aSeller.iban.slice(2))
  })

  it('of a seller abroad, or with a credit, has no bank bar code (R658)', async () => {
    const abroad = anInvoice()
    const seller = { ...abroad.seller, iban: 'EE382200221020145685' }
    for (const invoice of [{ ...abroad, seller }, aCreditNote()])
      assert.ok(!(await textOf(invoice)).includes('viivakoodi'))
  })

  it('names the card of each charge, and no person (R460)', async () => {
    const items = new Map([['charge', { cardNumber: '9000000001' }]])
    const text = await textOf(anInvoice(aBuyer, [aCharge()], items))
    assert.ok(text.includes('Kortti / Kort 9000000001 (15.10.2026)'))
  })

  it('of a registration point operator states its services, with the tax', async () => {
    const text = await textOf(anOperatorInvoice())
    for (const said of [
      'Hakemuksen rekisteröinti',
      '25,5 %',
      '148,78 €',
      'Pitäjän hyvinvointialue',
    ])
      assert.ok(text.includes(said), said)
  })

  it('with a credit requests no payment', async () => {
    const text = await textOf(aCreditNote())
    for (const said of [
      ...['Hyvityslasku / Kreditfaktura 100002', '−68,16 €', '100001'],
      ...['Laskusta jää maksettavaksi', '40,00 €'],
    ])
      assert.ok(text.includes(said), said)
    assert.ok(!text.includes('Eräpäivä') && !text.includes('Tilinumero'))
  })
})

async function textOf(invoice: InvoiceContent): Promise<string> {
  const pdf = await getDocumentProxy(await renderInvoice(invoice))
  const { items } = await (await pdf.getPage(1)).getTextContent()
  return items
    .flatMap((item) => ('str' in item ? [item.str] : []))
    .join('')
    .replaceAll('\u00a0', ' ')
}
