import {
  endEmployment,
  listPreparedOrders,
  prepareByFile,
  prepareOrder,
  type PreparedOrderView,
} from '@sotevarmenne/api/employments'
import { organisation } from './fake-organisations.ts'
import { on, type Row } from './fake-row.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

const waiting: PreparedOrderView = {
  preparedId: id(861),
  state: 'waits',
  name: 'Sanna-Maria Sihteeri-Näkkäläjärvi',
  title: 'Osastonsihteeri',
  ...(organisation.units[0] && { unit: organisation.units[0] }),
  employmentEndsOn: '2027-06-30',
  logsInToPatientSystems: true,
  hasCertificate: false,
  preparedAt: '2026-11-24T08:00:00.000Z',
  lapsesAt: '2027-01-23T08:00:00.000Z',
}

const used: PreparedOrderView = {
  ...{ preparedId: id(862), state: 'used', name: 'Väinö Vahtimestari', title: 'Vahtimestari' },
  hasCertificate: true,
  preparedAt: '2026-11-10T08:00:00.000Z',
  lapsesAt: '2027-01-09T08:00:00.000Z',
  settledAt: '2026-11-20T08:00:00.000Z',
}

const missing = { fi: 'Tieto puuttuu', sv: 'Uppgiften saknas', en: 'It is missing' }

/** One order that waits and one that was used; a file with errors in two lines. */
export const employmentRows: readonly Row[] = [
  on(listPreparedOrders, () => ({
    orders: [waiting, used],
    counts: { draft: 2, waits: 1, used: 1, withdrawn: 0, lapsed: 0 },
    product: 'staff-card' as const,
    prices: {
      ofLoggingIn: { kind: 'free' as const, because: 'logs-in-to-patient-systems' as const },
      ofOthers: {
        ...{ kind: 'priced' as const, because: 'staff-without-patient-systems' as const },
        amount: { cents: 2300, currency: 'EUR' as const },
      },
    },
    units: [...organisation.units],
  })),
  on(prepareOrder, () => waiting),
  on(prepareByFile, () => ({
    outcome: 'nothing' as const,
    lines: 300,
    faults: [
      { line: 3, column: 'title' as const, kind: 'missing' },
      ...Array.from({ length: 210 }, (_, line) => ({
        ...{ line: line + 17, column: 'unitOid' as const, kind: 'missing' },
      })),
    ],
    reasons: [{ kind: 'missing', title: missing }],
  })),
  on(endEmployment, () => ({ cancelled: 1, stopped: 0, withdrawn: 1 })),
]
