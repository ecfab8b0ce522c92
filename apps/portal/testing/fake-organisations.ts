import type {
  EmployerView,
  OrganisationView,
  AgreementView,
  RegisteredOrganisationView,
} from '@sotevarmenne/api/organisations'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const hospital = {
  organisationId: id(801),
  name: 'Esimerkkilän hyvinvointialueen keskussairaala',
  businessId: '0204819-8',
  customerNumber: 'A0000001',
  kind: 'provider',
} as const

const pharmacy = {
  organisationId: id(802),
  name: 'Esimerkkilän II apteekki',
  businessId: '0245929-6',
  customerNumber: 'A0000002',
  kind: 'pharmacy',
} as const

const unit = { oid: '1.2.246.10.2048198.10.1', name: 'Sisätautien poliklinikka' }

const price = {
  whenLoggingIn: { kind: 'free', because: 'logs-in-to-patient-systems' },
  otherwise: {
    kind: 'priced',
    amount: { cents: 2300, currency: 'EUR' },
    because: 'staff-without-patient-systems',
  },
} as const

/** Another organisation's registrar serves the hospital; the pharmacy's delegation has ended. */
export const employers: readonly EmployerView[] = [
  {
    ...hospital,
    product: 'staff-card',
    whole: { allowed: true, onDelegation: true, price },
    units: [{ ...unit, ordering: { allowed: true, onDelegation: true, price } }],
  },
  {
    ...pharmacy,
    product: 'staff-card',
    whole: {
      allowed: false,
      because: {
        kind: 'delegation-ended',
        title: {
          fi: 'Valtuutus on päättynyt',
          sv: 'Fullmakten har upphört',
          en: 'The authorisation has ended',
        },
        advice: {
          fi: 'Organisaatio antaa uuden valtuutuksen, tai kortti tilataan organisaation omassa pisteessä.',
          sv: 'Organisationen ger en ny fullmakt, eller kortet beställs vid organisationens eget ställe.',
          en: 'The organisation gives a new one, or the card is ordered at its own point.',
        },
      },
    },
    units: [],
  },
]

const one = { personId: id(601), name: 'Kaisa Käsittelijä' }
const other = { personId: id(602), name: 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi' }
const point = { pointId: id(951), name: 'Esimerkkilän terveysasema' }

const agreement: AgreementView = {
  agreementId: id(811),
  kind: 'agreement',
  state: 'approved',
  standing: 'in-force',
  products: ['staff-card'],
  points: [point],
  isSigned: false,
  validFrom: '2026-01-01',
  units: 'all',
  priceList: 'standard',
  proposed: { by: one, at: '2025-12-10T08:00:00.000Z' },
  approved: { by: other, at: '2025-12-11T09:30:00.000Z' },
  decision: {
    ...{ rule: 'organisation-agreement', version: 1, decidedAt: '2025-12-11T09:30:00.000Z' },
    grounds: [
      { kind: 'entered-by-another', rule: 'R145', facts: { enteredOn: '2025-12-10' } },
      {
        ...{ kind: 'agreement-of', rule: 'R92' },
        facts: { organisation: 'Esimerkkilän sairaala', businessId: '2048198-5' },
      },
      { kind: 'holds-from', rule: 'R92', facts: { from: '2026-01-01' } },
    ],
  },
  may: ['end'],
}

const delegation: AgreementView = {
  agreementId: id(812),
  kind: 'delegation',
  state: 'proposed',
  standing: 'not-approved',
  products: ['staff-card'],
  points: [point],
  isSigned: false,
  validFrom: '2026-12-01',
  validTo: '2027-11-30',
  giver: hospital,
  delegate: pharmacy,
  deliveryAddress: {
    street: 'Esimerkkikatu 1',
    postalCode: '00100',
    postOffice: 'HELSINKI',
    country: 'FI',
  },
  contact: { name: 'Pirjo Esimerkki', email: 'pirjo@example.fi', language: 'sv' as const },
  accepted: { by: 'Pirjo Esimerkki', on: '2026-11-20' },
  proposed: { by: other, at: '2026-11-24T08:00:00.000Z' },
  may: ['approve', 'reject'],
}

/** One with an agreement in force and a delegation that the signed-in case officer may approve. */
export const organisation: OrganisationView = {
  ...hospital,
  version: 2,
  oid: '1.2.246.10.2048198',
  units: [unit],
  contacts: [{ name: 'Anna Esimerkki', email: 'anna@example.fi', language: 'fi' as const }],
  agreements: [delegation, agreement],
}

/** The same after the signed-in user entered an agreement: another person decides on it. */
export const withCardAgreement = (validFrom: string): OrganisationView => ({
  ...organisation,
  agreements: [
    {
      ...agreement,
      agreementId: id(813),
      state: 'proposed',
      standing: 'not-approved',
      validFrom,
      may: ['reject'],
    },
    ...organisation.agreements,
  ],
})

export const organisationsListed = [
  { ...hospital, waitingAgreements: 1 },
  { ...pharmacy, waitingAgreements: 0 },
]

export const organisationHistory = {
  versions: [
    {
      version: 2,
      enteredAt: '2026-11-20T08:00:00.000Z',
      enteredBy: one.name,
      name: hospital.name,
      units: [unit],
      contacts: [{ name: 'Anna Esimerkki', email: 'anna@example.fi', language: 'fi' as const }],
    },
    {
      version: 1,
      enteredAt: '2025-12-01T08:00:00.000Z',
      enteredBy: other.name,
      name: 'Esimerkkilän keskussairaala',
      units: [],
      contacts: [],
    },
  ],
  hasEarlier: false,
}

/** The register data of an organisation that is not entered yet. */
export const registered: RegisteredOrganisationView = {
  businessId: '1572860-0',
  name: 'Kosken sairaala Oy',
  status: 'active',
  oid: '1.2.246.10.15728600',
  isCoded: true,
  units: [1, 2, 3].map((number) => ({
    oid: `1.2.246.10.15728600.10.${String(number)}`,
    name: `Osasto ${String(number)}`,
  })),
  isCut: false,
  copiedAt: '2026-11-25T02:00:00.000Z',
}
export const agreementPoints = [point]
