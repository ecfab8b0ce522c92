import type { Invoices, Seller } from '#billing/invoices/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Tx } from '#platform/db.ts'

export type PaymentsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly systemPermit: SystemPermit<'payments.forget' | 'payments.match'>
  /** For names of payers and reasons of officers. */
  readonly sealing: Sealing
  readonly invoices: Pick<
    Invoices,
    'invoicesByNumber' | 'lockInvoiceByNumber' | 'recordReceived' | 'recordAllReceived'
  >
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
  /** Absent where none is configured: then nothing is invoiced. */
  readonly seller: Pick<Seller, 'iban'> | undefined
}
