import type { Text } from '#platform/texts.ts'

export const texts = {
  notOverdue: {
    title: {
      fi: 'Laskusta ei voi nyt muistuttaa',
      sv: 'Det går inte att påminna om fakturan nu',
      en: 'A reminder of the invoice cannot be sent now',
    },
    advice: {
      fi: 'Muistuttaa voi laskusta, joka on erääntynyt eikä ole riitautettu.',
      sv: 'En påminnelse gäller en faktura som har förfallit och inte har bestridits.',
      en: 'You can send a reminder of an invoice that is overdue and not disputed.',
    },
  },
  remindedLately: {
    title: {
      fi: 'Laskusta on muistutettu äskettäin',
      sv: 'En påminnelse har skickats nyligen',
      en: 'A reminder was sent recently',
    },
    advice: {
      fi: 'Anna maksajalle aikaa ja muistuta uudelleen myöhemmin.',
      sv: 'Ge betalaren tid och påminn på nytt senare.',
      en: 'Give the payer time, and remind again later.',
    },
  },
  nobodyToRemind: {
    title: {
      fi: 'Maksajalla ei ole yhteyshenkilöitä',
      sv: 'Betalaren har inga kontaktpersoner',
      en: 'The payer has no contacts',
    },
    advice: {
      fi: 'Muistutus ei tavoittaisi ketään. Ota yhteyttä organisaatioon muulla tavoin.',
      sv: 'En påminnelse skulle inte nå någon. Kontakta organisationen på annat sätt.',
      en: 'A reminder would reach nobody. Get in touch with the organisation in another way.',
    },
  },
  noSellerOfPointOperator: {
    title: {
      fi: 'Laskuttajan tietoja ei ole annettu',
      sv: 'Uppgifterna om fakturautställaren saknas',
      en: 'The details of the seller are missing',
    },
    advice: {
      fi: 'Anna ensin tilinumero ja muut laskuttajan tiedot.',
      sv: 'Ange först kontonumret och övriga uppgifter om fakturautställaren.',
      en: 'First give the account number and the other details of the seller.',
    },
  },
  payerNotFound: {
    title: {
      fi: 'Y-tunnuksella ei löytynyt asiakasta',
      sv: 'Ingen kund hittades med FO-numret',
      en: 'No customer has this business ID',
    },
    advice: {
      fi: 'Tarkista Y-tunnus. Laskua ei hyvitetty.',
      sv: 'Kontrollera FO-numret. Fakturan krediterades inte.',
      en: 'Check the business ID. The invoice was not credited.',
    },
  },
  notAnotherPayer: {
    title: {
      fi: 'Uutta maksajaa ei voi laskuttaa',
      sv: 'Den nya betalaren kan inte faktureras',
      en: 'The new payer cannot be invoiced',
    },
    advice: {
      fi: 'Se on laskun saaja tai pisteen pitäjä itse. Laskua ei hyvitetty.',
      sv: 'Den är fakturans mottagare eller ställets upprätthållare. Fakturan krediterades inte.',
      en: 'It is the recipient of the invoice, or the registration point operator itself. The invoice was not credited.',
    },
  },
  keepsNoPoint: {
    title: {
      fi: 'Organisaatio ei ole rekisteröintipisteen pitäjä',
      sv: 'Organisationen upprätthåller inget registreringsställe',
      en: 'The organisation runs no registration point',
    },
    advice: {
      fi: 'Pyydä toimistoa lisäämään Y-tunnus pisteen tietoihin.',
      sv: 'Be kontoret lägga till FO-numret i ställets uppgifter.',
      en: 'Ask the office to add the business ID to the details of the point.',
    },
  },
  numbersBegun: {
    title: {
      fi: 'Laskujen numerot ovat jo alkaneet',
      sv: 'Fakturanumren har redan börjat',
      en: 'The invoice numbers have already begun',
    },
    advice: {
      fi: 'Ensimmäinen lasku on jo tehty, ja numerot jatkuvat siitä. Lataa sivu uudelleen.',
      sv: 'Den första fakturan har redan gjorts, och numren fortsätter därifrån. Ladda om sidan.',
      en: 'The first invoice has already been made, and the numbers continue from it. Load the page again.',
    },
  },
  notAnAccountNumber: {
    title: {
      fi: 'Tilinumero ei ole oikein',
      sv: 'Kontonumret är fel',
      en: 'The account number is wrong',
    },
    advice: {
      fi: 'Tarkista IBAN-tilinumero: siinä on kirjoitusvirhe.',
      sv: 'Kontrollera IBAN-kontonumret: det innehåller ett skrivfel.',
      en: 'Check the IBAN: it has a typing error.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
