import { productName } from '@sotevarmenne/api/words'
import { logoFile } from '@sotevarmenne/design-tokens/logo'
import { bankBarCodeOf, code128Of } from '@sotevarmenne/identifiers/bank-bar-code'
import { creditorReferenceOf } from '@sotevarmenne/identifiers/payment-reference'
import { startOfDay } from '@sotevarmenne/kernel/local-date'
import { taggedPdf } from '#platform/tagged-pdf.ts'
import type { InvoiceContent } from '../contract.ts'
import type { RenderInvoice } from '../ports.ts'
import { creditReasons, dayText, itemTexts } from './invoice-texts.ts'

/**
 * The invoice in Finnish and Swedish side by side. The same invoice gives the same bytes. A character that
 * the PDF can't show is in the Finvoice message.
 */
export const renderInvoice: RenderInvoice = (invoice) =>
  taggedPdf({
    template: new URL('invoice.typ', import.meta.url),
    inputs: { invoice: shownOf(invoice) },
    at: startOfDay(invoice.createdOn),
  })

function shownOf(invoice: InvoiceContent) {
  const { seller, buyer, lines, totals } = invoice
  const digits = barCodeDigitsOf(invoice)
  return {
    seller,
    // An operator of registration points has a name of its own.
    ...(invoice.sellerId === 'service' && { logo: logoFile }),
    ...(digits !== undefined && { barCode: barsOf(digits) }),
    buyerLines: [
      buyer.name,
      ...(buyer.address
        ? [buyer.address.street, `${buyer.address.postalCode} ${buyer.address.town}`]
        : []),
      buyer.businessId,
    ],
    rows: lines.map(({ product, unit, costCentre, invoiceReference, items = [], ...line }) => ({
      name: both(productName(product, line.name)),
      notes: [
        ...(unit ? [`${unit.name} (${unit.oid})`] : []),
        ...(costCentre === undefined
          ? []
          : [`${both({ fi: 'Kustannuspaikka', sv: 'Kostnadsställe' })}: ${costCentre}`]),
        ...(invoiceReference === undefined
          ? []
          : [`${both({ fi: 'Viite', sv: 'Referens' })}: ${invoiceReference}`]),
        ...itemTexts(items, maxNote),
      ],
      count: String(line.count),
      unitPrice: euros(line.unitCents),
      vat: percent(line.vatPermille),
      net: euros(line.netCents),
    })),
    sums: [
      [both({ fi: 'Veroton summa', sv: 'Summa utan moms' }), euros(totals.netCents)],
      ...totals.vat.map(({ permille, netCents, vatCents }) => [
        `${both({ fi: 'Arvonlisävero', sv: 'Mervärdesskatt' })} ${percent(permille)} (${euros(netCents)})`,
        euros(vatCents),
      ]),
    ],
    gross: euros(totals.grossCents),
    texts: textsOf(invoice),
  }
}

/** A paragraph of this length breaks well across pages. */
const maxNote = 1000

function textsOf(invoice: InvoiceContent) {
  const isInvoice = invoice.kind === 'invoice'
  const what = both(
    isInvoice ? { fi: 'Lasku', sv: 'Faktura' } : { fi: 'Hyvityslasku', sv: 'Kreditfaktura' },
  )
  return {
    title: `${what} ${String(invoice.number)}`,
    createdOn: dayText(invoice.createdOn),
    facts: factsOf(invoice),
    linesTitle: both({ fi: 'Erittely', sv: 'Specifikation' }),
    lineHeads: [
      both({ fi: 'Tuote', sv: 'Produkt' }),
      both({ fi: 'Määrä', sv: 'Antal' }),
      both({ fi: 'Hinta', sv: 'Pris' }),
      both({ fi: 'ALV', sv: 'Moms' }),
      both({ fi: 'Yhteensä', sv: 'Totalt' }),
    ],
    sumTitle: both({ fi: 'Yhteenveto', sv: 'Sammandrag' }),
    grossLabel: isInvoice
      ? both({ fi: 'Maksettava', sv: 'Att betala' })
      : both({ fi: 'Hyvitetään', sv: 'Krediteras' }),
    barCodeLabel: both({ fi: 'Pankkiviivakoodi', sv: 'Bankstreckkod' }),
    notes: invoice.totals.vat.some(({ permille }) => permille === 0)
      ? ['Ei arvonlisäverollista myyntiä (AVL 6 §). / Inte momspliktig försäljning (ML 6 §).']
      : [],
  }
}

