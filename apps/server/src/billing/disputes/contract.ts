import type { DisputeOutcome } from '#billing/charges/contract.ts'
import type { AboutInvoice } from '#billing/invoices/contract.ts'

export type InvoiceDisputed = {
  readonly type: 'InvoiceDisputed'
  readonly threadId: string
  readonly charges: number
} & AboutInvoice

export type DisputeSettled = {
  readonly type: 'DisputeSettled'
  readonly threadId: string
  readonly outcome: DisputeOutcome
} & AboutInvoice

/** What was written of a dispute with a keeper was erased; what was decided stays. */
export type DisputeForgotten = {
  readonly type: 'DisputeForgotten'
  readonly threadId: string
} & AboutInvoice
