import { checkCharacter } from '@sotevarmenne/identifiers/check-character'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import { z } from 'zod'

/** A right in Terhikki or Suosikki, as the simulator of the registers returns it. */
export type RegisteredRight = {
  /** The register's own key of this right of this person. */
  readonly rightId: string
  readonly register: 'TERHIKKI' | 'SUOSIKKI'
  readonly code: string
  readonly name: Text
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** Last day, inclusive; absent when the right has no end. */
  readonly to?: string
  /** How the right is limited, in Finnish as the register writes it. */
  readonly limits?: string
  /** Whether it includes the right to prescribe. */
  readonly mayPrescribe?: true
}

export type RegisteredPerson = {
  readonly registrationNumber: string
  readonly doctorId?: string
  readonly rights: readonly RegisteredRight[]
}

/** What the simulator of the population register returns. */
export type Resident = {
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  /** Day of death, `YYYY-MM-DD`. */
  readonly died?: string
  readonly nonDisclosure: boolean
  readonly address: {
    readonly street: string
    readonly postalCode: string
    readonly postOffice: string
    readonly country: string
  }
}

/** An invented person. A register that does not know the person has nothing here. */
export type ExamplePerson = {
  readonly identityCode: string
  /** Only for those whom the population register knows. */
  readonly satu?: string
  /** The case that the person demonstrates, in one line. */
  readonly shows: Text
  readonly inRights?: RegisteredPerson
  readonly inPopulation?: Resident
}

/** The body of both searches; the population register takes a SATU in place of the code. */
export const search = z.object({ identityCode: z.string().trim().min(1).max(20) })
export const searchBySatu = z.object({ satu: z.string().trim().min(1).max(20) })

/** SATU of the n-th invented person, from a range of their own. */
export function exampleSatu(index: number): string {
  const digits = String(90_000_001 + index)
  return `${digits}${checkCharacter(digits)}`
}

type Described = {
  readonly identityCode: string
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly address: Resident['address']
  readonly nonDisclosure?: true
  /** Where it is not the usual case. */
  readonly shows?: ExamplePerson['shows']
  readonly registrationNumber?: string
  readonly doctorId?: string
  readonly rights?: readonly Omit<RegisteredRight, 'rightId'>[]
}

const at = (street: string, postalCode: string, postOffice: string): Resident['address'] => ({
  street,
  postalCode,
  postOffice,
  country: 'FI',
})

/** Titles with codes of our own: the national code list is not copied here. */
const titles = {
  nurse: ['TERHIKKI', 'T10', 'Sairaanhoitaja', 'Sjukskötare', 'Nurse'],
  midwife: ['TERHIKKI', 'T11', 'Kätilö', 'Barnmorska', 'Midwife'],
  practicalNurse: ['TERHIKKI', 'T12', 'Lähihoitaja', 'Närvårdare', 'Practical nurse'],
  physician: ['TERHIKKI', 'T20', 'Lääkäri', 'Läkare', 'Physician'],
  medicalStudent: ['TERHIKKI', 'T21', 'Lääkäri', 'Läkare', 'Physician'],
  dentist: ['TERHIKKI', 'T22', 'Hammaslääkäri', 'Tandläkare', 'Dentist'],
  dentalHygienist: ['TERHIKKI', 'T23', 'Suuhygienisti', 'Munhygienist', 'Dental hygienist'],
  pharmacist: ['TERHIKKI', 'T30', 'Farmaseutti', 'Farmaceut', 'Pharmacist'],
  optician: ['TERHIKKI', 'T31', 'Laillistettu optikko', 'Legitimerad optiker', 'Optician'],
  physiotherapist: ['TERHIKKI', 'T40', 'Fysioterapeutti', 'Fysioterapeut', 'Physiotherapist'],
  occupationalTherapist: [
    'TERHIKKI',
    'T41',
    'Toimintaterapeutti',
    'Ergoterapeut',
    'Occupational therapist',
  ],
  psychologist: ['TERHIKKI', 'T42', 'Psykologi', 'Psykolog', 'Psychologist'],
  socialWorker: ['SUOSIKKI', 'S10', 'Sosiaalityöntekijä', 'Socialarbetare', 'Social worker'],
  socialInstructor: ['SUOSIKKI', 'S11', 'Sosionomi', 'Socionom', 'Social services professional'],
} as const

