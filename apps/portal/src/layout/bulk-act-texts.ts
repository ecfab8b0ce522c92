import type { Texts } from '../texts/text.ts'

/** Acts on many rows of a list. */
export const bulkActTexts = {
  progress: {
    fi: 'Käsitelty {{at}} / {{count}}',
    sv: 'Behandlat {{at}} / {{count}}',
    en: '{{at}} of {{count}} processed',
  },
  progressName: { fi: 'Edistyminen', sv: 'Förlopp', en: 'Progress' },
  done: { fi: 'Tehty: {{count}}', sv: 'Gjort: {{count}}', en: 'Done: {{count}}' },
  already: {
    fi: 'Oli tehty jo aiemmin: {{count}}.',
    sv: 'Var redan gjort: {{count}}.',
    en: 'Done already before: {{count}}.',
  },
  notDone: {
    fi: 'Jäi tekemättä: {{count}}.',
    sv: 'Blev ogjort: {{count}}.',
    en: 'Not done: {{count}}.',
  },
  interrupted: {
    fi: 'Käsitelty {{at}} / {{count}}. Loppuja ei ole muutettu. Voit jatkaa: mitään ei tehdä kahdesti.',
    sv: 'Behandlat {{at}} / {{count}}. De övriga har inte ändrats. Du kan fortsätta: ingenting görs två gånger.',
    en: '{{at}} of {{count}} processed. The rest have not been changed. You can continue: nothing is done twice.',
  },
  goOn: { fi: 'Jatka', sv: 'Fortsätt', en: 'Continue' },
  refusedHeading: {
    fi: 'Näitä ei muutettu: {{count}}',
    sv: 'Dessa ändrades inte: {{count}}',
    en: 'Not changed: {{count}}',
  },
  moreRefused: {
    fi: 'Tässä on {{shown}} ensimmäistä. Kaikki {{count}} ovat tiedostossa, jonka voit tallentaa.',
    sv: 'Här visas de {{shown}} första. Alla {{count}} finns i filen som du kan spara.',
    en: 'These are the first {{shown}}. All {{count}} are in the file that you can save.',
  },
  saveRefused: { fi: 'Tallenna nämä (CSV)', sv: 'Spara dessa (CSV)', en: 'Save these (CSV)' },
  refusedFile: { fi: 'ei-muutetut.csv', sv: 'inte-andrade.csv', en: 'not-changed.csv' },
  saved: { fi: 'Tiedosto on tallennettu', sv: 'Filen har sparats', en: 'The file is saved' },
  name: { fi: 'Nimi', sv: 'Namn', en: 'Name' },
  reason: { fi: 'Syy', sv: 'Orsak', en: 'Reason' },
} satisfies Texts
