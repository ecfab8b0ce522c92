import type { Charges, CustomerOf, CustomersOf } from '#billing/charges/index.ts'
import type { Invoices } from '#billing/invoices/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Visits } from '#points/appointments/index.ts'
import type { Runtime } from '#platform/runtime.ts'

export type OperatorFeesDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly customersOf: CustomersOf
  readonly customerOf: CustomerOf
  /** The people to notify of the organisation's affairs. */
  readonly contactsOf: Organisations['contactsOf']
  /** The registration points that the organisation operates, by name. */
  readonly pointsOfPointOperator: (
    tx: Tx,
    businessId: string,
  ) => Promise<readonly { readonly pointId: string; readonly name: string }[]>
  /**
   * The visits served in a month at points, own staff and free visits too: a page of them; and all as CSV.
   */
  readonly visits: Pick<Visits, 'servedOfMonth' | 'csvOfMonth'>
  readonly charges: Pick<Charges, 'chargesOnShown' | 'chargeInstead'>
  readonly invoices: Pick<
    Invoices,
    | 'startRunIn'
    | 'runsShown'
    | 'invoicesShown'
    | 'showInvoice'
    | 'documentOf'
    | 'creditInvoiceOf'
    | 'markInvoicePaidOf'
  >
}
