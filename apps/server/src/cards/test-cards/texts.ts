import { maxTestCards } from '@sotevarmenne/api/test-cards'

const max = String(maxTestCards)

export const texts = {
  testPersonNotFound: {
    title: {
      fi: 'Testihenkilö ei ole luettelossa',
      sv: 'Testpersonen finns inte på listan',
      en: 'The test person is not on the list',
    },
    advice: {
      fi: 'Valitse joku luettelon keksityistä henkilöistä.',
      sv: 'Välj någon av de påhittade personerna på listan.',
      en: 'Choose one of the invented people on the list.',
    },
  },
  keysNotOffered: {
    title: {
      fi: 'Testikortteja ei tehdä tällaisilla avaimilla',
      sv: 'Testkort görs inte med sådana nycklar',
      en: 'Test cards are not made with such keys',
    },
    advice: {
      fi: 'Valitse toinen avainten tyyppi. Palvelussa ei ole testivarmentajaa, joka varmentaisi nämä avaimet.',
      sv: 'Välj en annan typ av nycklar. Tjänsten har ingen testutfärdare som certifierar dessa nycklar.',
      en: 'Choose the other type of keys. The service has no test CA that certifies these.',
    },
  },
  tooManyToday: {
    title: {
      fi: 'Testikortteja on tehty tänään liikaa',
      sv: 'För många testkort har gjorts i dag',
      en: 'Too many test cards have been made today',
    },
    advice: {
      fi: 'Käytä jo tehtyjä kortteja tai tee uusi huomenna.',
      sv: 'Använd de kort som redan gjorts eller gör ett nytt i morgon.',
      en: 'Use the cards already made, or make a new one tomorrow.',
    },
  },
  tooMany: {
    title: {
      fi: 'Käytössä on jo liian monta testikorttia',
      sv: 'För många testkort är redan i bruk',
      en: 'Too many test cards are in use already',
    },
    advice: {
      fi: 'Sulje kortit, joita et enää tarvitse.',
      sv: 'Spärra de kort som du inte längre behöver.',
      en: 'Revoke the cards that you no longer need.',
    },
  },
  notProduced: {
    title: {
      fi: 'Testikorttia ei voitu tehdä juuri nyt',
      sv: 'Testkortet kunde inte göras just nu',
      en: 'The test card could not be made right now',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen.',
      sv: 'Försök på nytt om en stund.',
      en: 'Try again in a moment.',
    },
  },
  fileGone: {
    title: {
      fi: 'Tiedostoa ei enää ole',
      sv: 'Filen finns inte längre',
      en: 'The file is no longer available',
    },
    advice: {
      fi: 'Kortin tiedoston voi ladata kerran, tunnin kuluessa. Tee uusi testikortti.',
      sv: 'Kortets fil kan laddas ner en gång, inom en timme. Gör ett nytt testkort.',
      en: 'You can download the file of a card once, within an hour. Make a new test card.',
    },
  },
  notFound: {
    title: {
      fi: 'Testikorttia ei löydy',
      sv: 'Testkortet hittades inte',
      en: 'The test card was not found',
    },
    advice: {
      fi: 'Avaa organisaation testikortit ja valitse kortti sieltä.',
      sv: 'Öppna organisationens testkort och välj kortet där.',
      en: 'Open the test cards of the organisation and choose it there.',
    },
  },
  notInUse: {
    title: {
      fi: 'Testikortti ei ole käytössä',
      sv: 'Testkortet är inte i bruk',
      en: 'The test card is not in use',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja katso, missä tilassa kortti on.',
      sv: 'Ladda sidan på nytt och se vilken status kortet har.',
      en: 'Load the page again and check the status of the card.',
    },
  },
  tooManyOrdered: {
    title: {
      fi: 'Tilauksessa on liikaa kortteja',
      sv: 'Beställningen har för många kort',
      en: 'The order has too many cards',
    },
    advice: {
      fi: `Yhdessä tilauksessa voi olla enintään ${max} korttia.`,
      sv: `En beställning kan omfatta högst ${max} kort.`,
      en: `An order has ${max} cards at most.`,
    },
  },
  tooManyWaiting: {
    title: {
      fi: 'Edelliset tilaukset odottavat vielä käsittelyä',
      sv: 'Tidigare beställningar väntar ännu på handläggning',
      en: 'Earlier orders are still waiting for a case officer',
    },
    advice: {
      fi: 'Tilaa lisää, kun niistä on päätetty.',
      sv: 'Beställ fler när beslut om dem har fattats.',
      en: 'Order more when they have been decided on.',
    },
  },
  produced: {
    title: {
      fi: 'Korttia ei voi enää perua',
      sv: 'Kortet kan inte längre återkallas',
      en: 'The card can no longer be cancelled',
    },
    advice: {
      fi: 'Sitä valmistetaan jo, tai se on tehty. Valmiin kortin voi sulkea.',
      sv: 'Det tillverkas redan eller är färdigt. Ett färdigt kort kan spärras.',
      en: 'The card is already being made or is ready. A finished card can be revoked.',
    },
  },
  orderAlreadySent: {
    title: {
      fi: 'Tilaus on jo lähetetty',
      sv: 'Beställningen har redan skickats',
      en: 'The order has already been sent',
    },
    advice: {
      fi: 'Avaa sivu uudelleen ja katso, mitä siinä on.',
      sv: 'Öppna sidan på nytt och se vad som finns där.',
      en: 'Open the page again and see what is there.',
    },
  },
  orderNotFound: {
    title: {
      fi: 'Tilausta ei löydy',
      sv: 'Beställningen hittades inte',
      en: 'The order was not found',
    },
    advice: { fi: 'Lataa jono uudelleen.', sv: 'Ladda kön på nytt.', en: 'Load the queue again.' },
  },
  orderDecided: {
    title: {
      fi: 'Tilauksesta on jo päätetty',
      sv: 'Beställningen är redan avgjord',
      en: 'The order has already been decided on',
    },
    advice: { fi: 'Lataa jono uudelleen.', sv: 'Ladda kön på nytt.', en: 'Load the queue again.' },
  },
  reasonMissing: {
    title: {
      fi: 'Hylkäyksen syy puuttuu',
      sv: 'Orsaken till avslaget saknas',
      en: 'The reason for the refusal is missing',
    },
    advice: {
      fi: 'Kirjoita, miksi tilausta ei hyväksytä. Tilaaja lukee sen.',
      sv: 'Skriv varför beställningen avslås. Beställaren läser det.',
      en: 'Write why the order is refused. The person who ordered reads it.',
    },
  },
}
