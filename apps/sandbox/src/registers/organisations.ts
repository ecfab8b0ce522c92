import { parseBusinessId, type BusinessId } from '@sotevarmenne/identifiers/business-id'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import type { Text } from '@sotevarmenne/pages/languages'

/** An organisation in the simulator of the business register. All have IDs that are not assigned yet. */
export type ExampleOrganisation = {
  readonly businessId: BusinessId
  readonly name: string
  readonly form: keyof typeof forms
  readonly registered: string
  /** It connects providers to Kanta, and the code service says so. */
  readonly isIntermediary?: true
  /** Bankruptcy, liquidation or restructuring. */
  readonly situation?: 'KONK' | 'SELTILA' | 'SANE'
  readonly ended?: string
  /** Its data in the code service; absent when the code service does not know it. */
  readonly coded?: {
    readonly list: 'organisations' | 'self-employed'
    readonly sector: '1 Julkinen' | '2 Yksityinen'
    readonly municipality: string
    readonly postalCode: string
    /** Names of its units of service. */
    readonly units: readonly string[]
  }
}

export const forms = {
  county: {
    fi: 'Hyvinvointialue',
    sv: 'Välfärdsområde',
    en: 'Wellbeing services county',
  },
  city: { fi: 'Kunta', sv: 'Kommun', en: 'Municipality' },
  group: { fi: 'Kuntayhtymä', sv: 'Samkommun', en: 'Joint municipal authority' },
  company: { fi: 'Osakeyhtiö', sv: 'Aktiebolag', en: 'Limited company' },
  trader: {
    fi: 'Yksityinen elinkeinonharjoittaja',
    sv: 'Enskild näringsidkare',
    en: 'Private trader',
  },
  association: {
    fi: 'Aatteellinen yhdistys',
    sv: 'Ideell förening',
    en: 'Non-profit association',
  },
} as const satisfies Record<string, Text>

/**
 * Far above the assigned range, with the check digit that the number needs; every eleventh number has none.
 */
const exampleIds: readonly BusinessId[] = Array.from({ length: 200 }, (_, index) =>
  Array.from({ length: 10 }, (_, check) =>
    parseBusinessId(`${String(9_900_001 + index)}-${String(check)}`),
  ),
).flatMap((tries) => tries.flatMap((tried) => (tried.ok ? [tried.value] : [])))

const counties = [
  ['Etelä-Karjalan hyvinvointialue', 'Lappeenranta', '53130'],
  ['Etelä-Pohjanmaan hyvinvointialue', 'Seinäjoki', '60220'],
  ['Etelä-Savon hyvinvointialue', 'Mikkeli', '50100'],
  ['Itä-Uudenmaan hyvinvointialue', 'Porvoo', '06100'],
  ['Kainuun hyvinvointialue', 'Kajaani', '87140'],
  ['Kanta-Hämeen hyvinvointialue', 'Hämeenlinna', '13530'],
  ['Keski-Pohjanmaan hyvinvointialue', 'Kokkola', '67200'],
  ['Keski-Suomen hyvinvointialue', 'Jyväskylä', '40620'],
  ['Keski-Uudenmaan hyvinvointialue', 'Hyvinkää', '05850'],
  ['Kymenlaakson hyvinvointialue', 'Kouvola', '45750'],
  ['Lapin hyvinvointialue', 'Rovaniemi', '96101'],
  ['Länsi-Uudenmaan hyvinvointialue', 'Espoo', '02070'],
  ['Pirkanmaan hyvinvointialue', 'Tampere', '33520'],
  ['Pohjanmaan hyvinvointialue', 'Vaasa', '65130'],
  ['Pohjois-Karjalan hyvinvointialue', 'Joensuu', '80210'],
  ['Pohjois-Pohjanmaan hyvinvointialue', 'Oulu', '90220'],
  ['Pohjois-Savon hyvinvointialue', 'Kuopio', '70200'],
  ['Päijät-Hämeen hyvinvointialue', 'Lahti', '15850'],
  ['Satakunnan hyvinvointialue', 'Pori', '28500'],
  ['Vantaan ja Keravan hyvinvointialue', 'Vantaa', '01300'],
  ['Varsinais-Suomen hyvinvointialue', 'Turku', '20521'],
] as const

