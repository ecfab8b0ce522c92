import type { Text } from '#platform/texts.ts'

/** Texts of the problems of cases. */
export const texts = {
  tooMany: {
    title: {
      fi: 'Sinulla on monta viestiketjua kesken',
      sv: 'Du har många öppna ärenden',
      en: 'You have many open conversations',
    },
    advice: {
      fi: 'Jatka jotakin niistä, tai sulje ne, joihin et enää tarvitse vastausta.',
      sv: 'Fortsätt i något av dem, eller avsluta dem som du inte längre behöver svar på.',
      en: 'Continue one of them, or close those that you no longer need an answer to.',
    },
  },
  createdBefore: {
    title: {
      fi: 'Tämä on jo lähetetty',
      sv: 'Detta har redan skickats',
      en: 'This has already been sent',
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
      en: 'The decision was not found',
    },
    advice: {
      fi: 'Kirjoita vaatimuksesi ilman viittausta päätökseen.',
      sv: 'Skriv din begäran utan hänvisning till beslutet.',
      en: 'Write your request without reference to the decision.',
    },
  },
  notFound: {
    title: {
      fi: 'Viestiketjua ei löytynyt',
      sv: 'Ärendet hittades inte',
      en: 'The conversation was not found',
    },
    advice: {
      fi: 'Palaa luetteloon. Suljetun viestiketjun teksti poistetaan, kun sen säilytysaika päättyy.',
      sv: 'Gå tillbaka till listan. Texten i ett avslutat ärende raderas när bevaringstiden har gått ut.',
      en: 'Go back to the list. The text of a closed conversation is deleted when its storage time ends.',
    },
  },
  stepNotNow: {
    title: {
      fi: 'Viestiketju on muuttunut',
      sv: 'Ärendet har ändrats',
      en: 'The conversation has changed',
    },
    advice: {
      fi: 'Avaa sivu uudelleen. Joku muu ehti ensin.',
      sv: 'Öppna sidan på nytt. Någon hann före dig.',
      en: 'Open the page again. Somebody else was quicker.',
    },
  },
  notARectificationRequest: {
    title: {
      fi: 'Päätös tehdään vain oikaisuvaatimuksesta ja tietojen oikaisusta',
      sv: 'Beslut fattas endast om omprövning och rättelse av uppgifter',
      en: 'Only requests for a review or correction are decided',
    },
    advice: {
      fi: 'Vastaa ja sulje viestiketju.',
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
      fi: 'Oikaisuvaatimuksesta ja tietojen oikaisusta pitää päättää',
      sv: 'Omprövning och rättelse av uppgifter ska avgöras genom beslut',
      en: 'A request for a review or correction must be decided',
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
      en: 'The time limit can no longer be extended',
    },
    advice: {
      fi: 'Sitä voi jatkaa kerran, ennen kuin se on kulunut. Päätä nyt.',
      sv: 'Den förlängs en gång, innan den har gått ut. Fatta beslutet nu.',
      en: 'It can be extended once, before it has passed. Decide now.',
    },
  },
  full: {
    title: {
      fi: 'Viestiketjussa on liian monta viestiä',
      sv: 'Ärendet har för många meddelanden',
      en: 'The conversation has too many messages',
    },
    advice: {
      fi: 'Aloita uusi viestiketju.',
      sv: 'Öppna ett nytt ärende.',
      en: 'Start a new conversation.',
    },
  },
  addressUnconfirmed: {
    title: {
      fi: 'Osoitteeseen on jo lähetetty linkki',
      sv: 'En länk har redan skickats till adressen',
      en: 'A link has already been sent to this address',
    },
    advice: {
      fi: 'Vahvista edellinen viestisi avaamalla linkki. Katso myös roskaposti. Uuden viestin voit lähettää sen jälkeen, tai vuorokauden kuluttua.',
      sv: 'Bekräfta ditt förra meddelande genom att öppna länken. Se också i skräpposten. Därefter, eller efter ett dygn, kan du skicka ett nytt meddelande.',
      en: 'Confirm your earlier message by opening the link. Check your spam folder too. After that, or after 24 hours, you can send a new message.',
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
      en: 'Continue one of them with the link that you got by e-mail, or try again tomorrow. You can also call customer service.',
    },
  },
  identificationExpired: {
    title: {
      fi: 'Tunnistautumisestasi on liian pitkä aika',
      sv: 'Det har gått för länge sedan du identifierade dig',
      en: 'You identified yourself too long ago',
    },
    advice: {
      fi: 'Tunnistaudu uudelleen Suomi.fi-tunnistuksella tai lähetä viesti ilman tunnistautumista.',
      sv: 'Identifiera dig på nytt med Suomi.fi-identifikation eller skicka meddelandet utan identifiering.',
      en: 'Identify yourself with Suomi.fi e-Identification again, or send the message without identification.',
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
      en: 'Copy the whole link from the e-mail. If the message was not confirmed within a day, write again.',
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
