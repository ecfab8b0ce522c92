import { productName } from '@sotevarmenne/api/words'
import { creditorReferenceOf } from '@sotevarmenne/identifiers/payment-reference'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { linesWithVat } from '../domain/invoice.ts'
import type { Billing, InvoiceContent, Seller } from '../contract.ts'
import { ovtOf } from '../ovt.ts'
import { creditReasons, itemTexts } from './invoice-texts.ts'
import { element, type Element } from './xml.ts'

/**
 * An invoice or credit note as a Finvoice 3.0 message (Finance Finland, "Finvoice 3.0 implementation
 * guideline"), in UTF-8. Amounts have a decimal comma; a credit note's are below zero, and it requests no
 * payment.
 */
export function finvoiceOf(invoice: InvoiceContent, billing: Billing): string {
  const { seller, buyer, lines } = invoice
  const message = element('Finvoice', { Version: '3.0' }, [
    transmission(invoice, billing),
    element('SellerPartyDetails', [
      element('SellerPartyIdentifier', seller.businessId),
      ...named('SellerOrganisationName', seller.name),
      element('SellerOrganisationTaxCode', taxCode(seller.businessId)),
      element('SellerPostalAddressDetails', [
        element('SellerStreetName', seller.street),
        element('SellerTownName', seller.town),
        element('SellerPostCodeIdentifier', seller.postalCode),
        element('CountryCode', 'FI'),
      ]),
    ]),
    element('SellerOrganisationUnitNumber', ovtOf(seller.businessId)),
    element('SellerCommunicationDetails', [element('SellerEmailaddressIdentifier', seller.email)]),
    element('SellerInformationDetails', [
      element('SellerAccountDetails', [
        element('SellerAccountID', { IdentificationSchemeName: 'IBAN' }, seller.iban),
        element('SellerBic', { IdentificationSchemeName: 'BIC' }, seller.bic),
      ]),
    ]),
    element('BuyerPartyDetails', [
      element('BuyerPartyIdentifier', buyer.businessId),
      ...named('BuyerOrganisationName', buyer.name),
      element('BuyerOrganisationTaxCode', taxCode(buyer.businessId)),
      ...(buyer.address
        ? [
            element('BuyerPostalAddressDetails', [
              element('BuyerStreetName', buyer.address.street),
              element('BuyerTownName', buyer.address.town),
              element('BuyerPostCodeIdentifier', buyer.address.postalCode),
              element('CountryCode', 'FI'),
            ]),
          ]
        : []),
    ]),
    element('BuyerOrganisationUnitNumber', ovtOf(buyer.businessId)),
    details(invoice),
    ...linesWithVat(lines).map(row),
    payment(invoice),
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${message}\n`
}

const transmission = (
  { invoiceId, createdAt, seller }: InvoiceContent,
  billing: Billing,
): Element =>
  element('MessageTransmissionDetails', [
    element('MessageSenderDetails', [
      element('FromIdentifier', seller.eInvoiceAddress),
      element('FromIntermediator', seller.operator),
    ]),
    element('MessageReceiverDetails', [
      element('ToIdentifier', billing.eInvoiceAddress),
      element('ToIntermediator', billing.operator ?? seller.operator),
    ]),
    element('MessageDetails', [
      element('MessageIdentifier', invoiceId),
      element('MessageTimeStamp', formatInstant(createdAt)),
      element('SpecificationIdentifier', 'EN16931'),
    ]),
  ])

function details(invoice: InvoiceContent): Element {
  const { kind, number, createdOn, month, buyer, totals } = invoice
  const credited = kind === 'credit-note' ? invoice.credits : undefined
  return element('InvoiceDetails', [
    element('InvoiceTypeCode', credited ? 'INV02' : 'INV01'),
    element('InvoiceTypeCodeUN', credited ? '381' : '380'),
    element('InvoiceTypeText', credited ? 'HYVITYSLASKU' : 'LASKU'),
    element('OriginCode', 'Original'),
    element('InvoiceNumber', String(number)),
    date('InvoiceDate', createdOn),
    ...(credited
      ? [
          element('OriginalInvoiceNumber', String(credited.number)),
          date('OriginalInvoiceDate', credited.createdOn),
        ]
      : []),
    element('SellersBuyerIdentifier', buyer.customerNumber),
    ...(buyer.reference === undefined
      ? []
      : [element('BuyerReferenceIdentifier', buyer.reference)]),
    amount('RowsTotalVatExcludedAmount', totals.netCents),
    amount('InvoiceTotalVatExcludedAmount', totals.netCents),
    amount('InvoiceTotalVatAmount', totals.vatCents),
    amount('InvoiceTotalVatIncludedAmount', totals.grossCents),
    ...totals.vat.map(({ permille, netCents, vatCents }) =>
      element('VatSpecificationDetails', [
        amount('VatBaseAmount', netCents),
        element('VatRatePercent', percent(permille)),
        element('VatCode', vatCode(permille)),
        amount('VatRateAmount', vatCents),
        ...(permille === 0 ? [element('VatFreeText', outsideVat)] : []),
      ]),
    ),
    element('InvoiceFreeText', `${subjectOf(invoice)} ${month}`),
    ...(invoice.kind === 'credit-note'
      ? [element('InvoiceFreeText', creditReasons[invoice.because].fi)]
      : []),
    element('PaymentTermsDetails', [
      ...(invoice.kind === 'invoice' ? [date('InvoiceDueDate', invoice.dueOn)] : []),
    ]),
  ])
}

const subjectOf = ({ sellerId }: InvoiceContent): string =>
  sellerId === 'service'
    ? 'Varmennepalvelun maksut / Certifikattjänstens avgifter'
    : 'Rekisteröintipisteen maksut / Registreringsställets avgifter'

/** Value added tax act 1501/1993 § 6: what only a public authority may do is not a business. */
const outsideVat = 'Ei arvonlisäverollista myyntiä (AVL 6 §)'

const row = (line: ReturnType<typeof linesWithVat>[number], index: number): Element => {
  const { product, unit, costCentre, invoiceReference, cardAgreementId, count, unitCents } = line
  const { vatPermille, netCents, vatCents, items = [] } = line
  return element('InvoiceRow', [
    element('ArticleIdentifier', product),
    element('ArticleName', productName(product, line.name).fi),
    element(
      'InvoicedQuantity',
      { QuantityUnitCode: 'kpl', QuantityUnitCodeUN: 'C62' },
      String(count),
    ),
    amount('UnitPriceAmount', unitCents),
    element('RowPositionIdentifier', String(index + 1)),
    ...(cardAgreementId === undefined ? [] : [element('RowAgreementIdentifier', cardAgreementId)]),
    ...(costCentre === undefined ? [] : [element('RowAccountDimensionText', costCentre)]),
    ...(unit ? [element('RowFreeText', `${unit.name} (${unit.oid})`.slice(0, maxFreeText))] : []),
    ...(invoiceReference === undefined
      ? []
      : [element('RowFreeText', `Viite / Referens: ${invoiceReference}`)]),
    ...itemTexts(items, maxFreeText).map((text) => element('RowFreeText', text)),
    element('RowVatRatePercent', percent(vatPermille)),
    element('RowVatCode', vatCode(vatPermille)),
    amount('RowVatAmount', vatCents),
    amount('RowVatExcludedAmount', netCents),
    amount('RowAmount', netCents + vatCents),
  ])
}

const maxFreeText = 512

function payment(invoice: InvoiceContent): Element {
  const { seller, createdOn, totals } = invoice
  const requested = invoice.kind === 'invoice' ? invoice : invoice.credits
  return element('EpiDetails', [
    element('EpiIdentificationDetails', [
      date('EpiDate', createdOn),
      element('EpiReference', String(invoice.number)),
    ]),
    element('EpiPartyDetails', [
      element('EpiBfiPartyDetails', [
        element('EpiBfiIdentifier', { IdentificationSchemeName: 'BIC' }, seller.bic),
      ]),
      element('EpiBeneficiaryPartyDetails', [
        element('EpiNameAddressDetails', seller.name.slice(0, 35)),
        element('EpiAccountID', { IdentificationSchemeName: 'IBAN' }, seller.iban),
      ]),
    ]),
    element('EpiPaymentInstructionDetails', [
      element(
        'EpiRemittanceInfoIdentifier',
        { IdentificationSchemeName: 'ISO' },
        creditorReferenceOf(requested.reference),
      ),
      amount('EpiInstructedAmount', totals.grossCents),
      element('EpiCharge', { ChargeOption: 'SLEV' }, 'SLEV'),
      date('EpiDateOptionDate', invoice.kind === 'invoice' ? invoice.dueOn : createdOn),
    ]),
  ])
}

/**
 * A name element has 2 to 70 characters, and is repeated as needed: in equal lengths, so that none is too
 * short.
 */
function named(name: string, text: string): readonly Element[] {
  const signs = Array.from(text)
  const size = Math.ceil(signs.length / Math.ceil(signs.length / maxNameLength))
  const places = Math.ceil(signs.length / size)
  return Array.from({ length: places }, (_, place) =>
    element(name, signs.slice(place * size, (place + 1) * size).join('')),
  )
}

const maxNameLength = 70

const date = (name: string, day: LocalDate): Element =>
  element(name, { Format: 'CCYYMMDD' }, day.replaceAll('-', ''))

const amount = (name: string, cents: number): Element =>
  element(name, { AmountCurrencyIdentifier: 'EUR' }, euros(cents))

/** `-12,30` */
const euros = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)},${digits.slice(-2)}`
}

/** `25,5` */
const percent = (permille: number): string => String(permille / 10).replace('.', ',')

/** UN/EDIFACT 5305: standard rate, or not subject to the tax. */
const vatCode = (permille: number): string => (permille === 0 ? 'O' : 'S')

/** The business's tax number for other tax administrations. */
export const taxCode = (businessId: Seller['businessId']): string =>
  `FI${businessId.replace('-', '')}`