const unitsOfCounty = [
  'Keskussairaala',
  'Keskustan terveysasema',
  'Hammashoitola',
  'Neuvola',
  'Kotihoito',
  'Lastensuojelu',
  'Sosiaalityö',
]

const publicOnes: readonly Omit<ExampleOrganisation, 'businessId'>[] = [
  ...counties.map(([name, municipality, postalCode]) => ({
    name,
    form: 'county' as const,
    registered: '2022-04-07',
    coded: {
      list: 'organisations' as const,
      sector: '1 Julkinen' as const,
      municipality,
      postalCode,
      units: unitsOfCounty.map((unit) => `${name}, ${unit.toLowerCase()}`),
    },
  })),
  {
    name: 'Helsingin kaupunki, sosiaali-, terveys- ja pelastustoimi',
    form: 'city',
    registered: '1978-03-15',
    coded: {
      list: 'organisations',
      sector: '1 Julkinen',
      municipality: 'Helsinki',
      postalCode: '00530',
      units: ['Kallion terveysasema', 'Laakson sairaala', 'Vuosaaren hammashoitola'],
    },
  },
  {
    name: 'HUS-yhtymä',
    form: 'group',
    registered: '2022-06-30',
    coded: {
      list: 'organisations',
      sector: '1 Julkinen',
      municipality: 'Helsinki',
      postalCode: '00290',
      units: ['Esimerkkisairaala', 'Diagnostiikkakeskus', 'Raaseporin sairaala'],
    },
  },
]

const privateOne = (
  name: string,
  municipality: string,
  postalCode: string,
  units: readonly string[] = [],
): Omit<ExampleOrganisation, 'businessId'> => ({
  name,
  form: 'company',
  registered: '2009-02-11',
  coded: { list: 'organisations', sector: '2 Yksityinen', municipality, postalCode, units },
})

const pharmacyTowns = [
  ['Tampereen', 'Tampere', '33100'],
  ['Vaasan', 'Vaasa', '65100'],
  ['Inarin', 'Inari', '99870'],
  ['Kuopion', 'Kuopio', '70100'],
  ['Turun', 'Turku', '20100'],
  ['Porvoon', 'Porvoo', '06100'],
  ['Kajaanin', 'Kajaani', '87100'],
  ['Utsjoen', 'Utsjoki', '99980'],
] as const

const privateOnes: readonly Omit<ExampleOrganisation, 'businessId'>[] = [
  privateOne('Esimerkkilääkärit Oy', 'Tampere', '33100', [
    'Esimerkkilääkärit Tampere',
    'Esimerkkilääkärit Pori',
    'Esimerkkilääkärit Jyväskylä',
  ]),
  privateOne('Läkarhuset Exempel Ab', 'Vaasa', '65100', [
    'Läkarhuset Vasa',
    'Läkarhuset Jakobstad',
  ]),
  privateOne('Hammas Hymy Oy', 'Kuopio', '70110', ['Hammas Hymy Kuopio']),
  privateOne('Fysio Liike Oy', 'Oulu', '90100', ['Fysio Liike Oulu', 'Fysio Liike Kemi']),
  privateOne('Hoivakoti Koivu Oy', 'Lahti', '15110', ['Hoivakoti Koivu']),
  privateOne('Sámi Dearvvašvuohta Oy', 'Inari', '99870', ['Dearvvašvuohta Anár']),
  ...pharmacyTowns.map(([town, municipality, postalCode]) => ({
    ...privateOne(`${town} esimerkkiapteekki`, municipality, postalCode),
    form: 'trader' as const,
  })),
  {
    ...privateOne('Vaikeuksien Vastaanotto Oy', 'Kotka', '48100', ['Vaikeuksien Vastaanotto']),
    situation: 'SANE',
  },
  {
    ...privateOne('Konkurssiklinikka Oy', 'Lahti', '15100', ['Konkurssiklinikka']),
    situation: 'KONK',
  },
]

const self = (
  name: string,
  municipality: string,
  postalCode: string,
): Omit<ExampleOrganisation, 'businessId'> => ({
  name,
  form: 'trader',
  registered: '2016-08-01',
  coded: {
    list: 'self-employed',
    sector: '2 Yksityinen',
    municipality,
    postalCode,
    units: [],
  },
})

