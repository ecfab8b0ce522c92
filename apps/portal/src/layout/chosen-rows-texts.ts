import type { Texts } from '../texts/text.ts'

/** Choosing rows of a list for an act on many. */
export const chosenRowsTexts = {
  choose: { fi: 'Valitse', sv: 'Välj', en: 'Choose' },
  chooseOne: { fi: 'Valitse: {{name}}', sv: 'Välj: {{name}}', en: 'Choose: {{name}}' },
  chooseShown: {
    fi: 'Valitse kaikki näkyvät ({{count}})',
    sv: 'Välj alla som visas ({{count}})',
    en: 'Choose all that are shown ({{count}})',
  },
  chooseNone: { fi: 'Poista valinnat', sv: 'Ta bort valen', en: 'Clear the choice' },
} satisfies Texts
