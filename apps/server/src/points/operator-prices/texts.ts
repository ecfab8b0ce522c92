import type { Text } from '#platform/texts.ts'

export const texts = {
  decidedInTheFuture: {
    title: {
      fi: 'Päätöksen päivä on vasta edessä',
      sv: 'Beslutets datum ligger i framtiden',
      en: 'The day of the decision is in the future',
    },
    advice: {
      fi: 'Ehdota hintaa, kun siitä on päätetty.',
      sv: 'Föreslå priset när beslutet är fattat.',
      en: 'Propose the price once it has been decided.',
    },
  },
  pointOfAnotherOperator: {
    title: {
      fi: 'Pisteellä on nyt toinen pitäjä',
      sv: 'Stället har nu en annan upprätthållare',
      en: 'The point has another operator now',
    },
    advice: {
      fi: 'Hylkää ehdotus. Uusi pitäjä ehdottaa omat hintansa.',
      sv: 'Avslå förslaget. Den nya upprätthållaren föreslår sina egna priser.',
      en: 'Reject the proposal. The new operator proposes its prices.',
    },
  },
  proposedByAnother: {
    title: {
      fi: 'Vain ehdotuksen tekijä voi perua sen',
      sv: 'Bara den som lämnade förslaget kan återkalla det',
      en: 'Only the person who proposed it can withdraw it',
    },
    advice: {
      fi: 'Hylkää ehdotus perustellen.',
      sv: 'Avslå förslaget med en motivering.',
      en: 'Reject it with a reason.',
    },
  },
  reasonMissing: {
    title: {
      fi: 'Kirjoita hylkäämisen perustelu',
      sv: 'Skriv grunden för avslaget',
      en: 'Write the reason for rejecting',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice?: Text } }
