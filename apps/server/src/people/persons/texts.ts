import type { Text } from '#platform/texts.ts'

export const texts = {
  searchTooBroad: {
    title: {
      fi: 'Haku osuu liian moneen ihmiseen',
      sv: 'Sökningen träffar för många personer',
      en: 'The search matches too many people',
    },
    advice: {
      fi: 'Kirjoita nimestä enemmän, esimerkiksi etunimi ja sukunimi.',
      sv: 'Skriv mer av namnet, till exempel för- och efternamn.',
      en: 'Enter more of the name, for example given name and surname.',
    },
  },
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löydy',
      sv: 'Personen hittades inte',
      en: 'The person was not found',
    },
    advice: {
      fi: 'Hae henkilö ensin henkilötunnuksella.',
      sv: 'Sök först personen med personbeteckningen.',
      en: 'First look up the person by personal identity code.',
    },
  },
} as const satisfies { readonly [refusal: string]: { readonly title: Text; readonly advice: Text } }