const otherOnes: readonly Omit<ExampleOrganisation, 'businessId'>[] = [
  self('Lääkäri Oskari Itsenäinen', 'Turku', '20100'),
  self('Psykologi Siiri Yksinäinen', 'Joensuu', '80100'),
  self('Fysioterapeut Ebba Ensam', 'Jakobstad', '68600'),
  {
    name: 'Potilastieto Esimerkki Oy',
    form: 'company',
    registered: '2011-05-02',
    isIntermediary: true,
  },
  { name: 'Järjestelmätoimittaja Oy', form: 'company', registered: '2015-10-12' },
  {
    name: 'Datasystem Exempel Ab',
    form: 'company',
    registered: '1999-01-04',
    isIntermediary: true,
  },
  { name: 'Potilaiden Tuki ry', form: 'association', registered: '1984-03-20' },
  {
    name: 'Lopetettu Palvelu Oy',
    form: 'company',
    registered: '2001-06-06',
    ended: '2024-12-31',
  },
  {
    name: 'Selvitystilassa Oy',
    form: 'company',
    registered: '2003-09-15',
    situation: 'SELTILA',
  },
]

export const exampleOrganisations: readonly ExampleOrganisation[] = [
  ...publicOnes,
  ...privateOnes,
  ...otherOnes,
].flatMap((organisation, index) => {
  const businessId = exampleIds[index]
  return businessId === undefined ? [] : [{ businessId, ...organisation }]
})

/** One entry of the code service: an organisation, or a unit of it. */
export type CodeEntry = {
  readonly oid: string
  readonly beginDate: string
  readonly attributes: readonly (readonly [name: string, value: string])[]
}

export type CodedList = NonNullable<ExampleOrganisation['coded']>['list'] | 'kanta-intermediaries'

/** The entries of the code service in the list, in the order of the codes. */
export const codeEntries = (list: CodedList): readonly CodeEntry[] =>
  exampleOrganisations
    .flatMap((organisation) => {
      if (list === 'kanta-intermediaries')
        return organisation.isIntermediary ? [intermediary(organisation)] : []
      return organisation.coded?.list === list ? entriesOf(organisation) : []
    })
    .toSorted((one, other) => (one.oid < other.oid ? -1 : 1))

const intermediary = ({ businessId, name, registered }: ExampleOrganisation): CodeEntry => ({
  oid: organisationOid(businessId),
  beginDate: registered,
  attributes: [
    ['LongName', name],
    ['Y-Tunnus', businessId],
  ],
})

function entriesOf({ businessId, name, registered, coded }: ExampleOrganisation): CodeEntry[] {
  if (coded === undefined) return []
  const { sector, municipality, postalCode, units } = coded
  const root = organisationOid(businessId)
  const common = [
    ['Y-Tunnus', businessId],
    ['Sektori', sector],
    ['Sijainti kunta', municipality],
    ['PostNumber', postalCode],
    ['PostOffice', municipality.toUpperCase()],
  ] as const
  const entry = (
    oid: string,
    longName: string,
    more: readonly (readonly [string, string])[],
  ): CodeEntry => ({
    oid,
    beginDate: registered,
    attributes: [
      ['LongName', longName],
      ['Abbreviation', longName.slice(0, 40)],
      ...common,
      ...more,
    ],
  })
  return [
    entry(root, name, []),
    entry(`${root}.10.0`, name, [
      ['ParentId', root],
      ['Sos.toimintayksikkö', 'T'],
    ]),
    ...units.map((unit, index) =>
      entry(`${root}.10.${String(index + 1)}`, unit, [
        ['ParentId', `${root}.10.0`],
        ['Terv.palveluyksikkö', 'T'],
        ['Sos.palveluyksikkö', 'F'],
      ]),
    ),
  ]
}

/** Whether the code service has an organisation, or a unit of one, with the OID. */
export const isExampleOid = (oid: string): boolean =>
  exampleOrganisations.some(({ businessId, coded }) => {
    const root = organisationOid(businessId)
    return coded !== undefined && (oid === root || oid.startsWith(`${root}.`))
  })
