import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { JobHandler } from '#platform/outbox.ts'
import type { CallerForgotten } from './contract.ts'
import type { Sealed } from './deps.ts'
import { eraseCaller, lockCall } from './store.ts'
import { forgettingKind } from './take-call.ts'

/**
 * Erases the data about the caller, and given by the caller; the call and its effects stay on record (R125).
 */
export const forgetCaller = (deps: Sealed): JobHandler => ({
  kind: forgettingKind,
  handle: async ({ payload }) => {
    const { callId } = ofCall.parse(payload)
    await deps.db.write(async (tx) => {
      const call = await lockCall(deps, tx, callId)
      if (call?.personal === undefined) return ok(undefined)
      await eraseCaller(tx, call.callId)
      const forgotten: CallerForgotten = { type: 'CallerForgotten', callId: call.callId }
      await deps.record(tx, forgotten, deps.systemPermit('hotline.forgetCaller'))
      return ok(undefined)
    })
  },
})

const ofCall = z.object({ callId: z.string() })
