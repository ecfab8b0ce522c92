import { hash, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/payments'
import { paymentFileUpload } from '@sotevarmenne/api/uploads'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { fromBase64 } from '#platform/base64.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { BankEntry, BankFile, Import, PaymentFileAccepted } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { stateOf } from './domain/import-progress.ts'
import { matchAll, type MatchedEntry } from './match-all.ts'
import { matchingKind } from './match-import.ts'
import { readProblems } from './problems.ts'
import { readBankFile, type ReadRefusal } from './read-bank-file.ts'
import { showImport } from './show-imports.ts'
import { importOfFile, insertImport, insertPieces } from './stores/imports.ts'

/** What an import would do: nothing is written. */
export const previewPayments = operation({
  contract: api.previewPayments,
  bodyLimit: paymentFileUpload.bodyLimit,
  problems: readProblems,
  handle:
    (deps: PaymentsDeps) =>
    async (_permit, { file }): Promise<Result<api.CheckedPaymentsView, ReadRefusal>> => {
      const read = readBankFile(deps, file)
      if (!read.ok) return read
      const { format, skipped, entries } = read.value
      const matched = await deps.db.read((tx) => matchAll(deps, tx, entries))
      return ok({ format, skipped, rows: matched.map(rowOf) })
    },
})

/**
 * Accepts a bank's file: its entries are stored for the job that matches them. The same file again gives its import
 * as it is now, and makes one that was interrupted go on.
 */
export const importPayments = operation({
  contract: api.importPayments,
  bodyLimit: paymentFileUpload.bodyLimit,
  problems: readProblems,
  handle:
    (deps: PaymentsDeps) =>
    async (permit, { file }): Promise<Result<api.PaymentImportView, ReadRefusal>> => {
      const read = readBankFile(deps, file)
      if (!read.ok) return read
      const digest = hash('sha256', fromBase64(file))
      return deps.db.write(async (tx) => {
        const known = await importOfFile(tx, deps.sealing, digest)
        if (known) await continueInterrupted(deps, tx, known)
        return ok(
          await showImport(
            deps,
            tx,
            known ?? (await accept(deps, tx, permit, { digest, file: read.value })),
          ),
        )
      })
    },
})

async function accept(
  { clock, planJob, record, sealing }: PaymentsDeps,
  tx: Tx,
  permit: Permit,
  {
    digest,
    file: { entries, format, skipped },
  }: { readonly digest: string; readonly file: BankFile },
): Promise<Import> {
  const now = clock.now()
  const importId = randomUUID()
  const amountCents = entries.reduce((sum, entry) => sum + entry.amountCents, 0)
  const accepted: Import = {
    ...{ importId, format, entries: entries.length, amountCents, skipped },
    ...{ importedAt: now, importedBy: personOf(permit) },
    ...{ done: 0, known: 0, waiting: 0, movedAt: now },
    ...(entries.length === 0 && { readyAt: now }),
  }
  if (!(await insertImport(tx, sealing, { ...accepted, file: digest })))
    throw new Error('unreachable: another transaction that accepts the file is serialised')
  await insertPieces(tx, sealing, importId, inPieces(entries))
  const event: PaymentFileAccepted = {
    ...{ type: 'PaymentFileAccepted', importId, format, entries: entries.length, amountCents },
  }
  await record(tx, event, permit)
  if (entries.length > 0)
    await planJob(tx, { kind: matchingKind, key: importId, payload: { importId } })
  return accepted
}

/** By a job of its own: the first may have been given up. */
async function continueInterrupted(
  { clock, planJob }: PaymentsDeps,
  tx: Tx,
  { importId, ...progress }: Import,
): Promise<void> {
  const now = clock.now()
  if (stateOf(progress, now) === 'interrupted')
    await planJob(tx, {
      ...{ kind: matchingKind, key: `${importId} ${String(now)}`, payload: { importId } },
    })
}

/** Entries of a transaction of the job: few enough that nobody waits for it, and enough that statements are few. */
const pieceSize = 500

const inPieces = (entries: readonly BankEntry[]): readonly (readonly BankEntry[])[] =>
  Array.from({ length: Math.ceil(entries.length / pieceSize) }, (_, piece) =>
    entries.slice(piece * pieceSize, (piece + 1) * pieceSize),
  )

const rowOf = ({ entry, match, invoice }: MatchedEntry, index: number): api.ImportedRow => ({
  ...{ row: index + 1, isKnown: match === undefined },
  ...{ paidOn: entry.paidOn, amountCents: entry.amountCents },
  ...(entry.reference !== undefined && { reference: entry.reference }),
  ...(entry.payer !== undefined && { payer: entry.payer }),
  ...(invoice && { invoiceNumber: invoice.number }),
  leftCents: match?.leftCents ?? 0,
  ...(match?.because !== undefined && { because: match.because }),
})
