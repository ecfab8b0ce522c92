import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { Sealed } from './deps.ts'
import { findHolder } from './find-holder.ts'
import { forgetCaller } from './forget-caller.ts'
import { listCalls, viewCall } from './list-calls.ts'
import { noteFollowUp } from './note-follow-up.ts'
import { takeCall } from './take-call.ts'

export type Hotline = ReturnType<typeof createHotline>

type OnCall = (call: HotlineCallView, beganAt: string) => void

export function createHotline(wired: Unsealed<Sealed>) {
  const observers: OnCall[] = []
  const deps = {
    ...withSealing(wired, 'hotline'),
    onCall: (...called: Parameters<OnCall>) => {
      for (const observe of observers) observe(...called)
    },
  }
  return {
    ...bindOperations(deps, { findHolder, listCalls, viewCall, noteFollowUp, takeCall }),
    /** For metrics: each call that was ended, also when sent again. */
    observeCalls: (observe: OnCall): void => {
      observers.push(observe)
    },
    jobs: [forgetCaller(deps)],
  }
}
