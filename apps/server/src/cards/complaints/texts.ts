import type { Text } from '#platform/texts.ts'

/** Texts of the problems of complaints. */
export const texts = {
  notProduced: {
    title: {
      fi: 'Kortista ei voi reklamoida',
      sv: 'Kortet kan inte reklameras',
      en: 'You cannot make a complaint about this card',
    },
    advice: {
      fi: 'Reklamaatio koskee valmistettua korttia.',
      sv: 'En reklamation gäller ett kort som har tillverkats.',
      en: 'A complaint is about a card that was made.',
    },
  },
  runOut: {
    title: {
      fi: 'Kortin voimassaolo on päättynyt',
      sv: 'Kortets giltighet har upphört',
      en: 'The card has expired',
    },
    advice: {
      fi: 'Tilaa uusi kortti tavalliseen tapaan.',
      sv: 'Beställ ett nytt kort på vanligt sätt.',
      en: 'Order a new card as usual.',
    },
  },
  filedBefore: {
    title: {
      fi: 'Kortista on jo reklamoitu',
      sv: 'Kortet har redan reklamerats',
      en: 'A complaint about this card has already been made',
    },
    advice: {
      fi: 'Katso reklamaatioiden luettelosta, missä kortti on.',
      sv: 'Se i listan över reklamationer var kortet är.',
      en: 'See in the list of complaints where the card is.',
    },
  },
  notFound: {
    title: {
      fi: 'Reklamaatiota ei löydy',
      sv: 'Reklamationen hittades inte',
      en: 'The complaint was not found',
    },
    advice: {
      fi: 'Palaa reklamaatioiden luetteloon.',
      sv: 'Gå tillbaka till listan över reklamationer.',
      en: 'Go back to the list of complaints.',
    },
  },
  alreadyReturned: {
    title: {
      fi: 'Kortti on jo otettu vastaan',
      sv: 'Kortet har redan tagits emot',
      en: 'The card has already been taken in',
    },
    advice: {
      fi: 'Päivitä luettelo.',
      sv: 'Uppdatera listan.',
      en: 'Refresh the list.',
    },
  },
  notHere: {
    title: {
      fi: 'Viallinen kortti ei ole tässä rekisteröintipisteessä',
      sv: 'Det felaktiga kortet är inte på detta registreringsställe',
      en: 'The faulty card is not at this registration point',
    },
    advice: {
      fi: 'Kortti hävitetään siellä, missä se on, kun se on otettu vastaan.',
      sv: 'Kortet förstörs där det är, när det har tagits emot.',
      en: 'The card is destroyed where it is, once it has been taken in.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