export type TitleName = keyof typeof titles

export const right = (
  title: TitleName,
  from: string,
  more: Pick<RegisteredRight, 'to' | 'limits' | 'mayPrescribe'> = {},
): Omit<RegisteredRight, 'rightId'> => {
  const [register, code, fi, sv, en] = titles[title]
  return { register, code, name: { fi, sv, en }, from, ...more }
}

function asRegistersSeeIt(person: Described): ExamplePerson {
  const { identityCode, givenNames, surname, language, address, nonDisclosure = false } = person
  return {
    identityCode,
    shows: person.shows ?? everydayCase(person),
    inPopulation: { givenNames, surname, language, nonDisclosure, address },
    ...inRights(person),
  }
}

function everydayCase({ language, rights = [] }: Described): ExamplePerson['shows'] {
  const letter = {
    fi: { fi: ' suomeksi', sv: ' på finska', en: ' in Finnish' },
    sv: { fi: ' ruotsiksi', sv: ' på svenska', en: ' in Swedish' },
    en: { fi: ' englanniksi', sv: ' på engelska', en: ' in English' },
  }[language]
  const isSocialCare = rights.some(({ register }) => register === 'SUOSIKKI')
  return {
    fi: `Tavallinen tilaus${isSocialCare ? ' sosiaalihuollossa' : ''}, kirje${letter.fi}`,
    sv: `Vanlig beställning${isSocialCare ? ' inom socialvården' : ''}, brev${letter.sv}`,
    en: `An everyday order${isSocialCare ? ' in social care' : ''}, letter${letter.en}`,
  }
}

const inRights = ({
  registrationNumber,
  doctorId,
  rights = [],
}: Pick<Described, 'registrationNumber' | 'doctorId' | 'rights'>): Pick<
  ExamplePerson,
  'inRights'
> =>
  registrationNumber === undefined
    ? {}
    : {
        inRights: {
          registrationNumber,
          ...(doctorId !== undefined && { doctorId }),
          rights: rights.map((each, index) => ({
            rightId: `${registrationNumber}-${String(index + 1)}`,
            ...each,
          })),
        },
      }

