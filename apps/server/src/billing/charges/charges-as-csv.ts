import { productName, chargeReasons, chargeStates, type Words } from '@sotevarmenne/api/words'
import type { ThreeLanguages } from '@sotevarmenne/api/values'
import { csvLine } from '@sotevarmenne/kernel/csv'
import { ok } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import { chargedHolders, chargedItems } from './charged-items.ts'
import type { Charge, ChargedItem } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { chargesBetween, type Period } from './store.ts'

/**
 * Charges for a spreadsheet, the oldest first: CSV as in RFC 4180, words and amounts in the language's form. The
 * names of the organisation's people in a piece of it are recorded before that piece is sent.
 */
export async function* chargesAsCsv(
  deps: ChargesDeps,
  permit: Permit,
  period: Period,
  language: Language,
): AsyncIterable<string> {
  yield csvLine(Object.values(heads).map((head) => head[language]))
  let after: Charge | undefined
  for (;;) {
    const { page, items, holders, names } = await pageOfFile(deps, permit, { ...period, after })
    yield page
      .map((charge) => {
        const named =
          charge.subject.kind === 'card' ? holders.get(charge.subject.cardId) : undefined
        return csvLine(
          Object.values(
            cellsOf(charge, language, {
              ...{ ...items.get(charge.chargeId), named },
              service: names.get(charge.product),
            }),
          ),
        )
      })
      .join('')
    after = page.at(-1)
    if (page.length < pageSize) return
  }
}

const pageSize = 500

async function pageOfFile(
  deps: ChargesDeps,
  permit: Permit,
  requested: Period & { readonly after: Charge | undefined },
) {
  const read = await deps.db.write(async (tx) => {
    const page = await chargesBetween(tx, { ...requested, limit: pageSize })
    const { organisationId } = requested
    return ok({
      page,
      names: await deps.serviceNames(tx),
      items: await chargedItems(deps, tx, page),
      holders: await chargedHolders(deps, tx, permit, { organisationId, charges: page }),
    })
  })
  if (!read.ok) throw new Error('unreachable: reading is never refused')
  return read.value
}

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
  card: { fi: 'Kortin numero', sv: 'Kortets nummer', en: 'Card number' },
  holder: { fi: 'Henkilö', sv: 'Person', en: 'Person' },
  item: {
    fi: 'Varmenteen nimi tai piste',
    sv: 'Certifikatets namn eller ställe',
    en: 'Name in the certificate, or point',
  },
} as const satisfies Words<string>

const cellsOf = (
  charge: Charge,
  language: Language,
  item: ChargedItem & {
    readonly named: string | undefined
    /** The name of the service of a registration point. */
    readonly service: ThreeLanguages | undefined
  },
): { readonly [Head in keyof typeof heads]: string } => ({
  actedOn: charge.actedOn,
  product: productName(charge.product, item.service)[language],
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
  card: item.cardNumber ?? '',
  holder: item.named ?? '',
  item: item.certificateName ?? item.pointName ?? '',
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
