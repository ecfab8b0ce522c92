import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CaseOpened } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { replyTimeOf } from './case-times.ts'
import { openCase, type OpenedCase, type SupportCase } from './domain/support-case.ts'
import { aboutCase } from './show-case.ts'
import { insertStep, insertCase } from './store.ts'

/** Opens a case and stores it with its first message, which has the same id as the case. */
export async function insertNewCase(
  deps: Pick<CasesDeps, 'clock' | 'record' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  { text, ...opening }: OpenedCase & { readonly text: string },
): Promise<SupportCase> {
  const now = deps.clock.now()
  const { replyDays, settings } = await replyTimeOf(tx, { kind: opening.kind, now })
  const supportCase = openCase(opening, { now, replyDays })
  const { caseId, personId, openedAt } = supportCase
  await insertCase(deps, tx, supportCase)
  await insertStep(deps, tx, {
    ...{ stepId: caseId, caseId, position: 0, kind: 'write', at: openedAt, text },
    ...(personId === undefined ? { side: 'writer' } : { side: 'holder', takenBy: personId }),
  })
  const opened: CaseOpened = {
    ...{ type: 'CaseOpened', ...aboutCase(supportCase) },
    ...(settings && { settings }),
  }
  await deps.record(tx, opened, permit)
  return supportCase
}
