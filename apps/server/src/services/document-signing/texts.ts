import type { Text } from '#platform/texts.ts'

/** Titles of problems, and what the person can do. */
export const texts = {
  signatureUnreadable: {
    title: {
      fi: 'Kortin allekirjoitusta ei voi lukea',
      sv: 'Kortets underskrift kan inte läsas',
      en: 'The signature of the card can’t be read',
    },
    advice: {
      fi: 'Päivitä kortinlukijaohjelmisto ja yritä uudelleen.',
      sv: 'Uppdatera kortläsarprogrammet och försök igen.',
      en: 'Update the reader software and try again.',
    },
  },
  signatureDoesNotHold: {
    title: {
      fi: 'Allekirjoitus ei ole pätevä',
      sv: 'Underskriften är inte giltig',
      en: 'The signature is not valid',
    },
    advice: {
      fi: 'Allekirjoita asiakirja uudelleen. Käytä allekirjoitustunnuslukua (PIN2).',
      sv: 'Underteckna dokumentet på nytt. Använd signaturkoden (PIN2).',
      en: 'Sign the document again. Use the signature PIN (PIN2).',
    },
  },
  signedByAnotherCard: {
    title: {
      fi: 'Asiakirja allekirjoitettiin toisen henkilön kortilla',
      sv: 'Dokumentet undertecknades med en annan persons kort',
      en: 'The document was signed with another person’s card',
    },
    advice: {
      fi: 'Laita lukijaan oma korttisi ja allekirjoita uudelleen.',
      sv: 'Sätt ditt eget kort i läsaren och underteckna på nytt.',
      en: 'Put your own card into the reader and sign again.',
    },
  },
  cardNotAccepted: {
    title: {
      fi: 'Tällä kortilla ei voi allekirjoittaa tätä',
      sv: 'Det här kortet kan inte underteckna detta',
      en: 'This card cannot be used to sign this',
    },
    advice: {
      fi: 'Kortin myöntäjää ei ole hyväksytty tähän. Allekirjoita toisella kortillasi.',
      sv: 'Kortets utfärdare är inte godkänd för detta. Underteckna med ett annat kort som du har.',
      en: 'The issuer of the card is not accepted for this. Sign with another of your cards.',
    },
  },
  holderUnavailable: {
    title: {
      fi: 'Kortin haltijaa ei saatu tarkistettua',
      sv: 'Kortets innehavare kunde inte kontrolleras',
      en: 'The holder of the card could not be checked',
    },
    advice: {
      fi: 'Asiakirjaa ei ole allekirjoitettu. Yritä hetken kuluttua uudelleen.',
      sv: 'Dokumentet har inte undertecknats. Försök igen om en stund.',
      en: 'The document has not been signed. Try again in a moment.',
    },
  },
  cardCancelled: {
    title: {
      fi: 'Kortti on suljettu',
      sv: 'Kortet är spärrat',
      en: 'The card is cancelled',
    },
    advice: {
      fi: 'Suljetulla kortilla ei voi allekirjoittaa.',
      sv: 'Det går inte att underteckna med ett spärrat kort.',
      en: 'A cancelled card can’t be used to sign.',
    },
  },
  timeStampsUnavailable: {
    title: {
      fi: 'Aikaleimaa ei saatu',
      sv: 'Ingen tidsstämpel kunde fås',
      en: 'No time-stamp was obtained',
    },
    advice: {
      fi: 'Asiakirjaa ei ole allekirjoitettu. Yritä hetken kuluttua uudelleen.',
      sv: 'Dokumentet har inte undertecknats. Försök igen om en stund.',
      en: 'The document has not been signed. Try again in a moment.',
    },
  },
  statusUnavailable: {
    title: {
      fi: 'Varmenteiden tilaa ei saatu tarkistettua',
      sv: 'Certifikatens status kunde inte kontrolleras',
      en: 'The status of the certificates could not be checked',
    },
    advice: {
      fi: 'Asiakirjaa ei ole allekirjoitettu. Yritä hetken kuluttua uudelleen.',
      sv: 'Dokumentet har inte undertecknats. Försök igen om en stund.',
      en: 'The document has not been signed. Try again in a moment.',
    },
  },
} as const satisfies Record<string, { readonly title: Text; readonly advice: Text }>
