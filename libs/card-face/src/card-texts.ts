export type Language = 'fi' | 'sv' | 'en'

/** What stands beside the data, in the language of the card. */
export const printed: Readonly<
  Record<
    Language,
    Readonly<Record<'registrationNumber' | 'validTo' | 'cardNumber' | 'numberComes', string>>
  >
> = {
  fi: {
    registrationNumber: 'Rekisteröintinumero',
    validTo: 'Voimassa',
    cardNumber: 'Kortin numero',
    numberComes: 'Tulee valmistuksessa',
  },
  sv: {
    registrationNumber: 'Registreringsnummer',
    validTo: 'Giltigt till',
    cardNumber: 'Kortnummer',
    numberComes: 'Ges vid tillverkningen',
  },
  en: {
    registrationNumber: 'Registration number',
    validTo: 'Valid until',
    cardNumber: 'Card number',
    numberComes: 'Given in production',
  },
}

/** Printed in all three languages whatever the card's language: who finds a card may read any of them. */
export const notices = [
  [
    'Jos löydät kortin, vie se mihin tahansa rekisteröintipisteeseen.',
    'Ilmoita kadonneesta kortista heti.',
  ],
  [
    'Om du hittar kortet, lämna det till ett registreringsställe.',
    'Anmäl ett förlorat kort genast.',
  ],
  ['If you find this card, take it to any registration point.', 'Report a lost card at once.'],
] as const
