import type { Charges, CustomersOf } from '#billing/charges/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { RecordAll } from '#platform/record.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { Seller } from './contract.ts'
import type { InvoiceOperator, PersonNamed, RenderInvoice } from './ports.ts'

export type InvoicesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly recordAll: RecordAll
  readonly accounts: Pick<Accounts, 'prepareAction' | 'checkMember'>
  readonly charges: Pick<Charges, 'chargedItems' | 'chargesOnShown' | 'disputesOf' | 'serviceNames'>
  readonly customersOf: CustomersOf
  readonly contactsOf: Organisations['contactsOf']
  /** By part of the name, or by one of their numbers. */
  readonly organisationsSought: (
    ...given: Parameters<Organisations['searchOrganisations']>
  ) => Promise<readonly { readonly organisationId: string }[]>
  readonly personNamed: PersonNamed
  /** Absent where none is configured: then nothing is invoiced. */
  readonly seller: Seller | undefined
  readonly renderInvoice: RenderInvoice
  readonly operator: InvoiceOperator
  readonly systemPermit: SystemPermit<'fees.makeInvoice' | 'fees.deliverInvoice'>
}
