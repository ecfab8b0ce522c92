import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyjä rekisterimuutoksia ei löydy',
      sv: 'De pausade registerändringarna hittades inte',
      en: 'The paused changes were not found',
    },
  },
  alreadyReleased: {
    title: {
      fi: 'Rekisterimuutokset on jo hyväksytty',
      sv: 'Registerändringarna har redan godkänts',
      en: 'The changes have already been approved',
    },
  },
  notShown: {
    title: {
      fi: 'Tilanne on muuttunut',
      sv: 'Läget har ändrats',
      en: 'The situation has changed',
    },
    advice: {
      fi: 'Päivitä sivu, katso pysäytetyt muutokset uudelleen ja hyväksy vasta sitten.',
      sv: 'Uppdatera sidan, granska de pausade ändringarna på nytt och godkänn först därefter.',
      en: 'Refresh the page, look at the paused changes again, and approve then.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
