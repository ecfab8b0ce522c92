import type { Text } from '#platform/texts.ts'

/** Texts of the problems of cases. */
export const texts = {
  tooMany: {
    title: {
      fi: 'Sinulla on monta yhteydenottoa kesken',
      sv: 'Du har många öppna ärenden',
      en: 'You have many open conversations',
    },
    advice: {
      fi: 'Jatka jotakin niistä, tai sulje ne, joihin et enää tarvitse vastausta.',
      sv: 'Fortsätt i något av dem, eller avsluta dem som du inte längre behöver svar på.',
      en: 'Go on with one of them, or close those that you need no answer to.',
    },
  },
  createdBefore: {
    title: {
      fi: 'Tämä on jo lähetetty',
      sv: 'Detta har redan skickats',
      en: 'This was sent already',
    },
    advice: {
      fi: 'Avaa sivu uudelleen ja katso, mitä siinä on.',
      sv: 'Öppna sidan på nytt och se vad som finns där.',
      en: 'Open the page again and see what is there.',
    },
  },
  decisionNotFound: {
    title: {
      fi: 'Päätöstä ei löydy',
      sv: 'Beslutet hittas inte',
      en: 'There is no such decision',
    },
    advice: {
      fi: 'Kirjoita oikaisupyyntö ilman viittausta päätökseen.',
      sv: 'Skriv din begäran om rättelse utan hänvisning till beslutet.',
      en: 'Write the request for a correction without reference to the decision.',
    },
  },
  notFound: {
    title: {
      fi: 'Yhteydenottoa ei löydy',
      sv: 'Ärendet hittas inte',
      en: 'There is no such message',
    },
    advice: {
      fi: 'Palaa luetteloon. Suljetun yhteydenoton teksti poistetaan kahden vuoden kuluttua.',
      sv: 'Gå tillbaka till listan. Texten i ett avslutat ärende raderas efter två år.',
      en: 'Go back to the list. The text of a closed conversation is erased after two years.',
    },
  },
  stepNotNow: {
    title: {
      fi: 'Yhteydenotto on muuttunut',
      sv: 'Ärendet har ändrats',
      en: 'The conversation has changed',
    },
    advice: {
      fi: 'Avaa sivu uudelleen. Joku on ehtinyt ennen sinua.',
      sv: 'Öppna sidan på nytt. Någon hann före dig.',
      en: 'Open the page again. Somebody was there before you.',
    },
  },
  notARectificationRequest: {
    title: {
      fi: 'Vain oikaisupyynnöstä päätetään',
      sv: 'Endast en begäran om rättelse avgörs genom beslut',
      en: 'Only a request for a correction is decided',
    },
    advice: {
      fi: 'Vastaa ja sulje yhteydenotto.',
      sv: 'Svara och avsluta ärendet.',
      en: 'Answer, and close the conversation.',
    },
  },
  decidedWithInvoice: {
    title: {
      fi: 'Riitautus ratkaistaan laskun sivulla',
      sv: 'Bestridandet avgörs på fakturans sida',
      en: 'A dispute is decided on the page of its invoice',
    },
    advice: {
      fi: 'Avaa lasku: siellä se hyvitetään, tai riitautus hylätään perusteluineen.',
      sv: 'Öppna fakturan: där krediteras den, eller så avslås bestridandet med motivering.',
      en: 'Open the invoice: there it is credited, or the dispute is refused with reasons.',
    },
  },
  decisionDue: {
    title: {
      fi: 'Oikaisupyynnöstä pitää päättää',
      sv: 'En begäran om rättelse ska avgöras genom beslut',
      en: 'A request for a correction must be decided',
    },
    advice: {
      fi: 'Hyväksy tai hylkää se ja kirjoita perustelut.',
      sv: 'Godkänn eller avslå den och skriv en motivering.',
      en: 'Accept or refuse it, and write the reasons.',
    },
  },
  extensionNotNow: {
    title: {
      fi: 'Määräaikaa ei voi enää jatkaa',
      sv: 'Tidsfristen kan inte förlängas längre',
      en: 'The time limit cannot be extended any more',
    },
    advice: {
      fi: 'Sitä jatketaan kerran, ennen kuin se on kulunut. Päätä nyt.',
      sv: 'Den förlängs en gång, innan den har gått ut. Fatta beslutet nu.',
      en: 'It is extended once, before it has passed. Decide now.',
    },
  },
  full: {
    title: {
      fi: 'Yhteydenotossa on liian monta viestiä',
      sv: 'Ärendet har för många meddelanden',
      en: 'The conversation has too many messages',
    },
    advice: {
      fi: 'Aloita uusi yhteydenotto.',
      sv: 'Öppna ett nytt ärende.',
      en: 'Start a new conversation.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
