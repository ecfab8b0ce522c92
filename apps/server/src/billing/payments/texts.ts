import type { Text } from '#platform/texts.ts'

export const texts = {
  fileUnknown: {
    title: {
      fi: 'Tiedosto ei ole pankin maksuaineisto',
      sv: 'Filen är ingen betalningsfil från banken',
      en: 'The file is not a payment file of a bank',
    },
    advice: {
      fi: 'Hae pankista tapahtumailmoitus (camt.054) tai saapuvien viitemaksujen aineisto (KTL).',
      sv: 'Hämta ett transaktionsmeddelande (camt.054) eller filen med inkommande referensbetalningar (KTL) från banken.',
      en: 'Get a debit and credit notification (camt.054) or the file of incoming reference payments (KTL) from the bank.',
    },
  },
  fileMalformed: {
    title: {
      fi: 'Tiedostossa on virhe',
      sv: 'Det finns ett fel i filen',
      en: 'The file has a fault',
    },
    advice: {
      fi: 'Hae tiedosto pankista uudelleen äläkä muokkaa sitä. Mitään ei tuotu.',
      sv: 'Hämta filen på nytt från banken och ändra den inte. Ingenting importerades.',
      en: 'Get the file from the bank again, and do not edit it. Nothing was imported.',
    },
  },
  fileEncoding: {
    title: {
      fi: 'Tiedoston merkistö ei ole UTF-8',
      sv: 'Filens teckenkodning är inte UTF-8',
      en: 'The file is not in UTF-8',
    },
    advice: {
      fi: 'Hae tiedosto pankista uudelleen äläkä muokkaa sitä.',
      sv: 'Hämta filen på nytt från banken och ändra den inte.',
      en: 'Get the file from the bank again, and do not edit it.',
    },
  },
  fileIncomplete: {
    title: {
      fi: 'Tiedostosta puuttuu maksuja',
      sv: 'Betalningar saknas i filen',
      en: 'Payments are missing from the file',
    },
    advice: {
      fi: 'Sen summat eivät vastaa sen maksuja. Hae tiedosto pankista uudelleen. Mitään ei tuotu.',
      sv: 'Dess summor stämmer inte med betalningarna. Hämta filen på nytt från banken. Ingenting importerades.',
      en: 'Its totals are not those of its payments. Get the file from the bank again. Nothing was imported.',
    },
  },
  fileTooLong: {
    title: {
      fi: 'Tiedostossa on liikaa maksuja',
      sv: 'Det finns för många betalningar i filen',
      en: 'The file has too many payments',
    },
    advice: {
      fi: 'Tuo enintään 10 000 maksua kerrallaan: hae pankista lyhyemmän ajan aineisto.',
      sv: 'Importera högst 10 000 betalningar åt gången: hämta en fil för en kortare tid från banken.',
      en: 'Import at most 10,000 payments at a time: get a file of a shorter period from the bank.',
    },
  },
  fileCurrency: {
    title: {
      fi: 'Tiedostossa on muita kuin euromaksuja',
      sv: 'Filen innehåller andra betalningar än i euro',
      en: 'The file has payments in another currency than euro',
    },
    advice: {
      fi: 'Laskut maksetaan euroina. Hae eurotilin aineisto.',
      sv: 'Fakturorna betalas i euro. Hämta filen för eurokontot.',
      en: 'Invoices are paid in euro. Get the file of the euro account.',
    },
  },
  fileAccount: {
    title: {
      fi: 'Tiedosto on toisen tilin',
      sv: 'Filen gäller ett annat konto',
      en: 'The file is of another account',
    },
    advice: {
      fi: 'Hae sen tilin aineisto, joka on laskuilla.',
      sv: 'Hämta filen för kontot som står på fakturorna.',
      en: 'Get the file of the account that is on the invoices.',
    },
  },
  paymentNotFound: {
    title: {
      fi: 'Maksua ei löydy',
      sv: 'Betalningen hittades inte',
      en: 'The payment was not found',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen.',
      sv: 'Ladda listan på nytt.',
      en: 'Load the list again.',
    },
  },
  paymentNotWaiting: {
    title: {
      fi: 'Maksu on jo käsitelty',
      sv: 'Betalningen har redan behandlats',
      en: 'The payment has already been dealt with',
    },
    advice: {
      fi: 'Lataa luettelo uudelleen: siinä näkyy, kuka käsitteli sen ja miten.',
      sv: 'Ladda listan på nytt: den visar vem som behandlade den och hur.',
      en: 'Load the list again: it shows who dealt with it and how.',
    },
  },
  paymentDoesNotFit: {
    title: {
      fi: 'Maksua ei voi kohdistaa tähän laskuun',
      sv: 'Betalningen kan inte hänföras till den här fakturan',
      en: 'The payment cannot be put on this invoice',
    },
    advice: {
      fi: 'Laskusta ei ole mitään maksettavaa, tai sille ei ole tullut maksua, jonka voisi perua.',
      sv: 'Det finns inget att betala på fakturan, eller ingen mottagen betalning att ta tillbaka.',
      en: 'Nothing is left to pay of the invoice, or no payment was received for it that could be taken back.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
