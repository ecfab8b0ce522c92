import type { Text } from '#platform/texts.ts'

type Notified = { readonly title: Text; readonly advice: Text }

const startAgain: Text = {
  fi: 'Aloita uudelleen palvelun sivulta.',
  sv: 'Börja om från tjänstens sida.',
  en: 'Start again from the page of the service.',
}

export const relayTexts = {
  cardRemoved: {
    title: {
      fi: 'Kortti poistettiin lukijasta tai yhteys katkesi',
      sv: 'Kortet togs ut ur läsaren eller förbindelsen bröts',
      en: 'The card was taken out of the reader, or the connection broke',
    },
    advice: {
      fi: 'Pidä kortti lukijassa ja aloita uudelleen palvelun sivulta.',
      sv: 'Låt kortet sitta i läsaren och börja om från tjänstens sida.',
      en: 'Leave the card in the reader and start again from the page of the service.',
    },
  },
  ticketNotFound: {
    title: {
      fi: 'Lupa on vanhentunut tai se on jo käytetty',
      sv: 'Tillståndet har löpt ut eller redan använts',
      en: 'The permission has expired or has already been used',
    },
    advice: startAgain,
  },
  ticketForAnotherPurpose: {
    title: {
      fi: 'Lupa on annettu toiseen tarkoitukseen',
      sv: 'Tillståndet har getts för ett annat ändamål',
      en: 'The permission was given for another purpose',
    },
    advice: startAgain,
  },
  tooManyRelays: {
    title: {
      fi: 'Palvelulla on nyt liian monta korttia käsiteltävänä',
      sv: 'Tjänsten behandlar för många kort just nu',
      en: 'The service is handling too many cards right now',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen.',
      sv: 'Försök på nytt om en stund.',
      en: 'Try again in a moment.',
    },
  },
  relayNotFound: {
    title: {
      fi: 'Yhteys korttiin on päättynyt',
      sv: 'Förbindelsen till kortet har avslutats',
      en: 'The connection to the card has ended',
    },
    advice: startAgain,
  },
  turnNotAwaited: {
    title: {
      fi: 'Palvelu ei odota tätä vastausta kortilta',
      sv: 'Tjänsten väntar inte på det här svaret från kortet',
      en: 'The service is not waiting for this response from the card',
    },
    advice: startAgain,
  },
  responsesDoNotFit: {
    title: {
      fi: 'Kortin vastauksia on eri määrä kuin komentoja',
      sv: 'Antalet svar från kortet stämmer inte med antalet kommandon',
      en: 'The number of responses from the card does not match the number of commands',
    },
    advice: startAgain,
  },
} as const satisfies { readonly [name: string]: Notified }
