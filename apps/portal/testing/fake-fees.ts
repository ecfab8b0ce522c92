import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { OperatorVisitView, viewSeller } from '@sotevarmenne/api/operator-fees'
import type {
  ChargeView,
  InvoiceView,
  InvoiceRowView,
  listInvoiceRuns,
  sumOwnCharges,
  viewBilling,
  viewCostCentres,
} from '@sotevarmenne/api/fees'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const hospital = {
  organisationId: id(801),
  name: 'Esimerkkilän hyvinvointialueen keskussairaala',
  customerNumber: 'A0000001',
}
const pharmacy = {
  organisationId: id(802),
  name: 'Esimerkkilän II apteekki',
  customerNumber: 'A0000002',
}
const unit = { oid: '1.2.246.10.2048198.10.1', name: 'Sisätautien poliklinikka' }

const seller = { name: 'TEST Varmennepalvelu', email: 'laskutus@varmenne.example' }

const creditNote: InvoiceRowView = {
  ...{ invoiceId: id(953), number: 100_003, kind: 'credit-note', organisation: hospital, seller },
  ...{ month: '2026-10', createdOn: '2026-11-20', grossCents: -2300 },
  ...{ delivery: 'sent', isCredited: false, isOverdue: false, isDisputed: false },
}
const refused: InvoiceRowView = {
  ...{ invoiceId: id(952), number: 100_002, kind: 'invoice', organisation: pharmacy, seller },
  ...{ month: '2026-10', createdOn: '2026-11-02', dueOn: '2026-11-23', grossCents: 1629 },
  ...{ delivery: 'refused', isCredited: false, isOverdue: true, isDisputed: false },
}
const sent: InvoiceRowView = {
  ...{ invoiceId: id(951), number: 100_001, kind: 'invoice', organisation: hospital, seller },
  ...{ month: '2026-10', createdOn: '2026-11-02', dueOn: '2026-11-23', grossCents: 9116 },
  ...{ delivery: 'sent', isCredited: false, isOverdue: false, isDisputed: true },
}

/** A credit note, an invoice that the operator refused, and one that is overdue. */
export const invoicesListed: readonly InvoiceRowView[] = [creditNote, refused, sent]

const line = { product: 'staff-card', cardAgreementId: id(811), unitCents: 2300 } as const

const overdueInvoice: InvoiceView = {
  ...sent,
  reference: '1000012',
  creditorReference: 'RF181000012',
  buyerReference: 'Tilaus 1234',
  lines: [
    { ...line, vatPermille: 0, count: 2, netCents: 4600 },
    { ...line, unit, costCentre: '4711', vatPermille: 255, count: 1, netCents: 2300 },
    {
      ...{ product: 'temporary-certificate', cardAgreementId: id(811), unitCents: 1629 },
      ...{ vatPermille: 0, count: 1, netCents: 1629 },
    },
  ],
  totals: {
    netCents: 8529,
    vat: [
      { permille: 0, netCents: 6229, vatCents: 0 },
      { permille: 255, netCents: 2300, vatCents: 587 },
    ],
    vatCents: 587,
    grossCents: 9116,
  },
  deliveredAt: '2026-11-02T07:00:05.000Z',
  creditNotes: [{ invoiceId: id(953), number: 100_003, grossCents: -2300 }],
  disputes: [
    {
      ...{ caseId: id(991), disputedAt: '2026-11-10T09:00:00.000Z' },
      ...{ outcome: 'credited', settledAt: '2026-11-20T09:12:00.000Z' },
    },
    { caseId: id(992), disputedAt: '2026-11-24T09:00:00.000Z' },
  ],
  may: ['credit', 'mark-paid'],
}

