import { randomUUID } from 'node:crypto'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as api from '@sotevarmenne/api/payments'
import { paymentFileUpload } from '@sotevarmenne/api/uploads'
import {
  numberOfReference,
  parsePaymentReference,
} from '@sotevarmenne/identifiers/payment-reference'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { openCentsOf } from '#billing/invoices/index.ts'
import type { Invoice } from '#billing/invoices/contract.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { BankEntry, BankFile, Payment, PaymentsImported } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { balanceAfter, matchEntry, type Balance, type Match } from './domain/match-entry.ts'
import { readProblems } from './problems.ts'
import { readBankFile, type ReadRefusal } from './read-bank-file.ts'
import { insertPayments, knownAmong } from './store.ts'

type Imported = ResponseOf<typeof api.importPayments>
type Row = Imported['rows'][number]

/** What an import would do: nothing is written. */
export const previewPayments = operation({
  contract: api.previewPayments,
  bodyLimit: paymentFileUpload.bodyLimit,
  problems: readProblems,
  handle:
    (deps: PaymentsDeps) =>
    async (_permit, { file }): Promise<Result<Imported, ReadRefusal>> => {
      const read = readBankFile(deps, file)
      if (!read.ok) return read
      const rows = await deps.db.read(async (tx) => {
        const known = await knownIn(deps, tx, read.value.entries)
        const balances = new Map<number, Balance>()
        for (const [number, invoice] of await invoicesOf(deps, tx, read.value.entries))
          balances.set(number, balanceOf(invoice))
        return read.value.entries.map((entry, index) => {
          const number = numberOf(entry)
          const balance = number === undefined ? undefined : balances.get(number)
          if (known.has(entry.bankKey)) return rowOf(entry, index, undefined)
          const match = matchEntry(entry, balance)
          if (number !== undefined && balance) balances.set(number, balanceAfter(balance, match))
          return rowOf(entry, index, match, balance && number)
        })
      })
      return ok(importedOf(read.value, rows))
    },
})

/**
 * Puts each payment on its invoice. Some entries a transaction, each once by its key: what was interrupted, and the
 * same file twice or at once, is continued by the entries that are missing.
 */
export const importPayments = operation({
  contract: api.importPayments,
  bodyLimit: paymentFileUpload.bodyLimit,
  problems: readProblems,
  handle:
    (deps: PaymentsDeps) =>
    async (permit, { file }): Promise<Result<Imported, ReadRefusal>> => {
      const read = readBankFile(deps, file)
      if (!read.ok) return read
      const { entries, format } = read.value
      const rows: Row[] = []
      for (let from = 0; from < entries.length; from += stepSize)
        rows.push(
          ...(await importSome(deps, permit, {
            ...{ format, from, entries: entries.slice(from, from + stepSize) },
          })),
        )
      return ok(importedOf(read.value, rows))
    },
})

const stepSize = 200

const importedOf = ({ format, skipped }: BankFile, rows: Row[]): Imported => ({
  ...{ format, skipped, rows },
})

async function importSome(
  deps: PaymentsDeps,
  permit: Permit,
  { format, entries, from }: Pick<BankFile, 'format' | 'entries'> & { readonly from: number },
): Promise<readonly Row[]> {
  const done = await deps.db.write(async (tx) => {
    const known = await knownIn(deps, tx, entries)
    const invoices = new Map(await invoicesOf(deps, tx, entries))
    const rows: Row[] = []
    const payments: (Payment & Pick<BankEntry, 'bankKey'>)[] = []
    for (const [index, entry] of entries.entries()) {
      if (known.has(entry.bankKey)) {
        rows.push(rowOf(entry, from + index, undefined))
        continue
      }
      const number = numberOf(entry)
      const invoice = number === undefined ? undefined : invoices.get(number)
      const match = matchEntry(entry, invoice && balanceOf(invoice))
      const entryId = randomUUID()
      if (number !== undefined && invoice && match.amountCents !== 0)
        invoices.set(
          number,
          await deps.invoices.recordReceived(tx, permit, invoice, {
            ...{ entryId, amountCents: match.amountCents, paidOn: entry.paidOn },
          }),
        )
      payments.push({
        ...{ ...entry, entryId, leftCents: match.leftCents },
        ...(match.because !== undefined && { because: match.because }),
        ...(invoice && { invoiceNumber: invoice.number }),
        ...{ importedAt: deps.clock.now(), importedBy: personOf(permit) },
      })
      rows.push(rowOf(entry, from + index, match, invoice?.number))
    }
    await insertPayments(tx, deps.sealing, payments)
    if (payments.length > 0) {
      const event: PaymentsImported = {
        ...{ type: 'PaymentsImported', format, entries: payments.length },
        amountCents: payments.reduce((sum, { amountCents }) => sum + amountCents, 0),
        waiting: payments.filter(({ leftCents }) => leftCents !== 0).length,
      }
      await deps.record(tx, event, permit)
    }
    return ok(rows)
  })
  if (!done.ok) throw new Error('unreachable: an import is not refused once its file is read')
  return done.value
}

const knownIn = ({ sealing }: PaymentsDeps, tx: Tx, entries: readonly BankEntry[]) =>
  knownAmong(
    tx,
    sealing,
    entries.map(({ bankKey }) => bankKey),
  )

/** The invoices that the references name, by number. */
const invoicesOf = ({ invoices }: PaymentsDeps, tx: Tx, entries: readonly BankEntry[]) =>
  invoices.invoicesByNumber(tx, [...new Set(entries.flatMap((entry) => numberOf(entry) ?? []))])

function numberOf({ reference }: BankEntry): number | undefined {
  const read = reference === undefined ? undefined : parsePaymentReference(reference)
  const number = read?.ok === true ? numberOfReference(read.value) : undefined
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined
}

export const balanceOf = (invoice: Invoice): Balance => ({
  openCents: openCentsOf(invoice),
  receivedCents: invoice.paidCents - invoice.paidByHandCents,
})

const rowOf = (
  { paidOn, amountCents, reference, payer }: BankEntry,
  index: number,
  match: Match | undefined,
  invoiceNumber?: number,
): Row => ({
  ...{ row: index + 1, isKnown: match === undefined, paidOn, amountCents },
  ...(reference !== undefined && { reference }),
  ...(payer !== undefined && { payer }),
  ...(invoiceNumber !== undefined && { invoiceNumber }),
  leftCents: match?.leftCents ?? 0,
  ...(match?.because !== undefined && { because: match.because }),
})
