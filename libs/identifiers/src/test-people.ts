type Text = { readonly fi: string; readonly sv: string; readonly en: string }

/** An invented person, with all data of a card. */
export type TestPerson = {
  readonly personKey: string
  /**
   * Individual number 900–999, which the register never assigns. On no card; for the vendor's own test
   * registers.
   */
  readonly identityCode: string
  readonly givenNames: string
  readonly surname: string
  /** Begins with 999, while those of real people begin with 00. Also used as the number of staff. */
  readonly registrationNumber: string
  /** For citizen cards: begins with 9999, which the population register has never assigned. */
  readonly satu: string
  /** For people who prescribe. */
  readonly doctorId?: string
  /** The right to practise. */
  readonly right: Text
  /** Job title given by the employer, on staff and actor cards. */
  readonly jobTitle: Text
}

/**
 * The limited list of people on test cards (R234): names short and long, with letters of Finnish, Swedish and
 * Sámi, with a Doctor ID and without. Nobody has these surnames.
 */
export const testPeople: readonly TestPerson[] = [
  {
    personKey: 'physician',
    identityCode: '010170-901K',
    givenNames: 'Liisa Orvokki',
    surname: 'Testi-Esimerkki',
    registrationNumber: '99900000011',
    satu: '99990001W',
    doctorId: '999011',
    right: { fi: 'Lääkäri', sv: 'Läkare', en: 'Physician' },
    jobTitle: { fi: 'Ylilääkäri', sv: 'Överläkare', en: 'Chief physician' },
  },
  {
    personKey: 'dentist',
    identityCode: '150380-903V',
    givenNames: 'Nils Åke',
    surname: 'Test-Exempelström',
    registrationNumber: '99900000029',
    satu: '99990002X',
    doctorId: '999029',
    right: { fi: 'Hammaslääkäri', sv: 'Tandläkare', en: 'Dentist' },
    jobTitle: { fi: 'Asiantuntijahammaslääkäri', sv: 'Sakkunnigtandläkare', en: 'Dental adviser' },
  },
  {
    personKey: 'nurse',
    identityCode: '240690-904P',
    givenNames: 'Áile Ánne',
    surname: 'Testi-Guttorm',
    registrationNumber: '99900000037',
    satu: '99990003Y',
    right: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
    jobTitle: {
      fi: 'Apulaisosastonhoitaja',
      sv: 'Biträdande avdelningsskötare',
      en: 'Deputy ward nurse',
    },
  },
  {
    personKey: 'pharmacist',
    identityCode: '311285-907V',
    givenNames: 'Oskari',
    surname: 'Testi-Proviisori',
    registrationNumber: '99900000045',
    satu: '999900040',
    right: { fi: 'Proviisori', sv: 'Provisor', en: 'Pharmacist' },
    jobTitle: { fi: 'Apteekkari', sv: 'Apotekare', en: 'Head of a pharmacy' },
  },
  {
    personKey: 'social-worker',
    identityCode: '070595-910D',
    givenNames: 'Hilkka Maria',
    surname: 'Testi-Sosiaali',
    registrationNumber: '99900000052',
    satu: '999900051',
    right: { fi: 'Sosiaalityöntekijä', sv: 'Socialarbetare', en: 'Social worker' },
    jobTitle: {
      fi: 'Johtava sosiaalityöntekijä',
      sv: 'Ledande socialarbetare',
      en: 'Leading social worker',
    },
  },
  {
    personKey: 'long-name',
    identityCode: '290264-9117',
    givenNames: 'Sirkka-Liisa Aleksandra Wilhelmiina',
    surname: 'Testi-Pitkänimisenkorkeakoskentytär',
    registrationNumber: '99900000060',
    satu: '999900062',
    right: { fi: 'Lähihoitaja', sv: 'Närvårdare', en: 'Practical nurse' },
    jobTitle: { fi: 'Osastosihteeri', sv: 'Avdelningssekreterare', en: 'Ward secretary' },
  },
  {
    personKey: 'student',
    identityCode: '130303A9120',
    givenNames: 'Eero',
    surname: 'Testi-Opiskelija',
    registrationNumber: '99900000078',
    satu: '999900073',
    right: { fi: 'Lääketieteen opiskelija', sv: 'Medicine studerande', en: 'Medical student' },
    jobTitle: { fi: 'Järjestelmäasiantuntija', sv: 'Systemexpert', en: 'System expert' },
  },
  {
    personKey: 'short-name',
    identityCode: '010101A9157',
    givenNames: 'Bo',
    surname: 'Test-Å',
    registrationNumber: '99900000086',
    satu: '999900084',
    right: { fi: 'Fysioterapeutti', sv: 'Fysioterapeut', en: 'Physiotherapist' },
    jobTitle: {
      fi: 'Tietohallintojohtaja',
      sv: 'Dataadministrationschef',
      en: 'Head of information management',
    },
  },
]

/** The employer of staff and actor cards. */
export const testEmployer = 'TEST Esimerkkilän hyvinvointialue'

/** For organisation cards: no register has its business ID. */
export const testOrganisation = {
  organisation: 'TEST Esimerkkilän kaupunki',
  businessId: '9999999-2',
}

export const testPerson = (personKey: string): TestPerson | undefined =>
  testPeople.find((one) => one.personKey === personKey)
