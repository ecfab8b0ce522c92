import {
  numberOfReference,
  parsePaymentReference,
} from '@sotevarmenne/identifiers/payment-reference'
import { openCentsOf } from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { BankEntry } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { balanceAfter, matchEntry, type Balance, type Match } from './domain/match-entry.ts'
import { knownAmong } from './store.ts'

export type MatchedEntry = {
  readonly entry: BankEntry
  /** Absent where the entry was imported before. */
  readonly match?: Match
  /** Which its reference names, as it was before the first of these entries. */
  readonly invoice?: Invoice
}

/** What each of the entries does, in their order. Two questions to the database, however many they are. */
export async function matchAll(
  { invoices, sealing }: Pick<PaymentsDeps, 'invoices' | 'sealing'>,
  tx: Tx,
  entries: readonly BankEntry[],
): Promise<readonly MatchedEntry[]> {
  const keys = entries.map(({ bankKey }) => bankKey)
  const known = await knownAmong(tx, sealing, keys)
  const numbers = new Set(entries.flatMap((entry) => numberOf(entry) ?? []))
  const named = await invoices.invoicesByNumber(tx, [...numbers])
  const balances = new Map<number, Balance>()
  return entries.map((entry) => {
    if (known.has(entry.bankKey)) return { entry }
    const number = numberOf(entry)
    const invoice = number === undefined ? undefined : named.get(number)
    if (number === undefined || invoice === undefined)
      return { entry, match: matchEntry(entry, undefined) }
    const balance = balances.get(number) ?? balanceOf(invoice)
    const match = matchEntry(entry, balance)
    balances.set(number, balanceAfter(balance, match))
    return { entry, match, invoice }
  })
}

function numberOf({ reference }: BankEntry): number | undefined {
  const read = reference === undefined ? undefined : parsePaymentReference(reference)
  const number = read?.ok === true ? numberOfReference(read.value) : undefined
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

export const balanceOf = (invoice: Invoice): Balance => ({
  openCents: openCentsOf(invoice),
  receivedCents: invoice.paidCents - invoice.paidByHandCents,
})
