import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type {
  ChargeView,
  InvoiceView,
  InvoiceRowView,
  listInvoiceRuns,
  viewBilling,
} from '@sotevarmenne/api/fees'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const hospital = {
  organisationId: id(801),
  name: 'Esimerkkilän hyvinvointialueen keskussairaala',
  customerNumber: 'A0000001',
}
export const pharmacy = {
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
