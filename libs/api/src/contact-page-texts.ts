import type { ThreeLanguages } from './values.ts'

/** Topics that other pages ask about: `contact-form?topic=…` begins with its subject and what the office needs to know. */
const contactTopics = {
  'registration-point': {
    subject: {
      fi: 'Pyyntö rekisteröintipisteestä',
      sv: 'Begäran om registreringsställe',
      en: 'Request for a registration point',
    },
    text: {
      fi: 'Organisaatio ja Y-tunnus:\nPisteen osoite:\nAukioloajat:\nRekisteröijien määrä (vähintään kaksi):\nKetä piste palvelee (oma henkilöstö vai kaikki):\nToivottu avaamispäivä:\n',
      sv: 'Organisation och FO-nummer:\nStällets adress:\nÖppettider:\nAntal registrerare (minst två):\nVem stället betjänar (egen personal eller alla):\nÖnskad öppningsdag:\n',
      en: 'Organisation and business ID:\nAddress of the point:\nOpening hours:\nNumber of registrars (at least two):\nWhom the point serves (own staff or everybody):\nOpening day you wish for:\n',
    },
  },
  'registrar-training': {
    subject: {
      fi: 'Rekisteröijäkoulutus',
      sv: 'Utbildning för registrerare',
      en: 'Training of registrars',
    },
    text: {
      fi: 'Organisaatio ja Y-tunnus:\nKoulutettavien määrä:\n',
      sv: 'Organisation och FO-nummer:\nAntal som ska utbildas:\n',
      en: 'Organisation and business ID:\nNumber of people to be trained:\n',
    },
  },
  'reader-software': {
    subject: {
      fi: 'Kortinlukijaohjelmiston asennuspaketti',
      sv: 'Kortläsarprogrammets installationspaket',
      en: 'Package of the reader software',
    },
    text: { fi: '', sv: '', en: '' },
  },
  development: {
    subject: {
      fi: 'Järjestelmätoimittajan tekninen kysymys',
      sv: 'Teknisk fråga från en systemleverantör',
      en: 'Technical question of a system vendor',
    },
    text: { fi: '', sv: '', en: '' },
  },
} as const satisfies {
  readonly [topic: string]: { readonly subject: ThreeLanguages; readonly text: ThreeLanguages }
}

/** What the contact form begins with: empty without a topic that is known. */
export function contactTopic(
  topic: string | null,
  language: keyof ThreeLanguages,
): { readonly subject: string; readonly text: string } {
  const [, found] = Object.entries(contactTopics).find(([name]) => name === topic) ?? []
  return { subject: found?.subject[language] ?? '', text: found?.text[language] ?? '' }
}

