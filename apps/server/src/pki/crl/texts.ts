import type { Text } from '#platform/texts.ts'

export const texts = {
  pauseNotFound: {
    title: {
      fi: 'Pysäytettyä sulkulistaa ei löydy',
      sv: 'Den pausade spärrlistan hittas inte',
      en: 'There is no such paused revocation list',
    },
  },
  alreadyReleased: {
    title: {
      fi: 'Sulkulistat on jo vapautettu',
      sv: 'Spärrlistorna har redan släppts',
      en: 'The revocation lists are released already',
    },
  },
  samePerson: {
    title: {
      fi: 'Toisen henkilön on vapautettava sulkulistat',
      sv: 'En annan person måste släppa spärrlistorna',
      en: 'Another person has to release the revocation lists',
    },
    advice: {
      fi: 'Olet jo hyväksynyt vapautuksen. Pyydä toista henkilöä tarkistamaan suljetut varmenteet.',
      sv: 'Du har redan godkänt. Be en annan person granska spärrningarna.',
      en: 'You have agreed already. Ask another person to look at the revocations.',
    },
  },
  notShown: {
    title: {
      fi: 'Tilanne ei ole se, jonka näit',
      sv: 'Läget är inte det som du såg',
      en: 'Things are not as you saw them',
    },
    advice: {
      fi: 'Päivitä sivu, katso pysäytetyt suljetut varmenteet uudelleen ja hyväksy vasta sitten.',
      sv: 'Uppdatera sidan, granska de pausade spärrningarna på nytt och godkänn först därefter.',
      en: 'Refresh the page, look at the paused revocations again, and agree then.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice?: Text }
}
