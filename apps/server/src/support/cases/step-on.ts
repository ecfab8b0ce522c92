import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { UsedSettings } from '#settings/contract.ts'
import type { CaseStepTaken } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { replyTimeOf } from './case-times.ts'
import {
  hasNewTimeLimit,
  maxSteps,
  takeStep,
  type StepRefusal,
  type Stepping,
  type SupportCase,
  type CaseStep,
} from './domain/support-case.ts'
import { planEnd } from './plan-end.ts'
import { aboutCase } from './show-case.ts'
import { countSteps, findStep, insertStep, saveCase } from './store.ts'

export type StepOnRefusal =
  StepRefusal | { readonly kind: 'step-created-before' } | { readonly kind: 'case-full' }

/**
 * Takes a step in a locked case and stores it; the same step again changes nothing. Returns the case after
 * it.
 */
export async function stepOn(
  deps: Pick<CasesDeps, 'clock' | 'record' | 'planJob' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  {
    supportCase,
    stepId,
    step,
    by,
    settings,
  }: {
    readonly supportCase: SupportCase
    /** UUID. */
    readonly stepId: string
    readonly step: { readonly kind: CaseStep; readonly text?: string | undefined }
    readonly by: Stepping['by']
    /** Those by which the service closes it. */
    readonly settings?: UsedSettings
  },
): Promise<Result<SupportCase, StepOnRefusal>> {
  const { caseId } = supportCase
  const before = await findStep(tx, stepId)
  if (before?.caseId === caseId && before.kind === step.kind) return ok(supportCase)
  if (before !== undefined) return refuse({ kind: 'step-created-before' })
  const position = await countSteps(tx, caseId)
  if ((by.side === 'holder' || by.side === 'writer') && position >= maxSteps)
    return refuse({ kind: 'case-full' })
  const now = deps.clock.now()
  const reply = await replyTimeOf(tx, { kind: supportCase.kind, now })
  const taken = takeStep(supportCase, step.kind, { by, now, replyDays: reply.replyDays })
  if (!taken.ok) return taken
  const used = hasNewTimeLimit(supportCase, taken.value) ? reply.settings : settings

  await saveCase(tx, taken.value)
  await insertStep(deps, tx, {
    ...{ stepId, caseId, position, kind: step.kind, side: by.side, at: now },
    ...('personId' in by && { takenBy: by.personId }),
    ...(step.text !== undefined && { text: step.text }),
  })
  await planEnd(deps, tx, taken.value)
  const event: CaseStepTaken = {
    type: 'CaseStepTaken',
    ...aboutCase(taken.value),
    ...{ step: step.kind, by: by.side },
    ...(used && { settings: used }),
  }
  await deps.record(tx, event, permit)
  return taken
}
