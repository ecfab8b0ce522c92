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
      sv: 'Beslutet hittades inte',
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
      sv: 'Ärendet hittades inte',
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
  addressUnconfirmed: {
    title: {
      fi: 'Osoitteeseen on jo lähetetty linkki',
      sv: 'En länk har redan skickats till adressen',
      en: 'A link has been sent to this address already',
    },
    advice: {
      fi: 'Vahvista edellinen viestisi avaamalla linkki. Katso myös roskaposti. Uuden viestin voit lähettää sen jälkeen, tai vuorokauden kuluttua.',
      sv: 'Bekräfta ditt förra meddelande genom att öppna länken. Se också i skräpposten. Därefter, eller efter ett dygn, kan du skicka ett nytt meddelande.',
      en: 'Confirm your earlier message by opening the link. Look in the spam folder too. After that, or after a day, you can send a new message.',
    },
  },
  tooManyMessages: {
    title: {
      fi: 'Viestejä on lähetetty paljon',
      sv: 'Många meddelanden har skickats',
      en: 'Many messages have been sent',
    },
    advice: {
      fi: 'Jatka jotakin niistä linkillä, jonka sait sähköpostiin, tai yritä huomenna uudelleen. Voit myös soittaa asiakaspalveluun.',
      sv: 'Fortsätt på något av dem med länken som du fick per e-post, eller försök igen i morgon. Du kan också ringa kundtjänsten.',
      en: 'Go on with one of them by the link that you got by e-mail, or try again tomorrow. You can also call customer service.',
    },
  },
  identificationExpired: {
    title: {
      fi: 'Tunnistautumisestasi on liian kauan',
      sv: 'Det har gått för länge sedan du identifierade dig',
      en: 'You identified yourself too long ago',
    },
    advice: {
      fi: 'Tunnistaudu Suomi.fissä uudelleen tai lähetä viesti ilman tunnistautumista.',
      sv: 'Identifiera dig på nytt via Suomi.fi eller skicka meddelandet utan identifiering.',
      en: 'Identify yourself at Suomi.fi again, or send the message without it.',
    },
  },
  linkNotFound: {
    title: {
      fi: 'Linkki ei toimi',
      sv: 'Länken fungerar inte',
      en: 'The link does not work',
    },
    advice: {
      fi: 'Kopioi linkki viestistä kokonaan. Jos viestistä on yli vuorokausi eikä sitä vahvistettu, kirjoita uudelleen.',
      sv: 'Kopiera hela länken ur meddelandet. Om meddelandet inte bekräftades inom ett dygn, skriv på nytt.',
      en: 'Copy the whole link from the mail. If the message was not confirmed within a day, write again.',
    },
  },
  linkExpired: {
    title: {
      fi: 'Linkki on vanhentunut',
      sv: 'Länken har slutat gälla',
      en: 'The link has expired',
    },
    advice: {
      fi: 'Kirjoita asiakaspalvelulle uudelleen.',
      sv: 'Skriv till kundtjänsten på nytt.',
      en: 'Write to customer service again.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
