import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as api from '@sotevarmenne/api/payments'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { operation } from '#platform/operation.ts'
import type { Import } from './contract.ts'
import type { PaymentsDeps } from './deps.ts'
import { stateOf } from './domain/import-progress.ts'
import { importsPage } from './stores/imports.ts'

export const listPaymentImports = operation({
  contract: api.listPaymentImports,
  problems: cursorProblems,
  handle:
    (deps: PaymentsDeps) =>
    (
      _permit,
      requested,
    ): Promise<Result<ResponseOf<typeof api.listPaymentImports>, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => importsPage(tx, sought),
          placeOf: ({ importedAt, importId }) => ({ at: importedAt, id: importId }),
          show: async (page) => {
            const imports: api.PaymentImportView[] = []
            for (const one of page) imports.push(await showImport(deps, tx, one))
            return { imports }
          },
        }),
      ),
})

export async function showImport(
  { clock, personNamed }: Pick<PaymentsDeps, 'clock' | 'personNamed'>,
  tx: Tx,
  { movedAt, readyAt, ...one }: Import,
): Promise<api.PaymentImportView> {
  return {
    ...one,
    state: stateOf({ ...one, movedAt, ...(readyAt !== undefined && { readyAt }) }, clock.now()),
    importedAt: formatInstant(one.importedAt),
    importedBy: (await personNamed(tx, one.importedBy)) ?? '',
    ...(readyAt !== undefined && { readyAt: formatInstant(readyAt) }),
  }
}
