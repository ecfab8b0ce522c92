import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as api from '@sotevarmenne/api/payments'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { Payment } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { decisionsOf, paymentsPage } from './store.ts'

/** Imported payments. A payer's name is the bank's: no person whom the service knows is shown. */
export const listPayments = operation({
  contract: api.listPayments,
  problems: cursorProblems,
  handle:
    (deps: PaymentsDeps) =>
    (
      _permit,
      { filter, importId, ...requested },
    ): Promise<Result<ResponseOf<typeof api.listPayments>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => paymentsPage(tx, deps.sealing, { ...sought, filter, importId }),
          placeOf: ({ importedAt, entryId }) => ({ at: importedAt, id: entryId }),
          show: async (page) => ({ payments: await showPayments(deps, tx, page) }),
        }),
      ),
})

export async function showPayments(
  { sealing, personNamed }: Pick<PaymentsDeps, 'sealing' | 'personNamed'>,
  tx: Tx,
  payments: readonly Payment[],
): Promise<api.PaymentView[]> {
  const decisions = await decisionsOf(
    tx,
    sealing,
    payments.map(({ entryId }) => entryId),
  )
  const names = new Map<string, string>()
  const nameOf = async (personId: string): Promise<string> => {
    const name = names.get(personId) ?? (await personNamed(tx, personId)) ?? ''
    names.set(personId, name)
    return name
  }
  const shown: api.PaymentView[] = []
  for (const { importedAt, importedBy, importId: _, ...payment } of payments) {
    const decided = []
    for (const { decidedAt, decidedBy, ...decision } of decisions.get(payment.entryId) ?? [])
      decided.push({
        ...{ ...decision, decidedAt: formatInstant(decidedAt) },
        decidedBy: await nameOf(decidedBy),
      })
    shown.push({
      ...{ ...payment, importedAt: formatInstant(importedAt) },
      ...{ importedBy: await nameOf(importedBy), decisions: decided },
    })
  }
  return shown
}
