import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CaseOpened } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import type { SupportCase } from './domain/support-case.ts'
import { aboutCase } from './show-case.ts'
import { insertStep, insertCase } from './store.ts'

/** Stores a new case with its first message, which has the same id as the case. */
export async function insertNewCase(
  deps: Pick<CasesDeps, 'record' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  { supportCase, text }: { readonly supportCase: SupportCase; readonly text: string },
): Promise<void> {
  const { caseId, personId, openedAt } = supportCase
  await insertCase(deps, tx, supportCase)
  await insertStep(deps, tx, {
    ...{ stepId: caseId, caseId, position: 0, kind: 'write', at: openedAt, text },
    ...(personId === undefined ? { side: 'writer' } : { side: 'holder', takenBy: personId }),
  })
  const opened: CaseOpened = { type: 'CaseOpened', ...aboutCase(supportCase) }
  await deps.record(tx, opened, permit)
}
