import type { Text } from '#platform/texts.ts'

/** Titles of problems, and their remedies. */
export const texts = {
  registerUnavailable: {
    title: {
      fi: 'Väestötietojärjestelmä ei vastaa',
      sv: 'Befolkningsdatasystemet svarar inte',
      en: 'The population register is not responding',
    },
    advice: {
      fi: 'Yritä myöhemmin uudelleen. Entinen tunnusluku kelpaa vielä.',
      sv: 'Försök senare. Den tidigare koden gäller fortfarande.',
      en: 'Try again later. The former code is still valid.',
    },
  },
  cardNotProducedHere: {
    title: {
      fi: 'Korttia ei ole tehty tällä asemalla',
      sv: 'Kortet har inte gjorts vid den här stationen',
      en: 'The card was not made at this station',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
