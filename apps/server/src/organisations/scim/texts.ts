import type { Text } from '#platform/texts.ts'

/** Texts of refusals; the attribute stands before them. */
export const texts = {
  bodyUnreadable: {
    fi: 'Pyynnön sisältö ei ole JSON-objekti',
    sv: 'Begärans innehåll är inte ett JSON-objekt',
    en: 'The body of the request is not a JSON object',
  },
  schemasWrong: {
    fi: 'Kentästä schemas puuttuu tarvittava skeema, tai siinä on tuntematon skeema',
    sv: 'I schemas saknas ett schema som behövs, eller så finns där ett okänt schema',
    en: 'A schema that is needed is missing in schemas, or one in it is unknown',
  },
  attributeUnknown: {
    fi: 'Tuntematon attribuutti. Tarkista nimi osoitteesta /scim/v2/Schemas',
    sv: 'Okänt attribut. Kontrollera namnet på adressen /scim/v2/Schemas',
    en: 'An unknown attribute. Check its name at /scim/v2/Schemas',
  },
  patchUnreadable: {
    fi: 'Operations on luettelo, jossa on 1–100 toimintoa: add, replace tai remove',
    sv: 'Operations är en lista med 1–100 åtgärder: add, replace eller remove',
    en: 'Operations is a list of 1 to 100 operations: add, replace or remove',
  },
  noTarget: {
    fi: 'Toiminnosta remove puuttuu path',
    sv: 'Åtgärden remove saknar path',
    en: 'The operation remove has no path',
  },
  notChangeable: {
    fi: 'Tätä attribuuttia ei voi muuttaa eikä poistaa',
    sv: 'Detta attribut kan varken ändras eller tas bort',
    en: 'This attribute can be neither changed nor removed',
  },
  valueWrong: {
    fi: 'Arvo on väärää tyyppiä, liian pitkä tai siinä on merkkejä, joita ei sallita',
    sv: 'Värdet är av fel typ, för långt eller innehåller tecken som inte är tillåtna',
    en: 'The value is of the wrong type, too long, or has characters that are not permitted',
  },
  valueMissing: {
    fi: 'Arvo puuttuu',
    sv: 'Värdet saknas',
    en: 'The value is missing',
  },
  filterNotSupported: {
    fi: 'Suodatin voi verrata attribuutteja id, userName, externalId ja active vertailulla eq, ja vertailut yhdistää and',
    sv: 'Ett filter kan jämföra id, userName, externalId och active med eq, och jämförelser förenas med and',
    en: 'A filter can compare id, userName, externalId and active by eq, and comparisons are joined by and',
  },
  userExists: {
    fi: 'Organisaation hakemistosta on jo tullut käyttäjä, jolla on sama userName, externalId tai henkilötunnus',
    sv: 'Organisationens katalog har redan sänt en användare med samma userName, externalId eller personbeteckning',
    en: 'The directory of the organisation has already sent a user with the same userName, externalId or identity code',
  },
  userNotFound: {
    fi: 'Käyttäjää ei löydy organisaation hakemistosta',
    sv: 'Användaren hittades inte i organisationens katalog',
    en: 'The user was not found in the directory of the organisation',
  },
  versionChanged: {
    fi: 'Käyttäjä on muuttunut. Hae se uudelleen ja lähetä muutos sen jälkeen',
    sv: 'Användaren har ändrats. Hämta den på nytt och sänd ändringen därefter',
    en: 'The user has changed. Get it again, and send the change after that',
  },
  notOffered: {
    fi: 'Palvelussa ei ole tätä SCIM-toimintoa',
    sv: 'Tjänsten har inte denna SCIM-funktion',
    en: 'The service does not offer this part of SCIM',
  },
  noFilterHere: {
    fi: 'Tässä osoitteessa ei voi suodattaa',
    sv: 'På denna adress kan man inte filtrera',
    en: 'This address takes no filter',
  },
} as const satisfies { readonly [name: string]: Text }
