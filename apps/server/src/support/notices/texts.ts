import type { Text } from '#platform/texts.ts'

/** Texts of the problems of contact data. */
export const texts = {
  tooManyAddresses: {
    title: {
      fi: 'Osoitetta on vaihdettu liian monta kertaa tänään',
      sv: 'Adressen har bytts för många gånger i dag',
      en: 'The address has been changed too many times today',
    },
    advice: {
      fi: 'Yritä huomenna uudelleen. Entinen osoite on yhä käytössä.',
      sv: 'Försök igen i morgon. Den tidigare adressen används fortfarande.',
      en: 'Try again tomorrow. The former address is still in use.',
    },
  },
  confirmationNotFound: {
    title: {
      fi: 'Linkillä ei voi vahvistaa osoitetta',
      sv: 'Länken kan inte bekräfta någon adress',
      en: 'The link cannot confirm an address',
    },
    advice: {
      fi: 'Avaa uusimman viestin linkki kokonaisena, tai anna osoite palvelussa uudelleen.',
      sv: 'Öppna hela länken i det nyaste meddelandet, eller ange adressen på nytt i tjänsten.',
      en: 'Open the whole link of the newest message, or give the address again in the service.',
    },
  },
  confirmationExpired: {
    title: {
      fi: 'Linkki on vanhentunut',
      sv: 'Länken har gått ut',
      en: 'The link has expired',
    },
    advice: {
      fi: 'Linkki toimii vuorokauden. Anna osoite palvelussa uudelleen.',
      sv: 'Länken fungerar i ett dygn. Ange adressen på nytt i tjänsten.',
      en: 'The link works for 24 hours. Give the address again in the service.',
    },
  },
} as const satisfies Record<string, Record<'title' | 'advice', Text>>
