import { randomUUID } from 'node:crypto'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { BankEntry, Import, Payment, PaymentsImported } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { progressed } from './domain/import-progress.ts'
import { matchAll, type MatchedEntry } from './match-all.ts'
import { insertPayments } from './store.ts'
import { lockImport, saveProgress, takePiece } from './stores/imports.ts'

export const matchingKind = 'payments.match'

const ofImport = z.object({ importId: z.string() })

/**
 * Puts the payments of an accepted file on their invoices, a piece of the file in each transaction (R650): what was
 * interrupted is continued by the pieces that are left, and two at once take them in turn.
 */
export const matchImport = (deps: PaymentsDeps): JobHandler => ({
  kind: matchingKind,
  handle: async ({ payload }) => {
    const { importId } = ofImport.parse(payload)
    while (await matchPiece(deps, importId));
  },
})

/** Returns whether there was one. */
async function matchPiece(deps: PaymentsDeps, importId: string): Promise<boolean> {
  const piece = await deps.db.write(async (tx) => {
    const before = await lockImport(tx, importId)
    const entries = before && (await takePiece(tx, deps.sealing, importId))
    if (before === undefined || entries === undefined) return ok(false)
    const matched = await matchAll(deps, tx, entries)
    const taken = matched.filter(({ match }) => match !== undefined)
    const waiting = await takeIn(deps, tx, before, taken)
    const dealtWith = { entries: entries.length, known: matched.length - taken.length, waiting }
    await saveProgress(tx, progressed(before, dealtWith, deps.clock.now()))
    return ok(true)
  })
  if (!piece.ok) throw new Error('unreachable: an accepted file is not refused')
  return piece.value
}

/** Returns of how many something is left for a decision. */
async function takeIn(
  { clock, invoices, record, sealing, systemPermit }: PaymentsDeps,
  tx: Tx,
  { importId, format, importedBy }: Import,
  taken: readonly MatchedEntry[],
): Promise<number> {
  if (taken.length === 0) return 0
  const permit = systemPermit('payments.match')
  const now = clock.now()
  const withIds = taken.map((one) => ({ ...one, entryId: randomUUID() }))
  await invoices.recordAllReceived(tx, permit, {
    recordedBy: importedBy,
    received: withIds.flatMap(({ entry: { paidOn }, entryId, invoice, match }) =>
      invoice && match !== undefined && match.amountCents !== 0
        ? [{ invoice, payment: { entryId, amountCents: match.amountCents, paidOn } }]
        : [],
    ),
  })
  const payments: (Payment & Pick<BankEntry, 'bankKey'>)[] = withIds.map(
    ({ entry, entryId, invoice, match }) => ({
      ...{ ...entry, entryId, importId, leftCents: match?.leftCents ?? 0 },
      ...(match?.because !== undefined && { because: match.because }),
      ...(invoice && { invoiceNumber: invoice.number }),
      ...{ importedAt: now, importedBy },
    }),
  )
  await insertPayments(tx, sealing, payments)
  const waiting = payments.filter(({ leftCents }) => leftCents !== 0).length
  const event: PaymentsImported = {
    ...{ type: 'PaymentsImported', importId, format, entries: payments.length, waiting },
    amountCents: payments.reduce((sum, { amountCents }) => sum + amountCents, 0),
  }
  await record(tx, event, permit)
  return waiting
}
