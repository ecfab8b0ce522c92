import type { Texts } from '../texts/text.ts'

/** The price list and value added tax at the office: history, proposals, decisions. */
export const priceTexts = {
  heading: { fi: 'Hinnat ja arvonlisävero', sv: 'Priser och moms', en: 'Prices and VAT' },
  lead: {
    fi: 'Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Muutos tulee voimaan aikaisintaan huomenna. Tilaus hinnoitellaan tilauspäivän hinnaston mukaan.',
    sv: 'En handläggare föreslår ändringen och en annan godkänner den. Den gäller tidigast från i morgon. En beställning prissätts enligt prislistan på beställningsdagen.',
    en: 'One case officer proposes a change and another approves it. It begins tomorrow at the earliest. An order is priced by the list of its day.',
  },
  list: { fi: 'Hinnasto', sv: 'Prislista', en: 'Price list' },
  rates: {
    fi: 'Arvonlisäveron yleinen kanta',
    sv: 'Den allmänna momssatsen',
    en: 'Standard rate of VAT',
  },
  listFrom: {
    fi: 'Hinnasto {{day}} alkaen',
    sv: 'Prislista från {{day}}',
    en: 'Price list from {{day}}',
  },
  rateFrom: {
    fi: 'Arvonlisävero {{percent}}, {{day}} alkaen',
    sv: 'Moms {{percent}}, från {{day}}',
    en: 'VAT {{percent}}, from {{day}}',
  },
  'vat.outside': { fi: 'Ei arvonlisäveroa', sv: 'Utan moms', en: 'Outside VAT' },
  'vat.standard': {
    fi: 'Lisätään arvonlisävero yleisen kannan mukaan',
    sv: 'Moms enligt den allmänna satsen tillkommer',
    en: 'VAT at the standard rate is added',
  },
  same: { fi: 'Hinnat eivät muutu', sv: 'Priserna ändras inte', en: 'No price changes' },
  vat: { fi: 'Arvonlisävero', sv: 'Moms', en: 'VAT' },
  proposePrices: {
    fi: 'Ehdota uusia hintoja',
    sv: 'Föreslå nya priser',
    en: 'Propose new prices',
  },
  proposePricesHelp: {
    fi: 'Kentissä ovat nyt voimassa olevat hinnat. Hinnat ilman arvonlisäveroa, euroina.',
    sv: 'I fälten står de priser som gäller nu. Priserna är utan moms, i euro.',
    en: 'The fields have the prices in force now. Prices without VAT, in euros.',
  },
  proposeRate: {
    fi: 'Ehdota uutta verokantaa',
    sv: 'Föreslå en ny momssats',
    en: 'Propose a new rate of VAT',
  },
  percent: { fi: 'Verokanta, %', sv: 'Momssats, %', en: 'Rate, %' },
  approvedHelp: {
    fi: 'Tulevat hinnat näkyvät heti julkisella sivulla.',
    sv: 'Kommande priser visas genast på den offentliga sidan.',
    en: 'The coming prices are shown on the public page at once.',
  },
} as const satisfies Texts
