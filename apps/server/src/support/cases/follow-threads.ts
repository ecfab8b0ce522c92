import { randomUUID } from 'node:crypto'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler } from '#platform/outbox.ts'
import type { ThreadForgotten } from './contract.ts'
import type { ThreadsDeps } from './deps.ts'
import { endKind } from './plan-end.ts'
import { aboutThread } from './show-thread.ts'
import { stepOn } from './step-on.ts'
import { eraseTexts, lockThread } from './store.ts'

/** Closes an answered thread with which nobody went on, and erases what one says that was closed long ago (R167). */
export const followThreads = (deps: ThreadsDeps): readonly JobHandler[] => [
  {
    kind: endKind,
    handle: async ({ payload }) => {
      const { threadId, changedAt } = planned.parse(payload)
      const permit = deps.systemPermit('threads.follow')
      const followed = await deps.db.write(async (tx) => {
        const thread = await lockThread(deps, tx, threadId)
        // Somebody went on with it, and its end was planned anew.
        if (thread?.changedAt !== changedAt) return ok(undefined)
        if (thread.state === 'answered') {
          const stepped = await stepOn(deps, tx, permit, {
            thread,
            stepId: randomUUID(),
            step: { kind: 'close' },
            by: { side: 'service' },
          })
          return stepped.ok ? ok(undefined) : stepped
        }
        if (thread.state === 'waiting' || thread.subject === undefined) return ok(undefined)
        await eraseTexts(tx, thread.threadId)
        const forgotten: ThreadForgotten = { type: 'ThreadForgotten', ...aboutThread(thread) }
        await deps.record(tx, forgotten, permit)
        return ok(undefined)
      })
      if (!followed.ok) throw new Error(`a thread could not be closed: ${followed.refusal.kind}`)
    },
  },
]

const planned = z.object({ threadId: z.string(), changedAt: z.number() })
