import type { DisputeOutcome } from '@sotevarmenne/api/fees'
import type { AboutInvoice } from '#billing/invoices/contract.ts'

export type InvoiceDisputed = {
  readonly type: 'InvoiceDisputed'
  readonly caseId: string
  readonly charges: number
} & AboutInvoice

export type DisputeSettled = {
  readonly type: 'DisputeSettled'
  readonly caseId: string
  readonly outcome: DisputeOutcome
} & AboutInvoice

/** The texts of a dispute with an operator were erased; the decision stays. */
export type DisputeForgotten = {
  readonly type: 'DisputeForgotten'
  readonly caseId: string
} & AboutInvoice
