import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyjä rekisterimuutoksia ei löydy',
      sv: 'De pausade registerändringarna hittas inte',
      en: 'There are no such paused changes',
    },
  },
  alreadyReleased: {
    title: {
      fi: 'Rekisterimuutokset on jo vapautettu',
      sv: 'Registerändringarna har redan släppts',
      en: 'The changes are released already',
    },
  },
  samePerson: {
    title: {
      fi: 'Toisen henkilön on vapautettava rekisterimuutokset',
      sv: 'En annan person måste släppa registerändringarna',
      en: 'Another person has to release the changes',
    },
    advice: {
      fi: 'Olet jo hyväksynyt vapautuksen. Pyydä toista henkilöä tarkistamaan muutokset.',
      sv: 'Du har redan godkänt. Be en annan person granska ändringarna.',
      en: 'You have approved already. Ask another person to look at the changes.',
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
