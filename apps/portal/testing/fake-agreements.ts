import {
  draftDocument,
  listDocuments,
  listNameablePoints,
  viewDocument,
  viewDocumentPdf,
  type AgreementDocumentView,
} from '@sotevarmenne/api/agreements'
import { organisation } from './fake-organisations.ts'
import { on, type Row } from './fake-row.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const { organisationId, name, businessId, customerNumber } = organisation
const own = { organisationId, name, businessId, customerNumber }
const other = {
  organisationId: id(803),
  name: 'Varsinais-Suomen hyvinvointialueen yhteispalvelut',
  ...{ businessId: '9900022-9', customerNumber: 'A0000003' },
}
const points = [{ pointId: id(951), name: 'Esimerkkilän terveysasema' }]

const agreement: AgreementDocumentView = {
  documentId: id(841),
  state: 'drafted',
  organisation: own,
  terms: {
    ...{ kind: 'agreement', product: 'staff-card', points, units: 'all', priceList: 'standard' },
    ...{ validFrom: '2027-01-01', replaces: id(811), replacesFrom: '2025-01-01' },
  },
  draftedAt: '2026-11-25T09:00:00.000Z',
  signatures: [],
  may: ['sign', 'change', 'withdraw'],
}

const delegation: AgreementDocumentView = {
  documentId: id(842),
  state: 'signed',
  organisation: other,
  terms: {
    ...{ kind: 'delegation', product: 'staff-card', points, delegate: own },
    ...{ validFrom: '2027-01-01', validTo: '2028-12-31' },
    deliveryAddress: {
      ...{ street: 'Esimerkkikatu 1', postalCode: '00100', postOffice: 'HELSINKI', country: 'FI' },
    },
    contact: {
      name: 'Pirjo Esimerkki',
      email: 'pirjo@example.fi',
      phone: '09 123 4567',
      language: 'fi',
    },
  },
  draftedAt: '2026-11-24T09:00:00.000Z',
  signatures: [
    {
      name: 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi',
      organisationId: other.organisationId,
      at: '2026-11-24T10:12:00.000Z',
    },
  ],
  may: ['accept', 'decline'],
}

const ended: AgreementDocumentView = {
  documentId: id(843),
  state: 'concluded',
  organisation: own,
  terms: {
    kind: 'end',
    ends: { agreementId: id(811), kind: 'agreement', giver: own, validFrom: '2025-01-01' },
  },
  draftedAt: '2026-10-01T09:00:00.000Z',
  signatures: [{ name: 'Aino Esimerkki', organisationId, at: '2026-10-01T09:05:00.000Z' }],
  settledAt: '2026-10-01T09:05:00.000Z',
  may: [],
}

const documents = [agreement, delegation, ended]

/** Documents of the e-service: a change to be signed, a delegation to be accepted, an end. */
export const agreementRows: readonly Row[] = [
  on(listDocuments, () => ({ documents })),
  on(
    viewDocument,
    ({ documentId }) => documents.find((one) => one.documentId === documentId) ?? agreement,
  ),
  on(viewDocumentPdf, () => ({ pdf: Buffer.from('%PDF-1.7').toString('base64') })),
  on(listNameablePoints, () => ({ pointOperator: name, points })),
  on(draftDocument, () => agreement),
]
