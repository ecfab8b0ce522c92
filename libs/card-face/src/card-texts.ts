export type Language = 'fi' | 'sv' | 'en'

/** The labels beside the data, in the language of the card. */
export const printed: Readonly<
  Record<
    Language,
    Readonly<
      Record<
        'registrationNumber' | 'subjectNumber' | 'satu' | 'validTo' | 'cardNumber' | 'numberComes',
        string
      >
    >
  >
> = {
  fi: {
    registrationNumber: 'Rekisteröintinumero',
    subjectNumber: 'Yksilöivä tunnus',
    satu: 'Sähköinen asiointitunnus',
    validTo: 'Voimassa',
    cardNumber: 'Kortin numero',
    numberComes: 'Tulee valmistuksessa',
  },
  sv: {
    registrationNumber: 'Registreringsnummer',
    subjectNumber: 'Identifierande nummer',
    satu: 'Elektronisk kommunikationskod',
    validTo: 'Giltigt till',
    cardNumber: 'Kortnummer',
    numberComes: 'Ges vid tillverkningen',
  },
  en: {
    registrationNumber: 'Registration number',
    subjectNumber: 'Subject number',
    satu: 'Electronic client identifier',
    validTo: 'Valid until',
    cardNumber: 'Card number',
    numberComes: 'Given in production',
  },
}

/** Printed before the card's name. */
export const testCardNames = { fi: 'Testikortti', sv: 'Testkort', en: 'Test card' }

/** In all three languages on every card, whatever the card's language. */
export const productNames = {
  'professional-card': { fi: 'Ammattikortti', sv: 'Yrkeskort', en: 'Professional card' },
  'staff-card': { fi: 'Henkilöstökortti', sv: 'Personalkort', en: 'Staff card' },
  'actor-card': { fi: 'Toimijakortti', sv: 'Aktörskort', en: 'Actor card' },
  'organisation-card': {
    fi: 'Organisaatiokortti',
    sv: 'Organisationskort',
    en: 'Organisation card',
  },
  'citizen-card': { fi: 'Kansalaisen kortti', sv: 'Medborgarkort', en: 'Citizen card' },
} as const

/** Of cards that are not ordered by a name of their own. */
export const otherNames = {
  'spare-card': { fi: 'Varakortti', sv: 'Tillfälligt kort', en: 'Spare card' },
  'test-card': testCardNames,
  card: { fi: 'Kortti', sv: 'Kort', en: 'Card' },
} as const

export const cardNames = { ...productNames, ...otherNames }

/** Across the picture of a card that is cancelled. */
export const cancelledNames = { fi: 'Suljettu', sv: 'Spärrat', en: 'Cancelled' } as const

/** Printed in all three languages whatever the card's language: a finder may read any of them. */
export const notices = [
  [
    'Jos löydät kortin, vie se mihin tahansa rekisteröintipisteeseen.',
    'Ilmoita kadonneesta kortista heti.',
  ],
  [
    'Om du hittar kortet, lämna det på ett registreringsställe.',
    'Anmäl ett försvunnet kort genast.',
  ],
  ['If you find this card, take it to any registration point.', 'Report a lost card at once.'],
] as const

/** Before the number to call. */
export const hotlineNames = 'Sulkupalvelu 24 h · Spärrtjänst 24 h · Revocation service 24 h'

/** Before the address to which a found card is posted. */
export const returnTo = 'Palautus postitse · Retur per post · Return by post'
