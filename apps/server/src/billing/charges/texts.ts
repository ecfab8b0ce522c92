import type { Text } from '#platform/texts.ts'

export const texts = {
  nothingToMove: {
    title: {
      fi: 'Siirrettäviä maksuja ei ole',
      sv: 'Det finns inga avgifter att flytta',
      en: 'There are no charges to move',
    },
    advice: {
      fi: 'Kaikki on jo laskutettu, tai maksut ovat jo tällä organisaatiolla. Tehdyn laskun voi hyvittää.',
      sv: 'Allt har redan fakturerats, eller avgifterna är redan organisationens. En faktura som har gjorts kan krediteras.',
      en: 'Everything has already been invoiced, or is already charged to this organisation. An invoice that has been made can be credited.',
    },
  },
  organisationNotFound: {
    title: {
      fi: 'Organisaatiota ei löydy',
      sv: 'Organisationen hittades inte',
      en: 'The organisation was not found',
    },
    advice: {
      fi: 'Hae organisaatio uudelleen.',
      sv: 'Sök organisationen på nytt.',
      en: 'Look the organisation up again.',
    },
  },
  unitNotFound: {
    title: {
      fi: 'Yksikköä ei löydy',
      sv: 'Enheten hittades inte',
      en: 'The unit was not found',
    },
    advice: {
      fi: 'Lataa sivu uudelleen: siinä ovat organisaation yksiköt.',
      sv: 'Ladda om sidan: den visar organisationens enheter.',
      en: 'Load the page again: it shows the units of the organisation.',
    },
  },
  notAPeriod: {
    title: {
      fi: 'Päivät eivät kelpaa',
      sv: 'Perioden är felaktig',
      en: 'The dates are not valid',
    },
    advice: {
      fi: 'Anna ensimmäinen ja viimeinen päivä, enintään vuosi.',
      sv: 'Ange första och sista dag, högst ett år.',
      en: 'Enter the first and the last day, at most one year.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
