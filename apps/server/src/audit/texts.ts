import type { Text } from '#platform/texts.ts'

/** The texts of the audit log's problems. */
export const texts = {
  entryNotInTheTree: {
    title: {
      fi: 'Merkintää ei ole tässä lokissa',
      sv: 'Anteckningen finns inte i denna logg',
      en: 'The entry is not in this audit log',
    },
    advice: {
      fi: 'Uusi merkintä saa paikkansa sekunnissa. Pyydä se uudelleen uusimmalla tarkistuspisteellä.',
      sv: 'En ny anteckning får sin plats inom en sekund. Begär den på nytt med den nyaste kontrollpunkten.',
      en: 'A new entry gets its place within a second. Ask for it again with the newest checkpoint.',
    },
  },
  checkpointNotFound: {
    title: {
      fi: 'Tarkistuspistettä ei ole',
      sv: 'Kontrollpunkten finns inte',
      en: 'There is no such checkpoint',
    },
    advice: {
      fi: 'Valitse koko tarkistuspisteiden luettelosta.',
      sv: 'Välj en storlek i listan över kontrollpunkter.',
      en: 'Take a size from the list of checkpoints.',
    },
  },
  checkpointsSwapped: {
    title: {
      fi: 'Ensimmäinen tarkistuspiste on uudempi kuin toinen',
      sv: 'Den första kontrollpunkten är nyare än den andra',
      en: 'The first checkpoint is newer than the second',
    },
    advice: {
      fi: 'Anna vanhempi tarkistuspiste ensin.',
      sv: 'Ange den äldre kontrollpunkten först.',
      en: 'Give the older checkpoint first.',
    },
  },
  noCheckpointYet: {
    title: {
      fi: 'Lokia ei ole vielä allekirjoitettu',
      sv: 'Loggen har inte undertecknats ännu',
      en: 'The audit log has not been signed yet',
    },
    advice: {
      fi: 'Yritä hetken kuluttua uudelleen.',
      sv: 'Försök igen om en stund.',
      en: 'Try again in a moment.',
    },
  },
} as const satisfies {
  readonly [name: string]: { readonly title: Text; readonly advice: Text }
}
