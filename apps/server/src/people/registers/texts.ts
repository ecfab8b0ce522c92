import type { Text } from '#platform/texts.ts'

export const texts = {
  registerUnavailable: {
    title: {
      fi: 'Rekisteri ei vastaa',
      sv: 'Registret svarar inte',
      en: 'A register is not responding',
    },
    advice: {
      fi: 'Mitään ei muutettu. Yritä hetken kuluttua uudelleen.',
      sv: 'Inget ändrades. Försök igen om en stund.',
      en: 'Nothing was changed. Try again in a moment.',
    },
  },
  noCopyOfCodeService: {
    title: {
      fi: 'Koodistopalvelua ei ole vielä luettu',
      sv: 'Kodtjänsten har inte lästs ännu',
      en: 'The code service has not been read yet',
    },
    advice: {
      fi: 'Mitään ei muutettu. Palvelu lukee koodistot itse; yritä vartin kuluttua uudelleen.',
      sv: 'Inget ändrades. Tjänsten läser kodlistorna själv; försök igen om en kvart.',
      en: 'Nothing was changed. The service reads the code lists by itself; try again in a quarter of an hour.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
