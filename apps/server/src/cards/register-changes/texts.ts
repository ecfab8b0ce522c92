import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyjä rekisterimuutoksia ei löydy',
      sv: 'De pausade registerändringarna hittades inte',
      en: 'There are no such paused changes',
    },
  },
  alreadyReleased: {
    title: {
      fi: 'Rekisterimuutokset on jo hyväksytty',
      sv: 'Registerändringarna har redan godkänts',
      en: 'The changes are approved already',
    },
  },
  notShown: {
    title: {
      fi: 'Tilanne ei ole se, jonka näit',
      sv: 'Läget är inte det som du såg',
      en: 'Things are not as you saw them',
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
