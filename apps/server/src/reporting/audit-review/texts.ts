import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyä sulkulistaa ei löydy',
      sv: 'Den pausade spärrlistan hittades inte',
      en: 'The paused revocation list was not found',
    },
    advice: {
      fi: 'Julkaisu on voitu jo hyväksyä. Palaa yleiskuvaan.',
      sv: 'Publiceringen kan redan ha godkänts. Gå tillbaka till översikten.',
      en: 'The publication may have been approved already. Go back to the overview.',
    },
  },
  tooManySearches: {
    title: {
      fi: 'Olet tehnyt tunnin aikana liian monta hakua',
      sv: 'Du har gjort för många sökningar inom en timme',
      en: 'You have made too many searches within an hour',
    },
    advice: {
      fi: 'Odota hetki ja hae uudelleen. Lokia voi lukea ja rajata koko ajan.',
      sv: 'Vänta en stund och sök igen. Loggen kan läsas och avgränsas hela tiden.',
      en: 'Wait a while and search again. You can read and filter the log all the time.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice: Text }
}