const refusedInvoice: InvoiceView = {
  ...refused,
  reference: '1000025',
  creditorReference: 'RF801000025',
  lines: [
    {
      ...{ product: 'temporary-certificate', cardAgreementId: id(812), unitCents: 1629 },
      ...{ vatPermille: 0, count: 1, netCents: 1629 },
    },
  ],
  totals: {
    ...{ netCents: 1629, vatCents: 0, grossCents: 1629 },
    vat: [{ permille: 0, netCents: 1629, vatCents: 0 }],
  },
  deliveredAt: '2026-11-02T07:00:06.000Z',
  refusedBecause: 'No receiver has the address 003799999999',
  creditNotes: [],
  disputes: [],
  may: ['credit', 'mark-paid', 'send-again'],
}

const creditNoteShown: InvoiceView = {
  ...creditNote,
  lines: [{ ...line, vatPermille: 0, count: -1, netCents: -2300 }],
  totals: {
    ...{ netCents: -2300, vatCents: 0, grossCents: -2300 },
    vat: [{ permille: 0, netCents: -2300, vatCents: 0 }],
  },
  deliveredAt: '2026-11-20T09:12:00.000Z',
  credits: { invoiceId: id(951), number: 100_001 },
  because: 'faulty-product',
  creditNotes: [],
  disputes: [],
  may: [],
}

export const invoices: readonly InvoiceView[] = [creditNoteShown, refusedInvoice, overdueInvoice]

const run = {
  ...{ organisation: hospital, vatPermille: 0, cardAgreementId: id(811), orderId: id(961) },
  product: 'staff-card',
  invoiceId: id(951),
} as const

/** One operation credited, one invoiced and one that is free. */
export const charges: readonly ChargeView[] = [
  {
    ...run,
    ...{ chargeId: id(971), because: 'staff-without-patient-systems', netCents: 2300 },
    ...{ actedOn: '2026-10-12', state: 'credited' },
  },
  {
    ...run,
    ...{ chargeId: id(972), because: 'staff-without-patient-systems', netCents: 2300 },
    ...{ actedOn: '2026-10-15', state: 'invoiced', unit, costCentre: '4711' },
  },
  {
    ...run,
    ...{ chargeId: id(973), because: 'logs-in-to-patient-systems', netCents: 0 },
    ...{ actedOn: '2026-10-16', state: 'free' },
  },
]

export const invoiceRuns: ResponseOf<typeof listInvoiceRuns> = {
  at: '2026-12-01T08:00:00.000Z',
  next: { month: '2026-11', organisations: 42 },
  runs: [
    {
      ...{ month: '2026-10', invoices: 2, grossCents: 10_745, startedBy: 'Kalle Käsittelijä' },
      ...{ startedAt: '2026-11-02T07:00:00.000Z', waiting: 12 },
    },
    {
      ...{ month: '2026-09', invoices: 118, grossCents: 1_204_500 },
      ...{ startedBy: 'Kalle Käsittelijä', startedAt: '2026-10-01T06:00:00.000Z' },
      finishedAt: '2026-10-01T06:00:41.000Z',
    },
  ],
}

export const billing: ResponseOf<typeof viewBilling> = {
  eInvoiceAddress: '003702048198',
  isDefault: true,
}

export const chargeSums: ResponseOf<typeof sumOwnCharges> = {
  netCents: 6900,
  sums: [
    { product: 'staff-card', count: 3, netCents: 4600 },
    { unit, costCentre: '4711', product: 'staff-card', count: 1, netCents: 2300 },
  ],
}

/** The hospital and one of its units each have a cost centre. */
export const costCentres: ResponseOf<typeof viewCostCentres> = {
  costCentre: '4000',
  units: [
    { ...unit, costCentre: '4711' },
    { oid: '1.2.246.10.2048198.10.2', name: 'Kirurgian poliklinikka' },
  ],
}

