import type { Texts } from './text.ts'

/** What every page shares: the frame, navigation, forms, faults. */
export const common = {
  serviceName: {
    fi: 'Sote-varmennepalvelu',
    sv: 'Certifikattjänst för social- och hälsovården',
    en: 'Certificate service of social and health care',
  },
  skip: { fi: 'Siirry sisältöön', sv: 'Gå till innehållet', en: 'Skip to content' },
  mainNavigation: { fi: 'Päävalikko', sv: 'Huvudmeny', en: 'Main menu' },
  languageNavigation: { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  home: { fi: 'Etusivu', sv: 'Startsida', en: 'Front page' },
  help: { fi: 'Ohjeet', sv: 'Anvisningar', en: 'Help' },
  signIn: { fi: 'Kirjaudu', sv: 'Logga in', en: 'Sign in' },
  signOut: { fi: 'Kirjaudu ulos', sv: 'Logga ut', en: 'Sign out' },
  deskVisitor: { fi: 'Palvele asiakasta', sv: 'Betjäna en kund', en: 'Serve a visitor' },
  deskOrders: { fi: 'Tilaukset', sv: 'Beställningar', en: 'Orders' },
  deskSpareCards: { fi: 'Varakortit', sv: 'Reservkort', en: 'Spare cards' },
  deskCards: { fi: 'Kortit', sv: 'Kort', en: 'Cards' },
  overview: { fi: 'Seuranta', sv: 'Uppföljning', en: 'Overview' },
  trail: { fi: 'Loki', sv: 'Logg', en: 'Trail' },
  trailCheck: { fi: 'Lokin tarkistus', sv: 'Kontroll av loggen', en: 'Trail check' },
  roles: { fi: 'Roolit', sv: 'Roller', en: 'Roles' },
  ownCards: { fi: 'Omat kortit', sv: 'Egna kort', en: 'Own cards' },
  signedOut: {
    fi: 'Olet kirjautunut ulos. Sulje myös selaimen ikkunat. Jos korttisi on lukijassa, ota se pois.',
    sv: 'Du är utloggad. Stäng också webbläsarens fönster. Om ditt kort är i läsaren, ta ut det.',
    en: 'You are signed out. Close the browser windows too. If your card is in the reader, take it out.',
  },
  sessionEnding: {
    fi: 'Istunto päättyy pian',
    sv: 'Sessionen avslutas snart',
    en: 'Your session ends soon',
  },
  sessionEndingHelp: {
    fi: 'Istunto päättyy klo {{time}}, koska palvelua ei ole käytetty. Kirjoittamasi tiedot säilyvät sivulla, ja voit kirjautua uudelleen.',
    sv: 'Sessionen avslutas kl. {{time}}, eftersom tjänsten inte har använts. Det du har skrivit finns kvar på sidan och du kan logga in på nytt.',
    en: 'The session ends at {{time}}, because the service has not been used. What you have typed stays on the page, and you can sign in again.',
  },
  staySignedIn: { fi: 'Pysy kirjautuneena', sv: 'Förbli inloggad', en: 'Stay signed in' },
  letEnd: { fi: 'Sulje ilmoitus', sv: 'Stäng meddelandet', en: 'Close this message' },
  footer: {
    fi: 'Esimerkkimaailma: kaikki kortit, varmenteet ja henkilöt ovat keksittyjä, ja varmenteiden nimissä lukee TEST. Palvelu ei ole viranomaisen palvelu.',
    sv: 'Exempelvärld: alla kort, certifikat och personer är påhittade, och certifikatens namn börjar med TEST. Tjänsten är inte en myndighets tjänst.',
    en: 'Example world: all cards, certificates and people are invented, and the names of the certificates say TEST. This is not a service of an authority.',
  },
  loading: { fi: 'Haetaan tietoja…', sv: 'Hämtar uppgifter…', en: 'Fetching…' },
  unreachable: {
    fi: 'Palvelu ei vastaa',
    sv: 'Tjänsten svarar inte',
    en: 'The service does not answer',
  },
  unreachableHelp: {
    fi: 'Tarkista verkkoyhteys ja yritä hetken kuluttua uudelleen.',
    sv: 'Kontrollera nätförbindelsen och försök igen om en stund.',
    en: 'Check the network connection and try again in a moment.',
  },
  showMore: { fi: 'Näytä lisää', sv: 'Visa fler', en: 'Show more' },
  tryAgain: { fi: 'Yritä uudelleen', sv: 'Försök igen', en: 'Try again' },
  requestId: {
    fi: 'Pyynnön tunnus: {{id}}',
    sv: 'Begärans nummer: {{id}}',
    en: 'Request number: {{id}}',
  },
  notFound: { fi: 'Sivua ei löydy', sv: 'Sidan hittades inte', en: 'Page not found' },
  notFoundHelp: {
    fi: 'Osoitteessa voi olla virhe, tai sivu on poistettu. Aloita etusivulta.',
    sv: 'Adressen kan vara fel, eller så har sidan tagits bort. Börja från startsidan.',
    en: 'The address may be wrong, or the page has been removed. Start from the front page.',
  },
  toFront: { fi: 'Siirry etusivulle', sv: 'Gå till startsidan', en: 'Go to the front page' },
  broken: {
    fi: 'Sivulla tapahtui virhe',
    sv: 'Ett fel inträffade på sidan',
    en: 'The page failed',
  },
  brokenHelp: {
    fi: 'Virhe on palvelussa, ei sinussa. Lataa sivu uudelleen.',
    sv: 'Felet ligger i tjänsten. Ladda sidan på nytt.',
    en: 'The fault is in the service. Load the page again.',
  },
  notForYou: {
    fi: 'Sinulla ei ole oikeutta sivuun',
    sv: 'Du har inte rätt till sidan',
    en: 'You may not use this page',
  },
  notForYouHelp: {
    fi: 'Sivu on toiselle roolille kuin sinun. Omat korttisi näet sivulla Omat kortit.',
    sv: 'Sidan är för en annan roll än din. Dina egna kort ser du på sidan Egna kort.',
    en: 'The page is for another role than yours. Your own cards are on the page Own cards.',
  },
  errors: {
    fi: 'Tarkista nämä kohdat',
    sv: 'Kontrollera de här punkterna',
    en: 'Check these points',
  },
  back: { fi: 'Takaisin', sv: 'Tillbaka', en: 'Go back' },
} satisfies Texts
