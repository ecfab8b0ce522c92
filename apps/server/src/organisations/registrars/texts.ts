import type { Text } from '#platform/texts.ts'

export const texts = {
  applicationNotFound: {
    title: {
      fi: 'Rekisteröijähakemusta ei löytynyt',
      sv: 'Ansökan om registrerare hittades inte',
      en: 'The application for a registrar was not found',
    },
    advice: {
      fi: 'Avaa hakemus organisaation rekisteröijien luettelosta.',
      sv: 'Öppna ansökan i listan över organisationens registrerare.',
      en: 'Open it from the list of the organisation’s registrars.',
    },
  },
  identityCodeWrong: {
    title: {
      fi: 'Henkilötunnus ei ole oikein',
      sv: 'Personbeteckningen är inte rätt',
      en: 'The personal identity code is not right',
    },
  },
  pointNotFound: {
    title: {
      fi: 'Rekisteröintipistettä ei löytynyt',
      sv: 'Registreringsstället hittades inte',
      en: 'The registration point was not found',
    },
  },
  stepNotPossible: {
    title: {
      fi: 'Hakemuksen vaihe on muuttunut',
      sv: 'Ansökans skede har ändrats',
      en: 'The stage of the application has changed',
    },
    advice: {
      fi: 'Joku toinen on voinut lähettää, perua tai ratkaista sen. Lataa sivu uudelleen.',
      sv: 'Någon annan kan ha skickat, återkallat eller avgjort den. Ladda om sidan.',
      en: 'Somebody else may have sent, withdrawn or decided it. Reload the page.',
    },
  },
  documentNotReadable: {
    title: {
      fi: 'Tiedosto ei ole PDF, JPEG tai PNG',
      sv: 'Filen är inte PDF, JPEG eller PNG',
      en: 'The file is not a PDF, JPEG or PNG',
    },
    advice: {
      fi: 'Kuvaa tai skannaa todistus uudelleen.',
      sv: 'Fotografera eller skanna intyget på nytt.',
      en: 'Photograph or scan the certificate again.',
    },
  },
  applyingForOneself: {
    title: {
      fi: 'Et voi hakea itseäsi rekisteröijäksi',
      sv: 'Du kan inte ansöka för dig själv',
      en: 'You cannot apply for yourself',
    },
    advice: {
      fi: 'Pyydä toista allekirjoittajaa tai pääkäyttäjää lähettämään hakemus.',
      sv: 'Be en annan firmatecknare eller administratör skicka ansökan.',
      en: 'Ask another signatory or administrator to send it.',
    },
  },
  reasonMissing: {
    title: { fi: 'Perustelu puuttuu', sv: 'Motivering saknas', en: 'A reason is missing' },
    advice: {
      fi: 'Organisaatio lukee perustelun hakemuksesta.',
      sv: 'Organisationen läser motiveringen i ansökan.',
      en: 'The organisation reads it with the application.',
    },
  },
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löytynyt palvelusta',
      sv: 'Personen hittades inte i tjänsten',
      en: 'The person was not found in the service',
    },
    advice: {
      fi: 'Rekisteröijä tarvitsee ensin oman kortin. Tarkista henkilötunnus.',
      sv: 'En registrerare behöver först ett eget kort. Kontrollera personbeteckningen.',
      en: 'A registrar needs a card of their own first. Check the identity code.',
    },
  },
  noCardInUse: {
    title: {
      fi: 'Henkilöllä ei ole käytössä olevaa korttia',
      sv: 'Personen har inget kort i bruk',
      en: 'The person has no card in use',
    },
    advice: {
      fi: 'Rekisteröijä kirjautuu ja allekirjoittaa kortilla. Lähetä hakemus, kun kortti on aktivoitu.',
      sv: 'En registrerare loggar in och undertecknar med kort. Skicka ansökan när kortet är aktiverat.',
      en: 'A registrar signs in and signs with a card. Send the application once the card is activated.',
    },
  },
  pointOfAnother: {
    title: {
      fi: 'Rekisteröintipiste ei ole organisaation',
      sv: 'Registreringsstället är inte organisationens',
      en: 'The registration point is not the organisation’s',
    },
    advice: {
      fi: 'Valitse organisaation oma piste.',
      sv: 'Välj organisationens eget ställe.',
      en: 'Choose the organisation’s own point.',
    },
  },
  organisationCeased: {
    title: {
      fi: 'Organisaation toiminta on yritys- ja yhteisötietojärjestelmän mukaan päättynyt',
      sv: 'Organisationens verksamhet har enligt företags- och organisationsdatasystemet upphört',
      en: 'According to the Business Information System the organisation has ceased',
    },
    advice: {
      fi: 'Jos se on yhdistynyt toiseen, se hakee rekisteröijät pisteilleen.',
      sv: 'Om den har gått ihop med en annan, ansöker den om registrerare för sina ställen.',
      en: 'If it has merged into another, that organisation applies for registrars for its points.',
    },
  },
  pointNotInService: {
    title: {
      fi: 'Rekisteröintipiste ei ole toiminnassa',
      sv: 'Registreringsstället är inte i drift',
      en: 'The registration point is not in service',
    },
  },
  noAgreementInForce: {
    title: {
      fi: 'Organisaatiolla ei ole voimassa olevaa sopimusta eikä valtuutusta',
      sv: 'Organisationen har inget gällande avtal och ingen fullmakt',
      en: 'The organisation has no agreement or authorisation in force',
    },
    advice: {
      fi: 'Tee ensin korttisopimus, tai odota, että se on hyväksytty.',
      sv: 'Ingå först ett kortavtal, eller vänta tills det är godkänt.',
      en: 'Make a card agreement first, or wait until it is approved.',
    },
  },
  trainingNotCompleted: {
    title: {
      fi: 'Koulutusta ei ole vielä suoritettu',
      sv: 'Utbildningen är inte genomförd ännu',
      en: 'The training is not completed yet',
    },
  },
  trainingLapsed: {
    title: {
      fi: 'Koulutus on vanhentunut',
      sv: 'Utbildningen har gått ut',
      en: 'The training has expired',
    },
    advice: {
      fi: 'Koulutuksen voimassaolo on päättynyt. Se pitää suorittaa uudelleen.',
      sv: 'Utbildningens giltighetstid har gått ut. Den ska genomföras på nytt.',
      en: 'The training is no longer valid. It must be taken again.',
    },
  },
  refresherWithoutBasic: {
    title: {
      fi: 'Kertauskoulutus ei riitä uudelle rekisteröijälle',
      sv: 'Repetitionsutbildning räcker inte för en ny registrerare',
      en: 'Refresher training is not enough for a new registrar',
    },
    advice: {
      fi: 'Henkilö ei ole ollut rekisteröijänä. Liitä todistus peruskoulutuksesta.',
      sv: 'Personen har inte varit registrerare. Bifoga intyg över grundutbildningen.',
      en: 'The person has not been a registrar. Attach the proof of the basic training.',
    },
  },
  proofMissing: {
    title: {
      fi: 'Koulutustodistus puuttuu',
      sv: 'Intyg över utbildningen saknas',
      en: 'The proof of the training is missing',
    },
    advice: {
      fi: 'Liitä todistus PDF-tiedostona tai kuvana.',
      sv: 'Bifoga intyget som PDF eller bild.',
      en: 'Attach it as a PDF or a photo.',
    },
  },
  alreadyRegistrarThere: {
    title: {
      fi: 'Henkilö on jo pisteen rekisteröijä vähintään yhtä kauan',
      sv: 'Personen är redan registrerare vid stället minst lika länge',
      en: 'The person is already a registrar of the point for at least as long',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
