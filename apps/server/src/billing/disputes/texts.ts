import type { Text } from '#platform/texts.ts'

export const texts = {
  nothingToDispute: {
    title: {
      fi: 'Laskussa ei ole riitautettavaa',
      sv: 'Det finns inget att bestrida på fakturan',
      en: 'Nothing is left to dispute on the invoice',
    },
    advice: {
      fi: 'Kaikki sen maksut on jo hyvitetty tai riitautettu.',
      sv: 'Alla dess avgifter har redan krediterats eller bestridits.',
      en: 'All its charges were credited or disputed before.',
    },
  },
  chargeDisputedBefore: {
    title: {
      fi: 'Maksu on jo riitautettu',
      sv: 'Avgiften har redan bestridits',
      en: 'The charge was disputed before',
    },
    advice: {
      fi: 'Kunkin maksun voi riitauttaa kerran. Jatka sen yhteydenotossa, jos se on vielä auki.',
      sv: 'En avgift kan bestridas en gång. Fortsätt i dess ärende om det ännu är öppet.',
      en: 'A charge is disputed once. Go on in its conversation while that is open.',
    },
  },
  disputeNotFound: {
    title: {
      fi: 'Riitautusta ei löydy',
      sv: 'Bestridandet hittas inte',
      en: 'The dispute is not found',
    },
    advice: {
      fi: 'Avaa lasku uudelleen.',
      sv: 'Öppna fakturan på nytt.',
      en: 'Open the invoice again.',
    },
  },
  disputeSettledBefore: {
    title: {
      fi: 'Riitautus on jo ratkaistu',
      sv: 'Bestridandet har redan avgjorts',
      en: 'The dispute was settled before',
    },
    advice: {
      fi: 'Lataa lasku uudelleen: siinä näkyy ratkaisu.',
      sv: 'Ladda fakturan på nytt: den visar avgörandet.',
      en: 'Load the invoice again: it shows the outcome.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