const special: readonly Described[] = [
  {
    identityCode: '010180-9015',
    givenNames: 'Riitta',
    surname: 'Rekisteröijä',
    language: 'fi',
    address: at('Hämeentie 1', '00530', 'Helsinki'),
    shows: {
      fi: 'Rekisteröijä: palvelee kävijöitä',
      sv: 'Registrerare: betjänar besökare',
      en: 'Registrar: serves visitors',
    },
    registrationNumber: '00198705907',
    rights: [right('nurse', '2004-06-01')],
  },
  {
    identityCode: '020275-902B',
    givenNames: 'Kaarlo',
    surname: 'Käsittelijä',
    language: 'fi',
    address: at('Lintulahdenkuja 2', '00530', 'Helsinki'),
    shows: {
      fi: 'Käsittelijä: nimeää rekisteröijät',
      sv: 'Handläggare: utser registrerare',
      en: 'Case officer: appoints registrars',
    },
    registrationNumber: '00198706012',
    rights: [right('pharmacist', '1999-09-01')],
  },
  {
    identityCode: '140388-9039',
    givenNames: 'Aino',
    surname: 'Esimerkki',
    language: 'fi',
    address: at('Esimerkkikatu 3 A 4', '33100', 'Tampere'),
    shows: {
      fi: 'Sairaanhoitaja, oikeus voimassa toistaiseksi',
      sv: 'Sjukskötare, rättigheten gäller tills vidare',
      en: 'Nurse, right in force without an end',
    },
    registrationNumber: '00198706129',
    rights: [right('nurse', '2012-06-01')],
  },
  {
    identityCode: '051170-904A',
    givenNames: 'Olli',
    surname: 'Lääkäri',
    language: 'fi',
    address: at('Meilahdentie 5', '00250', 'Helsinki'),
    shows: {
      fi: 'Lääkäri, jolla on yksilöintitunnus',
      sv: 'Läkare med identifikationskod',
      en: 'Physician with an identification code (Doctor ID)',
    },
    registrationNumber: '00198706236',
    doctorId: '204115',
    rights: [right('physician', '1996-01-15')],
  },
  {
    identityCode: '121265-905C',
    givenNames: 'Erkki',
    surname: 'Entinen',
    language: 'fi',
    address: at('Vanhatie 9', '20500', 'Turku'),
    shows: {
      fi: 'Oikeus päättynyt',
      sv: 'Rättigheten har upphört',
      en: 'Right has ended',
    },
    registrationNumber: '00198706343',
    rights: [right('nurse', '1990-06-01', { to: '2024-12-31' })],
  },
  {
    identityCode: '230499-906U',
    givenNames: 'Otto',
    surname: 'Oikeudeton',
    language: 'fi',
    address: at('Tyhjäkatu 1', '40100', 'Jyväskylä'),
    shows: {
      fi: 'Ei ammattioikeutta',
      sv: 'Ingen yrkesrättighet',
      en: 'No right to practise',
    },
  },
  {
    identityCode: '300983-9079',
    givenNames: 'Tuula',
    surname: 'Turvattu',
    language: 'fi',
    address: at('Salattu 7', '70100', 'Kuopio'),
    nonDisclosure: true,
    shows: { fi: 'Turvakielto', sv: 'Spärrmarkering', en: 'Non-disclosure for safety reasons' },
    registrationNumber: '00198706459',
    rights: [right('practicalNurse', '2005-06-01')],
  },
  {
    identityCode: '170801A908Y',
    givenNames: 'Liisa',
    surname: 'Lääkäriopiskelija',
    language: 'fi',
    address: at('Opiskelijankatu 12 B', '33720', 'Tampere'),
    shows: {
      fi: 'Opiskelija: rajoitettu, määräaikainen oikeus',
      sv: 'Studerande: begränsad rättighet på viss tid',
      en: 'Student: limited right for a fixed term',
    },
    registrationNumber: '00198706566',
    doctorId: '205385',
    rights: [
      right('medicalStudent', '2025-06-01', {
        to: '2028-05-31',
        limits: 'Lääkärin tehtävä laillistetun lääkärin johdon ja valvonnan alaisena',
      }),
    ],
  },
  {
    identityCode: '090992-9094',
    givenNames: 'Áilu Sárá',
    surname: 'Näkkäläjärvi',
    language: 'fi',
    address: at('Inarintie 40', '99870', 'Inari'),
    shows: { fi: 'Saamenkielinen nimi', sv: 'Samiskt namn', en: 'Sámi name' },
    registrationNumber: '00198706673',
    rights: [right('midwife', '2016-06-01')],
  },
  {
    identityCode: '180684-911H',
    givenNames: 'Stina',
    surname: 'Registrerare',
    language: 'sv',
    address: at('Esplanaden 2', '65100', 'Vasa'),
    shows: {
      fi: 'Toinen rekisteröijä, ruotsinkielinen',
      sv: 'Den andra registreraren, svenskspråkig',
      en: 'The second registrar, Swedish-speaking',
    },
    registrationNumber: '00198706897',
    rights: [right('nurse', '2008-06-01')],
  },
]

const unknownToPopulationRegister: ExamplePerson = {
  identityCode: '110377-910R',
  shows: {
    fi: 'Veikko Vieras: ei väestötietojärjestelmässä',
    sv: 'Veikko Vieras: finns inte i befolkningsdatasystemet',
    en: 'Veikko Vieras: not in the population register',
  },
  ...inRights({ registrationNumber: '00198706780', rights: [right('nurse', '2001-06-01')] }),
}

