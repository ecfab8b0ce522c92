import type {
  ApplicationView,
  ExaminedRequestView,
  SupplierRequestedCertificateView,
  OutdatedView,
} from '@sotevarmenne/api/service-certificates'
import { organisation } from './fake-organisations.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const { organisationId, name, businessId } = organisation
const of = { organisationId, name, businessId }

export const oids = [
  { oid: '1.2.246.10.2048198', name, isPrivate: false, owner: name },
  {
    oid: '1.2.246.10.2048198.10.1',
    name: 'Sisätautien poliklinikka',
    isPrivate: false,
    owner: name,
  },
]

/** A request whose key is too short. */
export const examined: ExaminedRequestView = {
  unpacked: {
    subject: [{ type: 'CN', value: 'kanta.example.fi' }],
    names: ['kanta.example.fi'],
    key: 'RSA 1024',
    signedWith: 'rsa-sha256',
  },
  assessments: [
    { rule: 'form' },
    { rule: 'own-signature' },
    {
      rule: 'key',
      because: {
        kind: 'key-too-weak',
        title: {
          fi: 'Avain on liian heikko, väärää lajia tai muidenkin tiedossa',
          sv: 'Nyckeln är för svag, av fel slag eller känd av andra',
          en: 'The key is too weak, of a wrong kind or known to others',
        },
        advice: {
          fi: 'Tee uusi avain: P-256, P-384 tai RSA, vähintään 2048 bittiä.',
          sv: 'Skapa en ny nyckel: P-256, P-384 eller RSA med minst 2048 bitar.',
          en: 'Make a new key: P-256, P-384, or RSA of at least 2048 bits.',
        },
      },
    },
    { rule: 'requested-names' },
    { rule: 'key-unused' },
  ],
}

export const servicePrices = {
  actual: {
    kind: 'priced',
    amount: { cents: 1629, currency: 'EUR' },
    because: 'service-certificate',
  },
  test: { kind: 'free', because: 'test-version' },
} as const

/** Returned once, sent again, without a request that passes every rule. */
export const application: ApplicationView = {
  applicationId: id(851),
  state: 'returned',
  product: 'server',
  isTest: false,
  unitOid: '1.2.246.10.2048198.10.1',
  unitName: 'Sisätautien poliklinikka',
  names: ['kanta.example.fi', 'kanta-varalla.example.fi'],
  organisation: of,
  draftedAt: '2026-11-24T08:00:00.000Z',
  technicalContact: {
    name: 'Teppo Tekninen',
    email: 'teppo@vendor.example',
    organisation: 'Potilastieto Esimerkki Oy',
    isKantaIntermediary: true,
  },
  mailbox: 'varmenteet@example.fi',
  language: 'fi',
  invoiceReference: 'IT-4711',
  hasConformity: false,
  price: servicePrices.actual,
  linkUntil: '2026-12-08T08:00:00.000Z',
  because:
    'Nimi on muuttunut koodistopalvelussa. Lähetä hakemus uudelleen: se lähtee uudella nimellä.',
  assessments: [
    { rule: 'code-service' },
    { rule: 'applicant' },
    { rule: 'conformity' },
    { rule: 'names' },
    {
      rule: 'request-there',
      because: {
        kind: 'request-missing',
        title: {
          fi: 'Varmennepyyntö puuttuu',
          sv: 'Certifikatbegäran saknas',
          en: 'The certificate request is missing',
        },
        advice: {
          fi: 'Tuo se itse tai lähetä linkki tekniselle yhteyshenkilölle.',
          sv: 'Lägg till den själv eller skicka länken till den tekniska kontaktpersonen.',
          en: 'Bring it yourself, or send the technical contact the link.',
        },
      },
    },
  ],
  history: [
    { step: 'draft', at: '2026-11-24T08:00:00.000Z', by: 'Aino Esimerkki' },
    { step: 'send', at: '2026-11-24T08:10:00.000Z', by: 'Aino Esimerkki' },
    {
      step: 'giveBack',
      at: '2026-11-24T12:00:00.000Z',
      because: 'Nimi on muuttunut koodistopalvelussa.',
    },
  ],
  may: ['change', 'send', 'bringRequest', 'makeLink', 'withdraw'],
}

const { because: _because, linkUntil: _link, ...undisturbed } = application

export const issuedApplication: ApplicationView = {
  ...undisturbed,
  applicationId: id(852),
  state: 'issued',
  assessments: [],
  validTo: '2027-11-24T21:59:59.000Z',
  certificate: {
    serial: '00a1b2c3d4e5f60718293a4b5c6d7e8f90',
    issuedAt: '2026-11-25T09:00:00.000Z',
    validTo: '2027-11-24T21:59:59.000Z',
    pem: '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n',
    chain: [],
  },
  may: ['revoke', 'applyAgain'],
}

