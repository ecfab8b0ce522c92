import type { Text } from '#platform/texts.ts'

export const texts = {
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löydy',
      sv: 'Personen hittas inte',
      en: 'The person is not found',
    },
    advice: {
      fi: 'Hae henkilö ensin henkilötunnuksella.',
      sv: 'Sök först personen med personbeteckningen.',
      en: 'Look the person up by personal identity code first.',
    },
  },
} as const satisfies { readonly [refusal: string]: { readonly title: Text; readonly advice: Text } }