/** The seller data with which the hospital invoices others for visits to the points that it operates. */
export const pointOperator: ResponseOf<typeof viewSeller> = {
  name: hospital.name,
  vatNumber: 'FI02048198',
  points: [
    { pointId: id(981), name: 'Keskussairaalan rekisteröintipiste' },
    { pointId: id(982), name: 'Sataman terveysasema' },
  ],
  seller: {
    ...{ street: 'Esimerkkikatu 1', postalCode: '00100', town: 'Helsinki' },
    ...{ email: 'laskutus@example.fi', iban: 'FI2112345600000785', bic: 'NDEAFIHH' },
    ...{ eInvoiceAddress: '003702048198', operator: '003700000011' },
  },
}

const storedLine = { vatPermille: 255, count: 2 } as const

/** The hospital's invoice to a pharmacy for visits: one of its own number series. */
export const operatorInvoice: InvoiceView = {
  ...{ invoiceId: id(954), number: 100_001, kind: 'invoice', organisation: pharmacy },
  ...{ month: '2026-10', createdOn: '2026-11-02', dueOn: '2026-11-23', grossCents: 26_315 },
  ...{ delivery: 'by-seller', isCredited: false, isOverdue: false, isDisputed: true },
  seller: { name: hospital.name, email: 'laskutus@example.fi' },
  reference: '1000012',
  creditorReference: 'RF181000012',
  lines: [
    { ...storedLine, product: 'registering', unitCents: 6290, netCents: 12_580 },
    { ...storedLine, product: 'handing-over', unitCents: 4194, netCents: 8388 },
  ],
  totals: {
    ...{ netCents: 20_968, vatCents: 5347, grossCents: 26_315 },
    vat: [{ permille: 255, netCents: 20_968, vatCents: 5347 }],
  },
  disputes: [
    {
      ...{ caseId: id(995), disputedAt: '2024-11-10T09:00:00.000Z' },
      ...{ outcome: 'credited', settledAt: '2024-11-20T09:12:00.000Z', isForgotten: true },
    },
    {
      ...{ caseId: id(993), disputedAt: '2026-11-10T09:00:00.000Z' },
      reason: 'Lokakuussa pisteessä kävi yksi hakija, ei kahta.\nKatsokaa varaus 12.10.',
      ...{ outcome: 'refused', settledAt: '2026-11-20T09:12:00.000Z' },
      reply: 'Toinen hakija kävi ilman varausta 15.10.',
    },
    {
      ...{ caseId: id(994), disputedAt: '2026-11-24T09:00:00.000Z' },
      reason: 'Kortin luovutus kuului työnantajan maksaa.',
    },
  ],
  ...{ creditNotes: [], may: ['credit', 'mark-paid', 'settle-dispute'] },
}

export const operatorVisits = (month: string): readonly OperatorVisitView[] => [
  {
    visitId: '00000000-0000-4000-8000-000000000981',
    ...{ servedOn: `${month}-15`, isOwnStaff: false, feeCents: 10_484 },
    point: { pointId: '00000000-0000-4000-8000-000000000031', name: 'Keskussairaala, A-talo' },
    services: ['registering', 'handing-over'],
    visitor: 'Aino Esimerkki',
    payers: [{ name: 'Satama-apteekki', businessId: '0245929-6' }],
    firstPayer: { name: 'Esimerkkilän hyvinvointialue', businessId: '0204819-8' },
  },
  {
    visitId: '00000000-0000-4000-8000-000000000982',
    ...{ servedOn: `${month}-16`, isOwnStaff: true, feeCents: 0 },
    point: { pointId: '00000000-0000-4000-8000-000000000031', name: 'Keskussairaala, A-talo' },
    services: ['registering'],
    payers: [],
  },
]

export const operatorCharges: readonly ChargeView[] = ([991, 992] as const).map((number) => ({
  ...{ chargeId: id(number), organisation: pharmacy, visitId: id(number + 100) },
  ...{ product: 'registering', because: 'fee-of-point', netCents: 6290, vatPermille: 255 },
  ...{ actedOn: '2026-10-15', state: 'invoiced', invoiceId: operatorInvoice.invoiceId },
}))
