import type { Text } from '#platform/texts.ts'

/** The text of a refusal, and what the adviser can do. */
type RefusalText = { readonly title: Text; readonly advice: Text }

export const texts = {
  nothingFound: {
    title: {
      fi: 'Haulla ei löytynyt mitään',
      sv: 'Sökningen gav inget resultat',
      en: 'Nothing was found',
    },
    advice: {
      fi: 'Henkilö löytyy henkilötunnuksella, kortin numerolla (17 numeroa) tai tilausnumerolla, mutta ei nimellä. Organisaatio löytyy nimellä, Y-tunnuksella tai asiakasnumerolla.',
      sv: 'En person hittas med personbeteckning, kortnummer (17 siffror) eller beställningsnummer, men inte med namn. En organisation hittas med namn, FO-nummer eller kundnummer.',
      en: 'A person is found by personal identity code, card number (17 digits) or order number, but not by name. An organisation is found by name, business ID or customer number.',
    },
  },
} as const satisfies { readonly [refusal: string]: RefusalText }
