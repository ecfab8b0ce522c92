import type { Texts } from '../texts/text.ts'

/** The cards of an organisation's people. */
export const employeeCardTexts = {
  heading: {
    fi: 'Henkilöstön kortit',
    sv: 'Personalens kort',
    en: 'Cards of employees',
  },
  open: {
    fi: 'Katso, kenellä on kortti ja mihin asti',
    sv: 'Se vem som har ett kort och hur länge det gäller',
    en: 'See who has a card, and until when',
  },
  lead: {
    fi: 'Tässä ovat organisaation henkilöstö- ja toimijakortit. Ammattikortit kuuluvat henkilöille itselleen, eivätkä ne näy täällä.',
    sv: 'Här visas organisationens personalkort och aktörskort. Yrkeskorten är personliga och visas inte här.',
    en: 'These are the organisation’s staff and actor cards. Professional cards belong to the people themselves and are not shown here.',
  },
  none: {
    fi: 'Tällaisia kortteja ei ole.',
    sv: 'Det finns inga sådana kort.',
    en: 'There are no such cards.',
  },
  endingCount: {
    fi: 'Päättyy 90 päivän kuluessa: {{count}}',
    sv: 'Upphör inom 90 dagar: {{count}}',
    en: 'Ending within 90 days: {{count}}',
  },
  endingHelp: {
    fi: 'Valitse kortit ja valmistele uusien korttien tilaukset. Henkilöt varaavat ajan rekisteröintipisteeseen.',
    sv: 'Välj korten och förbered beställningar av nya kort. Personerna bokar tid vid ett registreringsställe.',
    en: 'Choose the cards and prepare orders of new ones. The people book an appointment at a registration point.',
  },
  showEnding: { fi: 'Näytä ne', sv: 'Visa dem', en: 'Show them' },
  ending: { fi: 'Päättyy pian', sv: 'Upphör snart', en: 'Ends soon' },
  unit: { fi: 'Yksikkö', sv: 'Enhet', en: 'Unit' },
  validUntil: { fi: 'voimassa {{day}} asti', sv: 'gäller till {{day}}', en: 'valid until {{day}}' },
  validTo: { fi: 'Viimeinen päivä', sv: 'Sista dag', en: 'Last day' },
  state: { fi: 'Tila', sv: 'Status', en: 'Status' },
  chosen: {
    fi: 'Valittuja kortteja: {{count}}',
    sv: 'Valda kort: {{count}}',
    en: 'Cards chosen: {{count}}',
  },
  tooMany: {
    fi: 'Valitse kerralla enintään 100 korttia.',
    sv: 'Välj högst 100 kort åt gången.',
    en: 'Choose at most 100 cards at a time.',
  },
  renew: {
    fi: 'Valmistele uusien korttien tilaukset',
    sv: 'Förbered beställningar av nya kort',
    en: 'Prepare orders of new cards',
  },
  renewPreview: {
    fi: 'Näytä, mitä tapahtuu ja mitä se maksaa',
    sv: 'Visa vad som händer och vad det kostar',
    en: 'Show what will happen and what it costs',
  },
  renewalPlan: {
    fi: 'Valmisteltavia tilauksia: {{count}}, hinta yhteensä {{sum}}',
    sv: 'Beställningar som förbereds: {{count}}, pris sammanlagt {{sum}}',
    en: 'Orders to be prepared: {{count}}, price in all {{sum}}',
  },
  notToBePrepared: {
    fi: 'Näille ei voi valmistella tilausta:',
    sv: 'För dessa kan ingen beställning förberedas:',
    en: 'For these no order can be prepared:',
  },
  renewHelp: {
    fi: 'Nimike ja yksikkö ovat samat kuin nykyisessä kortissa. Vanha kortti toimii, kunnes uusi on käytössä.',
    sv: 'Uppgiftsbenämningen och enheten är samma som på det nuvarande kortet. Det gamla kortet fungerar tills det nya är i bruk.',
    en: 'Title and unit are those of the present card. The old card works until the new one is in use.',
  },
  logsIn: {
    fi: 'Kirjautuvatko kaikki valitut asiakas- tai potilastietojärjestelmiin työssään?',
    sv: 'Loggar alla valda in i klient- eller patientdatasystem i sitt arbete?',
    en: 'Do all the chosen people log in to client or patient systems in their work?',
  },
  renewed: {
    fi: 'Valmisteltuja tilauksia: {{count}}',
    sv: 'Förberedda beställningar: {{count}}',
    en: 'Orders prepared: {{count}}',
  },
  refused: {
    fi: 'Näille ei valmisteltu tilausta:',
    sv: 'För dessa förbereddes ingen beställning:',
    en: 'For these no order was prepared:',
  },
  end: {
    fi: 'Ilmoita työsuhteen päättymisestä',
    sv: 'Anmäl att anställningen upphör',
    en: 'Report the end of the employment',
  },
  endWhose: {
    fi: 'Ilmoita työsuhteen päättymisestä: {{name}}',
    sv: 'Anmäl att anställningen upphör: {{name}}',
    en: 'Report the end of the employment: {{name}}',
  },
} satisfies Texts
