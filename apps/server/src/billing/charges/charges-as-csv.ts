import { chargedProducts, chargeReasons, chargeStates, type Words } from '@sotevarmenne/api/words'
import { csvLine } from '@sotevarmenne/kernel/csv'
import type { Language } from '#platform/texts.ts'
import type { Charge } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { chargesBetween, type Period } from './store.ts'

/**
 * Charges for a spreadsheet, the oldest first: CSV as in RFC 4180, words and amounts in the language's form.
 */
export async function* chargesAsCsv(
  { db }: Pick<ChargesDeps, 'db'>,
  period: Period,
  language: Language,
): AsyncIterable<string> {
  yield csvLine(Object.values(heads).map((head) => head[language]))
  let after: Charge | undefined
  for (;;) {
    const page = await db.read((tx) => chargesBetween(tx, { ...period, after, limit: pageSize }))
    yield page.map((charge) => csvLine(Object.values(cellsOf(charge, language)))).join('')
    after = page.at(-1)
    if (page.length < pageSize) return
  }
}

const pageSize = 500

/** In the order of the columns. */
const heads = {
  actedOn: { fi: 'Päivä', sv: 'Dag', en: 'Day' },
  product: { fi: 'Tuote', sv: 'Produkt', en: 'Product' },
  because: { fi: 'Hinnan peruste', sv: 'Grund för priset', en: 'Why this price' },
  unitOid: { fi: 'Yksikön OID', sv: 'Enhetens OID', en: 'OID of the unit' },
  unit: { fi: 'Yksikkö', sv: 'Enhet', en: 'Unit' },
  net: { fi: 'Veroton hinta, €', sv: 'Pris utan moms, €', en: 'Price without VAT, €' },
  vat: { fi: 'ALV, %', sv: 'Moms, %', en: 'VAT, %' },
  state: { fi: 'Tila', sv: 'Status', en: 'Status' },
  agreement: { fi: 'Sopimuksen tunniste', sv: 'Avtalets id', en: 'ID of the agreement' },
  subject: {
    fi: 'Tilauksen, hakemuksen tai käynnin tunniste',
    sv: 'Beställningens, ansökans eller besökets id',
    en: 'ID of the order, application or visit',
  },
  delegation: {
    fi: 'Valtuutuksen tunniste',
    sv: 'Fullmaktens id',
    en: 'ID of the authorisation',
  },
  approval: { fi: 'Hyväksynnän tunniste', sv: 'Godkännandets id', en: 'ID of the approval' },
  costCentre: { fi: 'Kustannuspaikka', sv: 'Kostnadsställe', en: 'Cost centre' },
  reference: { fi: 'Viite', sv: 'Referens', en: 'Reference' },
} as const satisfies Words<string>

const cellsOf = (
  charge: Charge,
  language: Language,
): { readonly [Head in keyof typeof heads]: string } => ({
  actedOn: charge.actedOn,
  product: chargedProducts[charge.product][language],
  because: chargeReasons[charge.because][language],
  unitOid: charge.unit?.oid ?? '',
  unit: charge.unit?.name ?? '',
  net: decimal((charge.netCents / 100).toFixed(2), language),
  vat: decimal(String(charge.vatPermille / 10), language),
  state: chargeStates[charge.netCents === 0 ? 'free' : charge.state.kind][language],
  agreement: charge.cardAgreementId ?? '',
  subject: idOfSubject(charge.subject),
  delegation: charge.delegationId ?? '',
  approval: (charge.subject.kind === 'certificate' && charge.subject.approvalId) || '',
  costCentre: charge.costCentre ?? '',
  reference: charge.invoiceReference ?? '',
})

const decimal = (number: string, language: Language): string =>
  language === 'en' ? number : number.replace('.', ',')

function idOfSubject(subject: Charge['subject']): string {
  switch (subject.kind) {
    case 'card':
      return subject.orderId
    case 'certificate':
      return subject.applicationId
    case 'visit':
      return subject.visitId
  }
}