const everyday: readonly Described[] = [
  {
    identityCode: '030591-9204',
    givenNames: 'Anna Maria',
    surname: 'Korhonen',
    language: 'fi',
    address: at('Kauppakatu 5', '40100', 'Jyväskylä'),
    registrationNumber: '00199574401',
    rights: [right('nurse', '2015-06-01')],
  },
  {
    identityCode: '170279-921N',
    givenNames: 'Mikko Juhani',
    surname: 'Virtanen',
    language: 'fi',
    address: at('Satamakatu 11', '33200', 'Tampere'),
    registrationNumber: '00199574476',
    doctorId: '121376',
    rights: [right('physician', '2003-06-01')],
  },
  {
    identityCode: '281186-922V',
    givenNames: 'Karin Elisabet',
    surname: 'Lindqvist',
    language: 'sv',
    address: at('Storgatan 8', '65100', 'Vasa'),
    registrationNumber: '00199574542',
    rights: [right('nurse', '2010-06-01')],
  },
  {
    identityCode: '090868-923K',
    givenNames: 'Leena Kaarina',
    surname: 'Nieminen',
    language: 'fi',
    address: at('Hallituskatu 20', '90100', 'Oulu'),
    registrationNumber: '00199574617',
    rights: [right('practicalNurse', '1992-06-01')],
  },
  {
    identityCode: '150683-924R',
    givenNames: 'Jukka Tapani',
    surname: 'Mäkinen',
    language: 'fi',
    address: at('Puijonkatu 3', '70100', 'Kuopio'),
    registrationNumber: '00199574682',
    doctorId: '122747',
    rights: [right('dentist', '2007-06-01')],
  },
  {
    identityCode: '220995-925T',
    givenNames: 'Sofia Aurora',
    surname: 'Heikkinen',
    language: 'fi',
    address: at('Linnankatu 14', '20100', 'Turku'),
    registrationNumber: '00199574757',
    rights: [right('physiotherapist', '2019-06-01')],
  },
  {
    identityCode: '040472-9268',
    givenNames: 'Erik Johan',
    surname: 'Söderholm',
    language: 'sv',
    address: at('Mannerheimvägen 2', '06100', 'Borgå'),
    registrationNumber: '00199574823',
    doctorId: '124115',
    rights: [right('physician', '1996-06-01')],
  },
  {
    identityCode: '190790-9271',
    givenNames: 'Hanna Susanna',
    surname: 'Laine',
    language: 'fi',
    address: at('Rauhankatu 7', '15110', 'Lahti'),
    registrationNumber: '00199574898',
    rights: [right('midwife', '2014-06-01')],
  },
  {
    identityCode: '251161-928N',
    givenNames: 'Pekka Olavi',
    surname: 'Koskinen',
    language: 'fi',
    address: at('Torikatu 9', '80100', 'Joensuu'),
    registrationNumber: '00199574963',
    rights: [right('pharmacist', '1985-06-01')],
  },
  {
    identityCode: '110101A9294',
    givenNames: 'Emilia Sofia',
    surname: 'Järvinen',
    language: 'fi',
    address: at('Valtakatu 30', '53100', 'Lappeenranta'),
    registrationNumber: '00199575036',
    rights: [right('practicalNurse', '2025-06-01')],
  },
  {
    identityCode: '020288-930L',
    givenNames: 'Ville Petteri',
    surname: 'Lehtonen',
    language: 'fi',
    address: at('Yrjönkatu 16', '28100', 'Pori'),
    registrationNumber: '00199575101',
    rights: [right('socialWorker', '2012-06-01')],
  },
  {
    identityCode: '140575-931E',
    givenNames: 'Maria Kristina',
    surname: 'Åkerblom',
    language: 'sv',
    address: at('Torggatan 4', '22100', 'Mariehamn'),
    registrationNumber: '00199575176',
    rights: [right('socialWorker', '1999-06-01')],
  },
  {
    identityCode: '300384-932H',
    givenNames: 'Tiina Annikki',
    surname: 'Saarinen',
    language: 'fi',
    address: at('Raatihuoneenkatu 1', '13100', 'Hämeenlinna'),
    registrationNumber: '00199575242',
    rights: [right('psychologist', '2008-06-01')],
  },
  {
    identityCode: '080893-933P',
    givenNames: 'Juho Matias',
    surname: 'Hämäläinen',
    language: 'fi',
    address: at('Kirkkokatu 12', '87100', 'Kajaani'),
    registrationNumber: '00199575317',
    rights: [right('nurse', '2017-06-01')],
  },
  {
    identityCode: '210689-934F',
    givenNames: 'Fatima',
    surname: 'Hassan',
    language: 'fi',
    address: at('Kontulankaari 1', '00940', 'Helsinki'),
    registrationNumber: '00199575382',
    rights: [right('nurse', '2013-06-01')],
  },
  {
    identityCode: '051182-935D',
    givenNames: 'Oleksandr',
    surname: 'Kovalenko',
    language: 'en',
    address: at('Asemakatu 6', '60100', 'Seinäjoki'),
    registrationNumber: '00199575457',
    doctorId: '125484',
    rights: [right('physician', '2006-06-01')],
  },
  {
    identityCode: '161266-9367',
    givenNames: 'Päivi Marjatta',
    surname: 'Rantanen',
    language: 'fi',
    address: at('Vapaudenkatu 2', '50100', 'Mikkeli'),
    registrationNumber: '00199575523',
    doctorId: '126854',
    rights: [right('dentalHygienist', '1990-06-01', { mayPrescribe: true })],
  },
  {
    identityCode: '270497-937W',
    givenNames: 'Elle Máret',
    surname: 'Sara',
    language: 'fi',
    address: at('Luossatie 3', '99950', 'Karigasniemi'),
    registrationNumber: '00199575598',
    rights: [right('nurse', '2021-06-01')],
  },
  {
    identityCode: '120380-9382',
    givenNames: 'Antti Ilmari',
    surname: 'Turunen',
    language: 'fi',
    address: at('Koskikatu 25', '96200', 'Rovaniemi'),
    registrationNumber: '00199575663',
    doctorId: '128223',
    rights: [right('optician', '2004-06-01', { mayPrescribe: true })],
  },
  {
    identityCode: '010794-939U',
    givenNames: 'Johanna Elina',
    surname: 'Salo',
    language: 'fi',
    address: at('Hämeenkatu 8', '05800', 'Hyvinkää'),
    registrationNumber: '00199575739',
    rights: [right('occupationalTherapist', '2018-06-01')],
  },
  {
    identityCode: '231077-9403',
    givenNames: 'Thomas Mikael',
    surname: 'Nyman',
    language: 'sv',
    address: at('Alexandersgatan 12', '10600', 'Ekenäs'),
    registrationNumber: '00199575804',
    rights: [right('pharmacist', '2001-06-01')],
  },
  {
    identityCode: '180592-941R',
    givenNames: 'Riikka Helena',
    surname: 'Ahonen',
    language: 'fi',
    address: at('Kauppatie 3', '61800', 'Kauhajoki'),
    registrationNumber: '00199575879',
    rights: [right('socialInstructor', '2016-06-01')],
  },
  {
    identityCode: '060963-942S',
    givenNames: 'Markku Antero',
    surname: 'Heinonen',
    language: 'fi',
    address: at('Kotkankatu 4', '48100', 'Kotka'),
    registrationNumber: '00199575945',
    doctorId: '129593',
    rights: [right('physician', '1987-06-01')],
  },
  {
    identityCode: '260200A943T',
    givenNames: 'Noora Elisa',
    surname: 'Karjalainen',
    language: 'fi',
    address: at('Niskakatu 19', '80100', 'Joensuu'),
    registrationNumber: '00199576018',
    rights: [right('nurse', '2024-06-01')],
  },
  {
    identityCode: '130785-944D',
    givenNames: 'Sanna Maarit',
    surname: 'Pitkänen',
    language: 'fi',
    address: at('Maaherrankatu 8', '70100', 'Kuopio'),
    registrationNumber: '00199576083',
    rights: [right('midwife', '2009-06-01')],
  },
  {
    identityCode: '200870-945W',
    givenNames: 'Henrik Oskar',
    surname: 'Björklund',
    language: 'sv',
    address: at('Rådhusgatan 3', '68600', 'Jakobstad'),
    registrationNumber: '00199576158',
    doctorId: '130963',
    rights: [right('dentist', '1994-06-01')],
  },
  {
    identityCode: '070488-946Y',
    givenNames: 'Laura Katariina',
    surname: 'Väisänen',
    language: 'fi',
    address: at('Ilmarinkatu 10', '33500', 'Tampere'),
    registrationNumber: '00199576224',
    rights: [right('physiotherapist', '2012-06-01')],
  },
  {
    identityCode: '240659-9473',
    givenNames: 'Timo Kalevi',
    surname: 'Mattila',
    language: 'fi',
    address: at('Keskuskatu 22', '94100', 'Kemi'),
    registrationNumber: '00199576299',
    rights: [right('psychologist', '1983-06-01')],
  },
  {
    identityCode: '151199-948N',
    givenNames: 'Iida Vilhelmiina',
    surname: 'Ojala',
    language: 'fi',
    address: at('Rantatie 6', '67100', 'Kokkola'),
    registrationNumber: '00199576364',
    rights: [right('practicalNurse', '2023-06-01')],
  },
  {
    identityCode: '090386-9491',
    givenNames: 'Nguyen Thi',
    surname: 'Pham',
    language: 'en',
    address: at('Itäkatu 5', '00930', 'Helsinki'),
    registrationNumber: '00199576430',
    rights: [right('practicalNurse', '2010-06-01')],
  },
  {
    identityCode: '180377-950J',
    givenNames: 'Sirpa Hannele',
    surname: 'Nurminen',
    language: 'fi',
    address: at('Puistokatu 6', '80100', 'Joensuu'),
    shows: {
      fi: 'Suuhygienisti ilman yksilöintitunnusta: ei määrää lääkkeitä',
      sv: 'Munhygienist utan identifikationskod: förskriver inte läkemedel',
      en: 'Dental hygienist without a Doctor ID: may not prescribe',
    },
    registrationNumber: '00199576604',
    rights: [right('dentalHygienist', '2001-06-01')],
  },
  {
    identityCode: '220681-951L',
    givenNames: 'Outi Marjatta',
    surname: 'Salonen',
    language: 'fi',
    address: at('Kirkkokatu 14', '90100', 'Oulu'),
    shows: {
      fi: 'Sairaanhoitaja, joka saa määrätä lääkkeitä, mutta yksilöintitunnus puuttuu',
      sv: 'Sjukskötare som får förskriva läkemedel, men identifikationskoden saknas',
      en: 'Nurse who may prescribe, but whose Doctor ID is missing',
    },
    registrationNumber: '00199576612',
    rights: [right('nurse', '2006-06-01', { mayPrescribe: true })],
  },
  {
    identityCode: '051290-952U',
    givenNames: 'Mira Elina',
    surname: 'Kaksonen',
    language: 'fi',
    address: at('Hallituskatu 18', '33200', 'Tampere'),
    shows: {
      fi: 'Lääkäri ja hammaslääkäri: kaksi ammattikorttia',
      sv: 'Läkare och tandläkare: två yrkeskort',
      en: 'Physician and dentist: two professional cards',
    },
    registrationNumber: '00199576620',
    doctorId: '131961',
    rights: [right('physician', '2016-06-01'), right('dentist', '2020-06-01')],
  },
]

/** People for scenarios. All are invented: their individual numbers are in the temporary range 900–999. */
export const examplePeople: readonly ExamplePerson[] = [
  ...special.map(asRegistersSeeIt),
  unknownToPopulationRegister,
  ...everyday.map(asRegistersSeeIt),
].map((person, index) => ({
  ...person,
  ...(person.inPopulation && { satu: exampleSatu(index) }),
}))
