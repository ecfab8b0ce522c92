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
      en: 'All its charges have already been credited or disputed.',
    },
  },
  chargeDisputedBefore: {
    title: {
      fi: 'Maksu on jo riitautettu',
      sv: 'Avgiften har redan bestridits',
      en: 'The charge has already been disputed',
    },
    advice: {
      fi: 'Kunkin maksun voi riitauttaa kerran. Jatka sen viestiketjussa, jos se on vielä auki.',
      sv: 'En avgift kan bestridas en gång. Fortsätt i dess ärende om det ännu är öppet.',
      en: 'Each charge can be disputed once. Continue in its conversation if it is still open.',
    },
  },
  disputeNotFound: {
    title: {
      fi: 'Riitautusta ei löydy',
      sv: 'Bestridandet hittades inte',
      en: 'The dispute was not found',
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
      en: 'The dispute has already been settled',
    },
    advice: {
      fi: 'Lataa lasku uudelleen: siinä näkyy ratkaisu.',
      sv: 'Ladda fakturan på nytt: den visar avgörandet.',
      en: 'Load the invoice again: it shows the outcome.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
