import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ThreadStepTaken } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import {
  stepsAtMost,
  takeStep,
  type StepRefusal,
  type Stepping,
  type Thread,
  type ThreadStep,
} from './domain/thread.ts'
import { planEnd } from './plan-end.ts'
import { aboutThread } from './show-thread.ts'
import { countSteps, findStep, insertStep, saveThread } from './store.ts'

export type StepOnRefusal =
  StepRefusal | { readonly kind: 'step-made-before' } | { readonly kind: 'thread-full' }

/** Takes a step on a locked thread and writes it down; the same step again changes nothing. Answers the thread as it is then. */
export async function stepOn(
  deps: Pick<ThreadsDeps, 'clock' | 'record' | 'planJob' | 'sealing'>,
  tx: Tx,
  permit: Permit,
  {
    thread,
    stepId,
    step,
    by,
  }: {
    readonly thread: Thread
    /** UUID. */
    readonly stepId: string
    readonly step: { readonly kind: ThreadStep; readonly text?: string | undefined }
    readonly by: Stepping['by']
  },
): Promise<Result<Thread, StepOnRefusal>> {
  const { threadId } = thread
  const before = await findStep(tx, stepId)
  if (before?.threadId === threadId && before.kind === step.kind) return ok(thread)
  if (before !== undefined) return refuse({ kind: 'step-made-before' })
  const position = await countSteps(tx, threadId)
  if (by.side === 'holder' && position >= stepsAtMost) return refuse({ kind: 'thread-full' })
  const now = deps.clock.now()
  const taken = takeStep(thread, step.kind, { by, now })
  if (!taken.ok) return taken

  await saveThread(tx, taken.value)
  await insertStep(deps, tx, {
    ...{ stepId, threadId, position, kind: step.kind, side: by.side, at: now },
    ...(by.side !== 'service' && { takenBy: by.personId }),
    ...(step.text !== undefined && { text: step.text }),
  })
  await planEnd(deps, tx, taken.value)
  const event: ThreadStepTaken = {
    type: 'ThreadStepTaken',
    ...aboutThread(taken.value),
    ...{ step: step.kind, by: by.side },
  }
  await deps.record(tx, event, permit)
  return taken
}
