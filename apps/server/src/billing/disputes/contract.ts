import type { DisputeOutcome } from '@sotevarmenne/api/fees'
import type { AboutInvoice } from '#billing/invoices/contract.ts'
import type { UsedSettings } from '#settings/contract.ts'

export type InvoiceDisputed = {
  readonly type: 'InvoiceDisputed'
  readonly caseId: string
  readonly charges: number
} & AboutInvoice

export type DisputeSettled = {
  readonly type: 'DisputeSettled'
  readonly caseId: string
  readonly outcome: DisputeOutcome
  /** Of the time that is left to pay, once it was refused. Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutInvoice

/** The texts of a dispute with an operator were erased; the decision stays. */
export type DisputeForgotten = {
  readonly type: 'DisputeForgotten'
  readonly caseId: string
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
} & AboutInvoice
