import type { Text } from '#platform/texts.ts'

/** Texts of refusals. */
export const texts = {
  lastDayNotWithinYear: {
    title: {
      fi: 'Avaimen viimeinen päivä on mennyt tai yli vuoden päässä',
      sv: 'Nyckelns sista dag har gått eller är mer än ett år bort',
      en: 'The last day of the key has passed, or is more than a year away',
    },
    advice: {
      fi: 'Anna päivä vuoden sisältä.',
      sv: 'Ange en dag inom ett år.',
      en: 'Give a day within a year.',
    },
  },
  tooManyKeys: {
    title: {
      fi: 'Organisaatiolla on jo 50 API-avainta käytössä',
      sv: 'Organisationen har redan 50 API-nycklar i bruk',
      en: 'The organisation already has 50 API keys in use',
    },
    advice: {
      fi: 'Poista ensin käytöstä avain, jota ei enää tarvita.',
      sv: 'Återkalla först en nyckel som inte längre behövs.',
      en: 'First revoke a key that is no longer needed.',
    },
  },
  keyNotFound: {
    title: {
      fi: 'API-avainta ei löydy',
      sv: 'API-nyckeln hittades inte',
      en: 'The API key was not found',
    },
    advice: { fi: 'Lataa sivu uudelleen.', sv: 'Ladda om sidan.', en: 'Load the page again.' },
  },
  keyRevoked: {
    title: {
      fi: 'API-avain on jo poistettu käytöstä',
      sv: 'API-nyckeln har redan återkallats',
      en: 'The API key has already been revoked',
    },
    advice: { fi: 'Lataa sivu uudelleen.', sv: 'Ladda om sidan.', en: 'Load the page again.' },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