export const queuedApplication: ApplicationView = {
  ...undisturbed,
  state: 'sent',
  request: examined,
  may: ['check', 'giveBack', 'refuse'],
}

const outdated: OutdatedView = {
  outdatedId: id(855),
  change: 'name-changed',
  since: '2026-11-25',
  words: {
    fi: 'Nimi on koodistopalvelussa ”Sisätautien ja kirurgian poliklinikka” 25.11.2026 alkaen.',
    sv: 'Namnet är i kodtjänsten ”Sisätautien ja kirurgian poliklinikka” från och med 25.11.2026.',
    en: 'The name in the code service has been “Sisätautien ja kirurgian poliklinikka” since 25 November 2026.',
  },
  foundAt: '2026-11-25T00:12:00.000Z',
}

/** In force, while the code service differs; and one with a decision. */
export const outdatedApplication: ApplicationView & { readonly outdated: OutdatedView } = {
  ...issuedApplication,
  applicationId: id(854),
  outdated,
  history: [
    ...issuedApplication.history,
    { step: 'noticeChange', at: outdated.foundAt, because: outdated.words.fi },
  ],
  may: ['decideOutdated'],
}

const certified = {
  applicationId: id(857),
  product: 'server' as const,
  isTest: false,
  unitOid: application.unitOid,
  unitName: 'Sisätautien poliklinikka',
  names: ['ajanvaraus.example.fi', 'potilastieto.example.fi'],
  organisation: {
    organisationId: id(858),
    name: 'Järjestelmätoimittaja Oy',
    businessId: '9900027-4',
  },
  state: 'issued' as const,
  validTo: '2027-11-24T21:59:59.000Z',
  isByProgram: false,
}

/** Certificates that a supplier, and its program, got with the organisation's OIDs; more than one page. */
export const supplierRequestedCertificates = [
  certified,
  {
    ...certified,
    ...{ applicationId: id(859), names: ['laboratorio.example.fi'], isByProgram: true },
    state: 'revoked' as const,
  },
]

export const supplierRequestedCertificate: SupplierRequestedCertificateView = {
  ...certified,
  ...(issuedApplication.certificate && { certificate: issuedApplication.certificate }),
  mayRevoke: true,
}

export const outdatedCertificates = [
  outdatedApplication,
  {
    ...issuedApplication,
    names: ['arkisto.example.fi'],
    outdated: {
      ...outdated,
      outdatedId: id(856),
      change: 'oid-ended' as const,
      words: {
        fi: 'OID ei ole voimassa koodistopalvelussa 20.11.2026 alkaen.',
        sv: 'OID:n gäller inte i kodtjänsten från och med 20.11.2026.',
        en: 'The OID has not been valid in the code service since 20 November 2026.',
      },
      revokeOn: '2026-12-15',
    },
  },
]

export const refusedApplication: ApplicationView = {
  ...undisturbed,
  applicationId: id(853),
  state: 'refused',
  because: 'Nimi kuuluu toiselle organisaatiolle.',
  assessments: [],
  history: [
    { step: 'send', at: '2026-11-24T08:10:00.000Z', by: 'Aino Esimerkki' },
    {
      step: 'refuse',
      at: '2026-11-24T12:00:00.000Z',
      because: 'Nimi kuuluu toiselle organisaatiolle.',
    },
  ],
  may: ['applyAgain'],
}

export const applications = [application, issuedApplication]

export const openedByLink = {
  product: 'server' as const,
  isTest: false,
  unitOid: application.unitOid,
  unitName: 'Sisätautien poliklinikka',
  organisation: name,
  names: application.names,
  expiresAt: '2026-12-08T08:00:00.000Z',
}

export const suppliers = [
  {
    supplierAuthorisationId: id(861),
    giver: of,
    authorised: {
      organisationId: id(862),
      name: 'Järjestelmätoimittaja Oy',
      businessId: '9900050-1',
    },
    oids: 'all' as const,
    validFrom: '2026-11-01',
    standing: 'in-force' as const,
    mayEnd: true,
  },
  {
    supplierAuthorisationId: id(863),
    giver: {
      organisationId: id(864),
      name: 'Tampereen esimerkkiapteekki',
      businessId: '9900035-8',
    },
    authorised: of,
    oids: ['1.2.246.10.99000358.10.0'],
    validFrom: '2026-11-01',
    standing: 'in-force' as const,
    mayEnd: true,
  },
]
