import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyä sulkulistaa ei löydy',
      sv: 'Den pausade spärrlistan hittades inte',
      en: 'The paused revocation list was not found',
    },
  },
  alreadyReleased: {
    title: {
      fi: 'Sulkulistojen julkaisu on jo hyväksytty',
      sv: 'Publiceringen av spärrlistorna har redan godkänts',
      en: 'The publication of the revocation lists has already been approved',
    },
  },
  notShown: {
    title: {
      fi: 'Tilanne on muuttunut',
      sv: 'Läget har ändrats',
      en: 'The situation has changed',
    },
    advice: {
      fi: 'Päivitä sivu, katso pysäytetyt suljetut varmenteet uudelleen ja hyväksy vasta sitten.',
      sv: 'Uppdatera sidan, granska de pausade spärrningarna på nytt och godkänn först därefter.',
      en: 'Refresh the page, look at the paused revocations again, and approve then.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