/** The texts of the pages on which people write without sign-in, in the portal and where scripts do not run. */
export const contactPageTexts = {
  heading: {
    fi: 'Kirjoita asiakaspalvelulle',
    sv: 'Skriv till kundtjänsten',
    en: 'Write to customer service',
  },
  lead: {
    fi: 'Voit kirjoittaa ilman korttia ja kirjautumatta. Saat sähköpostiin linkin, jolla vahvistat viestin. Vastaamme kahdessa viikossa, ja luet vastauksen samalla linkillä.',
    sv: 'Du kan skriva utan kort och utan att logga in. Du får en länk per e-post som du bekräftar meddelandet med. Vi svarar inom två veckor, och du läser svaret med samma länk.',
    en: 'You can write without a card and without signing in. You get a link by e-mail to confirm the message. We answer within two weeks, and you read the answer with the same link.',
  },
  lostFirst: {
    fi: 'Katosiko kortti? Älä odota vastausta, vaan sulje kortti heti.',
    sv: 'Är kortet försvunnet? Vänta inte på svar utan spärra kortet genast.',
    en: 'Is the card lost? Do not wait for an answer: cancel the card at once.',
  },
  toLostCard: {
    fi: 'Kortti on kadonnut',
    sv: 'Kortet är försvunnet',
    en: 'The card is lost',
  },
  name: { fi: 'Nimi', sv: 'Namn', en: 'Name' },
  email: { fi: 'Sähköposti', sv: 'E-post', en: 'E-mail' },
  emailHint: {
    fi: 'Lähetämme tänne linkin, jolla vahvistat viestin ja luet vastauksen.',
    sv: 'Hit skickar vi en länk som du bekräftar meddelandet och läser svaret med.',
    en: 'We send a link here, with which you confirm the message and read the answer.',
  },
  subject: { fi: 'Aihe', sv: 'Ämne', en: 'Topic' },
  text: { fi: 'Viesti', sv: 'Meddelande', en: 'Message' },
  textHint: {
    fi: 'Älä kirjoita henkilötunnustasi äläkä tunnuslukuja.',
    sv: 'Skriv inte din personbeteckning och inga koder.',
    en: 'Do not write your personal identity code or any PINs.',
  },
  language: {
    fi: 'Vastauksen kieli',
    sv: 'Svarets språk',
    en: 'Language of the answer',
  },
  identified: {
    fi: 'Kerro viestissä, että olen tunnistautunut Suomi.fi-tunnistuksella',
    sv: 'Visa i meddelandet att jag har identifierat mig med Suomi.fi-identifikation',
    en: 'Show in the message that I identified myself with Suomi.fi e-Identification',
  },
  identifiedHelp: {
    fi: 'Asiakaspalvelu näkee henkilötunnuksesi ja sen, että olet tunnistautunut. Tunnistautuminen on voimassa puoli tuntia.',
    sv: 'Kundtjänsten ser din personbeteckning och att du har identifierat dig. Identifieringen gäller i en halvtimme.',
    en: 'Customer service sees your personal identity code, and that you have identified yourself. The identification is valid for half an hour.',
  },
  stored: {
    fi: 'Poistamme viestin vuorokauden kuluttua, jos et vahvista sitä. Muiden viestien säilytysaika on tietosuojaselosteessa.',
    sv: 'Vi raderar meddelandet efter ett dygn om du inte bekräftar det. Hur länge andra meddelanden bevaras står i dataskyddsbeskrivningen.',
    en: 'We delete the message after 24 hours if you do not confirm it. How long we store other messages is in the privacy notice.',
  },
  submit: { fi: 'Lähetä viesti', sv: 'Skicka meddelandet', en: 'Send the message' },
  sending: { fi: 'Lähetetään', sv: 'Skickar', en: 'Sending' },
  sent: {
    fi: 'Vahvista vielä viestisi',
    sv: 'Bekräfta nu ditt meddelande',
    en: 'Now confirm your message',
  },
  sentHelp: {
    fi: 'Lähetimme sähköpostiisi linkin. Avaa se vuorokauden kuluessa: vasta sitten viesti tulee asiakaspalveluun. Katso myös roskaposti.',
    sv: 'Vi har skickat en länk till din e-post. Öppna den inom ett dygn: först då kommer meddelandet till kundtjänsten. Se också i skräpposten.',
    en: 'We have sent a link to your e-mail. Open it within 24 hours: only then does customer service get the message. Check your spam folder too.',
  },
  messageHeading: {
    fi: 'Viestisi asiakaspalvelulle',
    sv: 'Ditt meddelande till kundtjänsten',
    en: 'Your message to customer service',
  },
  confirmLead: {
    fi: 'Viestisi ei ole vielä perillä. Vahvista se viimeistään {{time}}.',
    sv: 'Ditt meddelande har inte kommit fram ännu. Bekräfta det senast {{time}}.',
    en: 'Your message has not arrived yet. Confirm it by {{time}}.',
  },
  notYours: {
    fi: 'Jos et ole kirjoittanut asiakaspalvelulle, sulje sivu. Viesti poistetaan.',
    sv: 'Om du inte har skrivit till kundtjänsten, stäng sidan. Meddelandet raderas.',
    en: 'If you have not written to customer service, close the page. The message will be deleted.',
  },
  confirm: { fi: 'Vahvista viesti', sv: 'Bekräfta meddelandet', en: 'Confirm the message' },
  arrived: {
    fi: 'Viesti on perillä',
    sv: 'Meddelandet har kommit fram',
    en: 'The message has arrived',
  },
  arrivedHelp: {
    fi: 'Vastaamme kahdessa viikossa. Saat sähköpostin, kun vastaus on tällä sivulla.',
    sv: 'Vi svarar inom två veckor. Du får e-post när svaret finns på den här sidan.',
    en: 'We answer within two weeks. You get an e-mail when the answer is on this page.',
  },
  youWrote: { fi: 'Kirjoitit', sv: 'Du skrev', en: 'You wrote' },
  answered: {
    fi: 'Asiakaspalvelu vastasi',
    sv: 'Kundtjänsten svarade',
    en: 'Customer service answered',
  },
  more: { fi: 'Kirjoita lisää', sv: 'Skriv mer', en: 'Write more' },
  send: { fi: 'Lähetä', sv: 'Skicka', en: 'Send' },
  until: {
    fi: 'Linkki toimii {{time}} asti. Kun vastaamme, se toimii 30 päivää lisää.',
    sv: 'Länken fungerar till {{time}}. När vi svarar fungerar den 30 dagar till.',
    en: 'The link works until {{time}}. When we answer, it works for another 30 days.',
  },
  noLink: {
    fi: 'Avaa sivu linkistä, joka on sähköpostissasi',
    sv: 'Öppna sidan med länken i din e-post',
    en: 'Open this page with the link in your e-mail',
  },
  noLinkHelp: {
    fi: 'Lähetämme linkin, kun kirjoitat asiakaspalvelulle ja kun vastaamme.',
    sv: 'Vi skickar en länk när du skriver till kundtjänsten och när vi svarar.',
    en: 'We send a link when you write to customer service, and when we answer.',
  },
} as const satisfies { readonly [name: string]: ThreeLanguages }
