import type { Text } from '#platform/texts.ts'

export const texts = {
  invoiceNotFound: {
    title: {
      fi: 'Laskua ei löydy',
      sv: 'Fakturan hittas inte',
      en: 'The invoice is not found',
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
  nothingToDispute: {
    title: {
      fi: 'Laskussa ei ole riitautettavaa',
      sv: 'Det finns inget att bestrida på fakturan',
      en: 'Nothing is left to dispute on the invoice',
    },
    advice: {
      fi: 'Kaikki sen maksut on jo hyvitetty tai riitautettu.',
      sv: 'Alla dess avgifter har redan krediterats eller bestridits.',
      en: 'All its charges were credited or disputed before.',
    },
  },
  chargeDisputedBefore: {
    title: {
      fi: 'Maksu on jo riitautettu',
      sv: 'Avgiften har redan bestridits',
      en: 'The charge was disputed before',
    },
    advice: {
      fi: 'Kunkin maksun voi riitauttaa kerran. Jatka sen yhteydenotossa, jos se on vielä auki.',
      sv: 'En avgift kan bestridas en gång. Fortsätt i dess ärende om det ännu är öppet.',
      en: 'A charge is disputed once. Go on in its thread while that is open.',
    },
  },
  ownDispute: {
    title: {
      fi: 'Riitautit laskun itse',
      sv: 'Du bestred fakturan själv',
      en: 'You disputed the invoice yourself',
    },
    advice: {
      fi: 'Pyydä toista, joka hoitaa pisteiden laskutusta, ratkaisemaan se.',
      sv: 'Be någon annan som sköter ställenas fakturering avgöra det.',
      en: 'Ask somebody else who sees to the invoices of the points to decide it.',
    },
  },
  disputeNotFound: {
    title: {
      fi: 'Riitautusta ei löydy',
      sv: 'Bestridandet hittas inte',
      en: 'The dispute is not found',
    },
    advice: {
      fi: 'Avaa lasku uudelleen.',
      sv: 'Öppna fakturan på nytt.',
      en: 'Open the invoice again.',
    },
  },
  disputeSettledBefore: {
    title: {
      fi: 'Riitautus on jo ratkaistu',
      sv: 'Bestridandet har redan avgjorts',
      en: 'The dispute was settled before',
    },
    advice: {
      fi: 'Lataa lasku uudelleen: siinä näkyy ratkaisu.',
      sv: 'Ladda fakturan på nytt: den visar avgörandet.',
      en: 'Load the invoice again: it shows the outcome.',
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
      en: 'Its credit notes tell what was credited already.',
    },
  },
  chargeNotOnInvoice: {
    title: {
      fi: 'Maksu ei ole tällä laskulla, tai se on jo hyvitetty',
      sv: 'Avgiften finns inte på den här fakturan eller har redan krediterats',
      en: 'The charge is not on this invoice, or was credited already',
    },
    advice: {
      fi: 'Lataa lasku uudelleen ja valitse maksut uudelleen.',
      sv: 'Ladda fakturan på nytt och välj avgifterna på nytt.',
      en: 'Load the invoice again and choose the charges again.',
    },
  },
  notOverdue: {
    title: {
      fi: 'Laskusta ei voi nyt muistuttaa',
      sv: 'Det går inte att påminna om fakturan nu',
      en: 'Nobody can be reminded of the invoice now',
    },
    advice: {
      fi: 'Muistuttaa voi laskusta, joka on erääntynyt eikä ole riitautettu.',
      sv: 'En påminnelse gäller en faktura som har förfallit och inte har bestridits.',
      en: 'You can remind of an invoice that is overdue and not disputed.',
    },
  },
  remindedLately: {
    title: {
      fi: 'Laskusta on muistutettu viikon sisällä',
      sv: 'En påminnelse har skickats under den senaste veckan',
      en: 'There was a reminder within the last week',
    },
    advice: {
      fi: 'Muistuta uudelleen, kun edellisestä muistutuksesta on viikko.',
      sv: 'Påminn på nytt när en vecka har gått sedan den förra påminnelsen.',
      en: 'Remind again once a week has passed since the last reminder.',
    },
  },
  nobodyToRemind: {
    title: {
      fi: 'Maksajalla ei ole yhteyshenkilöitä',
      sv: 'Betalaren har inga kontaktpersoner',
      en: 'Whoever pays has no contacts',
    },
    advice: {
      fi: 'Muistutus ei tavoittaisi ketään. Ota yhteyttä organisaatioon muulla tavoin.',
      sv: 'En påminnelse skulle inte nå någon. Kontakta organisationen på annat sätt.',
      en: 'A reminder would reach nobody. Get in touch with the organisation in another way.',
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
      en: 'Give a day from the date of the invoice to today.',
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
      en: 'Only an invoice that the operator did not take can be sent again.',
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
      en: 'Write it like 2026-10.',
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
      en: 'The month was invoiced already',
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
      en: 'It has not been told who invoices',
    },
    advice: {
      fi: 'Pyydä ylläpitoa antamaan laskuttajan tiedot (SELLER_FILE).',
      sv: 'Be driften ange uppgifterna om fakturautställaren (SELLER_FILE).',
      en: 'Ask operations to tell who invoices (SELLER_FILE).',
    },
  },
  noSellerOfKeeper: {
    title: {
      fi: 'Laskuttajan tietoja ei ole annettu',
      sv: 'Uppgifterna om fakturautställaren saknas',
      en: 'It has not been told who invoices',
    },
    advice: {
      fi: 'Anna ensin tilinumero ja muut laskuttajan tiedot.',
      sv: 'Ange först kontonumret och övriga uppgifter om fakturautställaren.',
      en: 'First give the account number and the rest of what invoices say of the seller.',
    },
  },
  nothingToMove: {
    title: {
      fi: 'Siirrettäviä maksuja ei ole',
      sv: 'Det finns inga avgifter att flytta',
      en: 'There is nothing to move',
    },
    advice: {
      fi: 'Kaikki on jo laskutettu, tai maksut ovat jo tällä organisaatiolla. Tehdyn laskun voi hyvittää.',
      sv: 'Allt har redan fakturerats, eller avgifterna är redan organisationens. En faktura som har gjorts kan krediteras.',
      en: 'Everything is invoiced, or already charged to this organisation. An invoice that was made can be credited.',
    },
  },
  payerNotFound: {
    title: {
      fi: 'Y-tunnuksella ei löydy asiakasta',
      sv: 'Ingen kund hittas med FO-numret',
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
      en: 'It is whoever got the invoice, or the keeper itself. The invoice was not credited.',
    },
  },
  keepsNoPoint: {
    title: {
      fi: 'Organisaatio ei ole rekisteröintipisteen pitäjä',
      sv: 'Organisationen upprätthåller inget registreringsställe',
      en: 'The organisation keeps no registration point',
    },
    advice: {
      fi: 'Pyydä toimistoa lisäämään Y-tunnus pisteen tietoihin.',
      sv: 'Be kontoret lägga till FO-numret i ställets uppgifter.',
      en: 'Ask the office to add the business ID to the facts of the point.',
    },
  },
  numbersBegun: {
    title: {
      fi: 'Laskujen numerot ovat jo alkaneet',
      sv: 'Fakturanumren har redan börjat',
      en: 'The numbers of invoices have begun',
    },
    advice: {
      fi: 'Ensimmäinen lasku on jo tehty, ja numerot jatkuvat siitä. Lataa sivu uudelleen.',
      sv: 'Den första fakturan har redan gjorts, och numren fortsätter därifrån. Ladda om sidan.',
      en: 'The first invoice was made, and numbers go on from there. Load the page again.',
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
      en: 'Check the IBAN: something in it is mistyped.',
    },
  },
  organisationNotFound: {
    title: {
      fi: 'Organisaatiota ei löydy',
      sv: 'Organisationen hittas inte',
      en: 'The organisation is not found',
    },
    advice: {
      fi: 'Hae organisaatio uudelleen.',
      sv: 'Sök organisationen på nytt.',
      en: 'Look the organisation up again.',
    },
  },
  unitNotFound: {
    title: {
      fi: 'Yksikköä ei löydy',
      sv: 'Enheten hittas inte',
      en: 'The unit is not found',
    },
    advice: {
      fi: 'Lataa sivu uudelleen: siinä ovat organisaation yksiköt.',
      sv: 'Ladda om sidan: den visar organisationens enheter.',
      en: 'Load the page again: it shows the units of the organisation.',
    },
  },
  notAPeriod: {
    title: {
      fi: 'Aika ei kelpaa',
      sv: 'Perioden duger inte',
      en: 'This is not a period',
    },
    advice: {
      fi: 'Anna ensimmäinen ja viimeinen päivä, enintään vuosi.',
      sv: 'Ange första och sista dag, högst ett år.',
      en: 'Give the first and the last day, a year at most.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
