import type { Result } from '@sotevarmenne/kernel/result'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import type { Tx } from '#platform/db.ts'
import type { PlaceInTime } from '#platform/paging.ts'
import type { ChargedAct } from '#cards/products/contract.ts'
import type { MonthAtPoints, ServedVisit } from '#points/appointments/contract.ts'
import type { ChargedUnit, InvoiceContent } from './contract.ts'

/** Who pays for what an order brought, and at what price it was signed. */
export type Payer = Omit<ChargedAct, 'made'>

/** Undefined of a card that nobody pays for: a professional's (R9). */
export type PayerOf = (tx: Tx, orderId: string) => Promise<Payer | undefined>

export type Customer = {
  readonly organisationId: string
  readonly name: string
  readonly businessId: BusinessId
  readonly customerNumber: string
  readonly units: readonly ChargedUnit[]
}

export type CustomersOf = (
  tx: Tx,
  organisationIds: readonly string[],
) => Promise<ReadonlyMap<string, Customer>>

/** The customer of the business ID. */
export type CustomerOf = (tx: Tx, businessId: string) => Promise<Customer | undefined>

export type PersonNamed = (tx: Tx, personId: string) => Promise<string | undefined>

/** The invoice for people to read: PDF/UA. The same invoice gives the same octets. */
export type RenderInvoice = (invoice: InvoiceContent) => Promise<Uint8Array>

/**
 * Takes an invoice for its organisation; the same again does nothing more. Refuses what it will not take however often it
 * is asked; anything else that goes wrong is a fault, and may be tried again.
 */
export type InvoiceOperator = (invoice: {
  readonly number: number
  /** Finvoice 3.0, UTF-8. */
  readonly finvoice: string
  readonly pdf: Uint8Array
}) => Promise<Result<void, { readonly kind: 'invoice-refused'; readonly because: string }>>

/** What was served at points in a month, own staff and free visits too: a page of it; and all as CSV, with the points' names. */
export type ServedVisits = {
  readonly servedOfMonth: (
    tx: Tx,
    asked: MonthAtPoints & { readonly behind: PlaceInTime | undefined; readonly limit: number },
  ) => Promise<readonly ServedVisit[]>
  readonly csvOfMonth: (
    asked: MonthAtPoints & { readonly names: ReadonlyMap<string, string> },
  ) => AsyncIterable<string>
}