function factsOf(invoice: InvoiceContent): readonly (readonly [string, string])[] {
  const { buyer, seller, month } = invoice
  const reference: readonly (readonly [string, string])[] =
    buyer.reference === undefined
      ? []
      : [[both({ fi: 'Asiakkaan viite', sv: 'Kundens referens' }), buyer.reference]]
  const every: readonly (readonly [string, string])[] = [
    [both({ fi: 'Asiakasnumero', sv: 'Kundnummer' }), buyer.customerNumber],
    [
      both({ fi: 'Kuukausi', sv: 'Månad' }),
      `${month.slice(5).replace(/^0/, '')}/${month.slice(0, 4)}`,
    ],
    ...reference,
  ]
  if (invoice.kind === 'credit-note')
    return [
      ...every,
      [
        both({ fi: 'Hyvittää laskun', sv: 'Krediterar fakturan' }),
        `${String(invoice.credits.number)}, ${dayText(invoice.credits.createdOn)}`,
      ],
      [both({ fi: 'Syy', sv: 'Orsak' }), both(creditReasons[invoice.because])],
      ...(invoice.credits.openCents === undefined
        ? []
        : [
            [
              both({ fi: 'Laskusta jää maksettavaksi', sv: 'Kvar att betala på fakturan' }),
              euros(Math.max(invoice.credits.openCents, 0)),
            ] as const,
          ]),
    ]
  const digits = barCodeDigitsOf(invoice)
  return [
    ...every,
    [both({ fi: 'Eräpäivä', sv: 'Förfallodag' }), dayText(invoice.dueOn)],
    [both({ fi: 'Viitenumero', sv: 'Referensnummer' }), grouped(invoice.reference, 5, 'end')],
    ['RF', grouped(creditorReferenceOf(invoice.reference), 4, 'start')],
    [
      both({ fi: 'Tilinumero', sv: 'Kontonummer' }),
      `${grouped(seller.iban, 4, 'start')} (${seller.bic})`,
    ],
    ...(digits === undefined
      ? []
      : [[both({ fi: 'Virtuaaliviivakoodi', sv: 'Virtuell streckkod' }), digits] as const]),
  ]
}

/** Of an invoice; a credit note requests no payment. */
const barCodeDigitsOf = (invoice: InvoiceContent): string | undefined =>
  invoice.kind === 'invoice'
    ? bankBarCodeOf({
        ...{ iban: invoice.seller.iban, cents: invoice.totals.grossCents },
        ...{ reference: invoice.reference, dueOn: invoice.dueOn },
      })
    : undefined

/** An SVG, a module wide one unit. */
function barsOf(digits: string): string {
  const bars: string[] = []
  let x = 0
  for (const [at, width] of code128Of(digits).entries()) {
    if (at % 2 === 0) bars.push(`<rect x="${String(x)}" width="${String(width)}" height="38"/>`)
    x += width
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(x)} 38" shape-rendering="crispEdges">${bars.join('')}</svg>`
}

const both = ({ fi, sv }: { readonly fi: string; readonly sv: string }): string => `${fi} / ${sv}`

/** `1 234,50 €`, as both languages write it. */
const euros = (cents: number): string =>
  new Intl.NumberFormat('fi-FI', { style: 'currency', currency: 'EUR' }).format(cents / 100)

const percent = (permille: number): string => `${String(permille / 10).replace('.', ',')} %`

/** In groups, from the left or from the right: the way references and accounts are written. */
const grouped = (text: string, size: number, from: 'start' | 'end'): string => {
  const short = from === 'end' ? text.length % size : 0
  const groups = text.slice(short).match(new RegExp(`.{1,${String(size)}}`, 'g')) ?? []
  return [...(short > 0 ? [text.slice(0, short)] : []), ...groups].join(' ')
}
