import type { Text } from '#platform/texts.ts'

export const texts = {
  rangeBackwards: {
    title: {
      fi: 'Viimeinen sarjanumero on ennen ensimmäistä',
      sv: 'Det sista serienumret kommer före det första',
      en: 'The last serial comes before the first',
    },
    advice: {
      fi: 'Tarkista numerot toimituksen lähetteestä.',
      sv: 'Kontrollera numren på följesedeln.',
      en: 'Check the numbers on the delivery note.',
    },
  },
  rangeTooLong: {
    title: {
      fi: 'Väli on liian pitkä',
      sv: 'Serien är för lång',
      en: 'The range is too long',
    },
    advice: {
      fi: 'Kirjaa enintään 10 000 korttiaihiota kerralla.',
      sv: 'Registrera högst 10 000 ämneskort åt gången.',
      en: 'Enter at most 10,000 blanks at a time.',
    },
  },
  placeNotFound: {
    title: {
      fi: 'Paikkaa ei löytynyt',
      sv: 'Platsen hittades inte',
      en: 'The place was not found',
    },
    advice: {
      fi: 'Valitse valmistuspaikka tai rekisteröintipiste.',
      sv: 'Välj tillverkningsstället eller ett registreringsställe.',
      en: 'Choose the production site or a registration point.',
    },
  },
  alreadyInStock: {
    title: {
      fi: 'Osa korttiaihioista on jo kirjattu',
      sv: 'En del av ämneskorten är redan registrerade',
      en: 'Some of the blanks have already been entered',
    },
    advice: {
      fi: 'Mitään ei kirjattu. Tarkista sarjanumerot.',
      sv: 'Ingenting registrerades. Kontrollera serienumren.',
      en: 'Nothing was entered. Check the serials.',
    },
  },
  noneInStock: {
    title: {
      fi: 'Väliltä ei ole varastossa yhtään korttiaihiota',
      sv: 'Inga ämneskort i serien finns i lager',
      en: 'No blank card in the range is in stock',
    },
    advice: {
      fi: 'Tarkista sarjanumerot varastosivulta.',
      sv: 'Kontrollera serienumren på lagersidan.',
      en: 'Check the serials on the page of the stock.',
    },
  },
  blankNotFound: {
    title: {
      fi: 'Korttiaihiota ei ole kirjattu',
      sv: 'Ämneskortet är inte registrerat',
      en: 'The blank card has not been entered',
    },
  },
  blankUsed: {
    title: {
      fi: 'Korttiaihiosta on tehty kortti',
      sv: 'Ämneskortet har blivit ett kort',
      en: 'The blank card has become a card',
    },
    advice: {
      fi: 'Sulje kortti, jos se on viallinen.',
      sv: 'Spärra kortet om det är fel på det.',
      en: 'Cancel the card if something is wrong with it.',
    },
  },
  placeOfOthers: {
    title: {
      fi: 'Korttiaihiot ovat toisen paikan',
      sv: 'Ämneskorten hör till en annan plats',
      en: 'The blanks belong to another place',
    },
    advice: {
      fi: 'Rekisteröijä laskee ja hylkää vain oman pisteensä korttiaihioita.',
      sv: 'En registrerare räknar och kasserar bara ämneskort på sitt eget ställe.',
      en: 'A registrar counts and rejects only the blank cards of their own point.',
    },
  },
  orderNotFound: {
    title: {
      fi: 'Tilausta ei löytynyt',
      sv: 'Beställningen hittades inte',
      en: 'The order was not found',
    },
    advice: {
      fi: 'Valitse tilaus korttiaihiotilausten luettelosta.',
      sv: 'Välj beställningen i listan över beställningar av ämneskort.',
      en: 'Choose the order in the list of orders of blank cards.',
    },
  },
  orderWaiting: {
    title: {
      fi: 'Pisteelläsi on jo tilaus, jota ei ole käsitelty',
      sv: 'Ditt ställe har redan en beställning som inte har behandlats',
      en: 'Your point already has an order that has not been handled',
    },
    advice: {
      fi: 'Jos määrä on väärä, peru tilaus ja tee uusi.',
      sv: 'Om antalet är fel, återkalla beställningen och gör en ny.',
      en: 'If the number is wrong, withdraw the order and make a new one.',
    },
  },
  orderAlreadySent: {
    title: {
      fi: 'Tilaus on jo lähetetty muilla tiedoilla',
      sv: 'Beställningen har redan skickats med andra uppgifter',
      en: 'The order has already been sent with other details',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja katso tilaus luettelosta.',
      sv: 'Ladda om sidan och se beställningen i listan.',
      en: 'Reload the page and see the order in the list.',
    },
  },
  orderStepNotPossible: {
    title: {
      fi: 'Tilauksen tila on muuttunut',
      sv: 'Beställningens status har ändrats',
      en: 'The status of the order has changed',
    },
    advice: {
      fi: 'Joku toinen on voinut perua tai käsitellä sen. Lataa sivu uudelleen.',
      sv: 'Någon annan kan ha återkallat eller behandlat den. Ladda om sidan.',
      en: 'Somebody else may have withdrawn or handled it. Reload the page.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
