import type { Tx } from '#platform/db.ts'
import { timesOf } from './case-times.ts'
import type { CasesDeps } from './deps.ts'
import { endsAt, type SupportCase } from './domain/support-case.ts'

export const endKind = 'cases.endCase'

/** Plans the end of the case if nobody continues it, in the transaction of the change. */
export async function planEnd(
  { planJob }: Pick<CasesDeps, 'planJob'>,
  tx: Tx,
  supportCase: SupportCase,
): Promise<void> {
  const { times } = await timesOf(tx, supportCase)
  const dueAt = endsAt(supportCase, times)
  if (dueAt === undefined) return
  const { caseId, changedAt } = supportCase
  const key = `${caseId}/${supportCase.state}/${String(changedAt)}`
  await planJob(tx, { kind: endKind, key, payload: { caseId, changedAt }, dueAt })
}
