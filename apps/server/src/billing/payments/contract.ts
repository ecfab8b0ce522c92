import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { PaymentWaits } from '@sotevarmenne/api/payments'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { UsedSettings } from '#settings/contract.ts'

/** One entry of a bank's file: a payment to the service's account, or, below zero, that it was taken back. */
export type BankEntry = {
  /** The same for the same entry in whichever file it comes. */
  readonly bankKey: string
  /** The day on which the bank booked it. */
  readonly paidOn: LocalDate
  readonly amountCents: number
  /** As the bank wrote it. */
  readonly reference?: string
  readonly payer?: string
}

/** What a bank's file says. */
export type BankFile = {
  readonly format: 'camt.054' | 'ktl'
  readonly entries: readonly BankEntry[]
  /** Entries that pay nothing: not booked yet, or debits such as charges of the bank. */
  readonly skipped: number
}

/** An imported entry, and how much of it is on no invoice and was not returned. */
export type Payment = Omit<BankEntry, 'bankKey'> & {
  readonly entryId: string
  readonly leftCents: number
  /** Why something of it waits or waited. */
  readonly because?: PaymentWaits
  /** The number of the invoice that its reference names. */
  readonly invoiceNumber?: number
  readonly importedAt: Instant
  readonly importedBy: string
  /** Absent from those that were imported before imports were jobs. */
  readonly importId?: string
}

/** What an officer did with what was left of a payment. */
export type PaymentDecision = {
  readonly kind: 'assigned' | 'returned'
  readonly amountCents: number
  readonly invoiceNumber?: number
  /** Absent once it was erased. */
  readonly reason?: string
  readonly decidedAt: Instant
  readonly decidedBy: string
}

/** An import of a bank's file, and how far it is. */
export type Import = {
  readonly importId: string
  readonly format: BankFile['format']
  readonly entries: number
  readonly amountCents: number
  readonly skipped: number
  readonly importedAt: Instant
  readonly importedBy: string
  /** Of the entries: dealt with, imported before, and with something left for a decision. */
  readonly done: number
  readonly known: number
  readonly waiting: number
  /** When it was accepted, or entries were dealt with. */
  readonly movedAt: Instant
  readonly readyAt?: Instant
}

/** An officer sent a bank's file; its entries are stored for the job that matches them. */
export type PaymentFileAccepted = {
  readonly type: 'PaymentFileAccepted'
  readonly importId: string
  readonly format: BankFile['format']
  readonly entries: number
  readonly amountCents: number
}

/** Entries of a bank's file were taken in; those of the same file are recorded in several steps. */
export type PaymentsImported = {
  readonly type: 'PaymentsImported'
  /** Absent from entries that were recorded before imports were jobs. */
  readonly importId?: string
  readonly format: BankFile['format']
  readonly entries: number
  readonly amountCents: number
  /** How many have something left for a decision. */
  readonly waiting: number
}

/** An officer put what was left of a payment on an invoice. */
export type PaymentAssigned = {
  readonly type: 'PaymentAssigned'
  readonly entryId: string
  readonly invoiceId: string
  readonly amountCents: number
}

/** Payers and reasons of payments that were last handled before the day were erased; sums and references stay. */
export type PayersForgotten = {
  readonly type: 'PayersForgotten'
  readonly entries: number
  readonly before: LocalDate
  readonly settings: UsedSettings
}

/** An officer settled what was left of a payment outside the service: it goes back to the payer. */
export type PaymentReturned = {
  readonly type: 'PaymentReturned'
  readonly entryId: string
  readonly amountCents: number
}
