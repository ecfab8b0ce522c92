import type { Texts } from '../texts/text.ts'

/** The price list and value added tax at the office: history, proposals, decisions. */
export const priceTexts = {
  heading: { fi: 'Hinnat ja arvonlisävero', sv: 'Priser och moms', en: 'Prices and VAT' },
  lead: {
    fi: 'Yksi käsittelijä ehdottaa muutosta ja toinen hyväksyy sen. Muutos tulee voimaan aikaisintaan huomenna. Tilaus hinnoitellaan tilauspäivän hinnaston mukaan.',
    sv: 'En handläggare föreslår ändringen och en annan godkänner den. Den gäller tidigast från i morgon. En beställning prissätts enligt prislistan på beställningsdagen.',
    en: 'One case officer proposes a change and another approves it. It begins tomorrow at the earliest. An order is priced by the list of its day.',
  },
  waiting: { fi: 'Odottaa hyväksyntää', sv: 'Väntar på godkännande', en: 'Waiting for approval' },
  noneWaiting: {
    fi: 'Odottavia muutoksia ei ole.',
    sv: 'Det finns inga väntande ändringar.',
    en: 'No changes are waiting.',
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
  vat: { fi: 'Arvonlisävero', sv: 'Moms', en: 'VAT' },
  proposedBy: {
    fi: 'Ehdotti {{name}} {{time}}',
    sv: 'Föreslogs av {{name}} {{time}}',
    en: 'Proposed by {{name}} {{time}}',
  },
  approvedBy: {
    fi: 'Hyväksyi {{name}} {{time}}',
    sv: 'Godkändes av {{name}} {{time}}',
    en: 'Approved by {{name}} {{time}}',
  },
  rejectedBy: {
    fi: 'Hylkäsi tai perui {{name}} {{time}}',
    sv: 'Avslogs eller återkallades av {{name}} {{time}}',
    en: 'Rejected or withdrawn by {{name}} {{time}}',
  },
  shipped: {
    fi: 'Tuli palvelun mukana',
    sv: 'Följde med tjänsten',
    en: 'Came with the service',
  },
  'state.now': { fi: 'Voimassa', sv: 'Gäller', en: 'In force' },
  'state.coming': { fi: 'Tuleva', sv: 'Kommande', en: 'Coming' },
  'state.past': { fi: 'Päättynyt', sv: 'Har upphört', en: 'Past' },
  'state.replaced': { fi: 'Korvattu', sv: 'Ersatt', en: 'Replaced' },
  'state.rejected': { fi: 'Hylätty', sv: 'Avslagen', en: 'Rejected' },
  approve: { fi: 'Hyväksy', sv: 'Godkänn', en: 'Approve' },
  reject: { fi: 'Hylkää', sv: 'Avslå', en: 'Reject' },
  takeBack: { fi: 'Peru ehdotus', sv: 'Återkalla förslaget', en: 'Withdraw the proposal' },
  approveConfirm: {
    fi: 'Hyväksytäänkö muutos?',
    sv: 'Vill du godkänna ändringen?',
    en: 'Approve the change?',
  },
  rejectConfirm: {
    fi: 'Hylätäänkö ehdotus?',
    sv: 'Vill du avslå förslaget?',
    en: 'Reject the proposal?',
  },
  takeBackConfirm: {
    fi: 'Perutaanko oma ehdotus?',
    sv: 'Vill du återkalla ditt förslag?',
    en: 'Withdraw your own proposal?',
  },
  tooLate: {
    fi: 'Ei ehditty hyväksyä ennen ensimmäistä päivää',
    sv: 'Godkändes inte före den första dagen',
    en: 'Was not approved before its first day',
  },
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
  firstDay: { fi: 'Ensimmäinen päivä', sv: 'Första dagen', en: 'First day' },
  percent: { fi: 'Verokanta, %', sv: 'Momssats, %', en: 'Rate, %' },
  propose: { fi: 'Tee ehdotus', sv: 'Lämna förslaget', en: 'Propose' },
  'done.proposed': {
    fi: 'Ehdotus on tehty',
    sv: 'Förslaget är lämnat',
    en: 'The change is proposed',
  },
  'doneHelp.proposed': {
    fi: 'Mitään ei ole vielä muuttunut. Pyydä toista käsittelijää hyväksymään se ennen ensimmäistä päivää.',
    sv: 'Ingenting har ändrats ännu. Be en annan handläggare godkänna det före den första dagen.',
    en: 'Nothing has changed yet. Ask another case officer to approve it before its first day.',
  },
  'done.approved': {
    fi: 'Muutos on hyväksytty',
    sv: 'Ändringen är godkänd',
    en: 'The change is approved',
  },
  'doneHelp.approved': {
    fi: 'Se tulee voimaan ensimmäisenä päivänään keskiyöllä. Tulevat hinnat näkyvät heti julkisella sivulla.',
    sv: 'Den börjar gälla vid midnatt på sin första dag. Kommande priser visas genast på den offentliga sidan.',
    en: 'It takes effect at midnight on its first day. The coming prices are shown on the public page at once.',
  },
  'done.rejected': {
    fi: 'Ehdotus on hylätty',
    sv: 'Förslaget är avslaget',
    en: 'The proposal is rejected',
  },
  'doneHelp.rejected': {
    fi: 'Hinnat ja verokannat ovat kuten ennen.',
    sv: 'Priserna och momssatserna är som förut.',
    en: 'Prices and rates are as they were.',
  },
  'done.takenBack': {
    fi: 'Ehdotus on peruttu',
    sv: 'Förslaget är återkallat',
    en: 'The proposal has been withdrawn',
  },
  'doneHelp.takenBack': {
    fi: 'Hinnat ja verokannat ovat kuten ennen.',
    sv: 'Priserna och momssatserna är som förut.',
    en: 'Prices and rates are as they were.',
  },
} as const satisfies Texts
