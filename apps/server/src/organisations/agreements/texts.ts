import type { Text } from '#platform/texts.ts'

/** Texts of refusals. */
export const texts = {
  firstDayTooEarly: {
    title: {
      fi: 'Ensimmäinen päivä on yli vuosi sitten',
      sv: 'Den första dagen är mer än ett år sedan',
      en: 'The first day is more than a year ago',
    },
    advice: {
      fi: 'Tarkista vuosi. Kortteja voi tilata vasta, kun sopimus on hyväksytty.',
      sv: 'Kontrollera året. Kort kan beställas först när avtalet har godkänts.',
      en: 'Check the year. Cards can be ordered only once the agreement is approved.',
    },
  },
  documentNotFound: {
    title: {
      fi: 'Asiakirjaa ei löydy',
      sv: 'Handlingen hittades inte',
      en: 'The document was not found',
    },
    advice: {
      fi: 'Avaa se organisaation sopimusten ja valtuutusten luettelosta.',
      sv: 'Öppna den i listan över organisationens avtal och fullmakter.',
      en: 'Open it from the list of the organisation’s agreements and authorisations.',
    },
  },
  pointOperatorNotFound: {
    title: {
      fi: 'Pisteen pitäjällä ei ole tiliä palvelussa',
      sv: 'Ställets upprätthållare har inget konto i tjänsten',
      en: 'The operator of the point has no account in the service',
    },
    advice: {
      fi: 'Valitse toinen piste, tai pyydä pitäjää avaamaan tili.',
      sv: 'Välj ett annat ställe, eller be upprätthållaren öppna ett konto.',
      en: 'Choose another point, or ask the operator to open an account.',
    },
  },
  stepNotPossible: {
    title: {
      fi: 'Asiakirjalle ei voi enää tehdä tätä',
      sv: 'Detta kan inte längre göras med handlingen',
      en: 'This can no longer be done with the document',
    },
    advice: {
      fi: 'Joku muu on ehkä jo käsitellyt sitä. Lataa sivu uudelleen.',
      sv: 'Någon annan har kanske redan behandlat den. Ladda om sidan.',
      en: 'Somebody else may have dealt with it. Load the page again.',
    },
  },
  partyCeased: {
    title: {
      fi: 'Organisaation toiminta on yritys- ja yhteisötietojärjestelmän mukaan päättynyt',
      sv: 'Organisationens verksamhet har enligt företags- och organisationsdatasystemet upphört',
      en: 'According to the Business Information System the organisation has ceased',
    },
    advice: {
      fi: 'Jos se on yhdistynyt toiseen, tee asiakirja uuden organisaation kanssa.',
      sv: 'Om den har gått ihop med en annan, upprätta handlingen med den nya organisationen.',
      en: 'If it has merged into another, make the document with the new organisation.',
    },
  },
  cardOfAnotherOrganisation: {
    title: {
      fi: 'Organisaatiokortti on toisen organisaation',
      sv: 'Organisationskortet är en annan organisations',
      en: 'The organisation card is another organisation’s',
    },
    advice: {
      fi: 'Allekirjoita tämän organisaation kortilla, henkilökortilla tai ammattikortilla.',
      sv: 'Underteckna med ett kort av den här organisationen, ett identitetskort eller ett yrkeskort.',
      en: 'Sign with a card of this organisation, an identity card or a professional card.',
    },
  },
  notPrepared: {
    title: {
      fi: 'Allekirjoitus ei kuulu tähän asiakirjaan',
      sv: 'Underskriften hör inte till den här handlingen',
      en: 'The signature does not belong to this document',
    },
    advice: {
      fi: 'Aloita allekirjoittaminen alusta.',
      sv: 'Börja underskriften från början.',
      en: 'Start signing from the beginning.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
