import type { Text } from '#platform/texts.ts'

export const texts = {
  invoiceNotFound: {
    title: {
      fi: 'Laskua ei löydy',
      sv: 'Fakturan hittades inte',
      en: 'The invoice was not found',
    },
    advice: {
      fi: 'Avaa lasku laskujen luettelosta.',
      sv: 'Öppna fakturan i listan över fakturor.',
      en: 'Open the invoice from the list of invoices.',
    },
  },
  notAnInvoice: {
    title: {
      fi: 'Hyvityslaskulle ei voi tehdä tätä',
      sv: 'Det här går inte med en kreditfaktura',
      en: 'This cannot be done to a credit note',
    },
    advice: {
      fi: 'Avaa lasku, jonka se hyvittää.',
      sv: 'Öppna fakturan som den krediterar.',
      en: 'Open the invoice that it credits.',
    },
  },
  nothingToCredit: {
    title: {
      fi: 'Laskussa ei ole enää hyvitettävää',
      sv: 'Det finns inget kvar att kreditera på fakturan',
      en: 'Nothing is left to credit on the invoice',
    },
    advice: {
      fi: 'Katso laskun hyvityslaskuista, mitä on jo hyvitetty.',
      sv: 'Se i fakturans kreditfakturor vad som redan har krediterats.',
      en: 'See the credit notes of the invoice for what has already been credited.',
    },
  },
  chargeNotOnInvoice: {
    title: {
      fi: 'Maksu ei ole tällä laskulla, tai se on jo hyvitetty',
      sv: 'Avgiften finns inte på den här fakturan eller har redan krediterats',
      en: 'The charge is not on this invoice, or has already been credited',
    },
    advice: {
      fi: 'Lataa lasku uudelleen ja valitse maksut uudelleen.',
      sv: 'Ladda fakturan på nytt och välj avgifterna på nytt.',
      en: 'Load the invoice again and choose the charges again.',
    },
  },
  notADayOfPayment: {
    title: {
      fi: 'Laskua ei ole voitu maksaa tuona päivänä',
      sv: 'Fakturan kan inte ha betalats den dagen',
      en: 'The invoice cannot have been paid on that day',
    },
    advice: {
      fi: 'Anna päivä laskun päiväyksestä tähän päivään.',
      sv: 'Ange en dag mellan fakturans datum och i dag.',
      en: 'Enter a day from the date of the invoice to today.',
    },
  },
  nothingToPay: {
    title: {
      fi: 'Laskusta ei ole mitään maksettavaa',
      sv: 'Det finns inget att betala på fakturan',
      en: 'Nothing is left to pay on the invoice',
    },
    advice: {
      fi: 'Se on jo maksettu tai hyvitetty kokonaan. Lataa lasku uudelleen.',
      sv: 'Den är redan betald eller helt krediterad. Ladda fakturan på nytt.',
      en: 'It has already been paid or credited in full. Load the invoice again.',
    },
  },
  invoiceNotRefused: {
    title: {
      fi: 'Laskua ei ole palautettu',
      sv: 'Fakturan har inte avvisats',
      en: 'The invoice was not refused',
    },
    advice: {
      fi: 'Vain laskun, jota operaattori ei ottanut vastaan, voi lähettää uudelleen.',
      sv: 'Bara en faktura som operatören inte tog emot kan skickas på nytt.',
      en: 'Only an invoice that the operator did not accept can be sent again.',
    },
  },
  notAMonth: {
    title: {
      fi: 'Kuukausi ei ole oikeaa muotoa',
      sv: 'Månaden har fel form',
      en: 'The month does not have the right form',
    },
    advice: {
      fi: 'Kirjoita kuukausi muodossa 2026-10.',
      sv: 'Skriv månaden i formen 2026-10.',
      en: 'Write the month as 2026-10.',
    },
  },
  monthNotOver: {
    title: {
      fi: 'Kuukausi ei ole vielä päättynyt',
      sv: 'Månaden är inte slut än',
      en: 'The month is not over yet',
    },
    advice: {
      fi: 'Laskuta se, kun seuraava kuukausi on alkanut.',
      sv: 'Fakturera den när nästa månad har börjat.',
      en: 'Invoice it when the next month has begun.',
    },
  },
  monthBegunBefore: {
    title: {
      fi: 'Kuukausi on jo laskutettu',
      sv: 'Månaden har redan fakturerats',
      en: 'The month has already been invoiced',
    },
    advice: {
      fi: 'Myöhässä tulleet maksut laskutetaan seuraavan kuukauden laskulla.',
      sv: 'Avgifter som kom för sent faktureras på nästa månads faktura.',
      en: 'Charges that came late are on the invoice of the next month.',
    },
  },
  noSeller: {
    title: {
      fi: 'Laskuttajan tietoja ei ole annettu',
      sv: 'Uppgifterna om fakturautställaren saknas',
      en: 'The details of the seller are missing',
    },
    advice: {
      fi: 'Pyydä ylläpitoa antamaan laskuttajan tiedot (SELLER_FILE).',
      sv: 'Be driften ange uppgifterna om fakturautställaren (SELLER_FILE).',
      en: 'Ask operations to give the details of the seller (SELLER_FILE).',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
