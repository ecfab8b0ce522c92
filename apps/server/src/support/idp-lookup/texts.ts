import type { Text } from '#platform/texts.ts'

/** Texts of the problems of look-ups. */
export const texts = {
  ofAnotherApplication: {
    title: {
      fi: 'ApplicationName ei ole rekisteröity tälle palvelulle',
      sv: 'ApplicationName är inte registrerat för tjänsten',
      en: 'ApplicationName is not registered for this service',
    },
  },
  roleNotFound: {
    title: {
      fi: 'RoleName on tuntematon',
      sv: 'RoleName är okänd',
      en: 'RoleName is unknown',
    },
    advice: {
      fi: 'Ainoa rooli on HetuHaku.',
      sv: 'Den enda rollen är HetuHaku.',
      en: 'The only role is HetuHaku.',
    },
  },
  expired: {
    title: {
      fi: 'UserContext on vanhentunut',
      sv: 'UserContext har gått ut',
      en: 'UserContext has expired',
    },
    advice: {
      fi: 'Tarkista kello ja muoto yyyyMMddHHmmssZ, ja allekirjoita uusi.',
      sv: 'Kontrollera klockan och formen yyyyMMddHHmmssZ, och underteckna en ny.',
      en: 'Check the clock and the form yyyyMMddHHmmssZ, and sign a new one.',
    },
  },
  tooLong: {
    title: {
      fi: 'UserContext on voimassa liian kauan',
      sv: 'UserContext gäller för länge',
      en: 'UserContext is valid for too long',
    },
    advice: {
      fi: 'Enintään 30 minuuttia.',
      sv: 'Högst 30 minuter.',
      en: 'Thirty minutes at most.',
    },
  },
  signatureWrong: {
    title: {
      fi: 'UserContext-allekirjoitus ei täsmää',
      sv: 'Signaturen av UserContext stämmer inte',
      en: 'The signature of UserContext does not fit',
    },
    advice: {
      fi: 'Allekirjoita SHA-256:lla rekisteröidyllä avaimella teksti UTF-16LE-muodossa.',
      sv: 'Underteckna texten i UTF-16LE med SHA-256 och den registrerade nyckeln.',
      en: 'Sign the text in UTF-16LE with SHA-256 and the registered key.',
    },
  },
  tooMany: {
    title: {
      fi: 'Liian monta kyselyä minuutissa',
      sv: 'För många frågor i minuten',
      en: 'Too many look-ups in a minute',
    },
    advice: {
      fi: 'Yritä minuutin kuluttua uudelleen.',
      sv: 'Försök igen om en minut.',
      en: 'Try again in a minute.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
