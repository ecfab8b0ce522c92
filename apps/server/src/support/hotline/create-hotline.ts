import { createSealing } from '#platform/sealing.ts'
import type { HotlineDeps } from './deps.ts'
import { findHolder } from './find-holder.ts'
import { forgetCaller } from './forget-caller.ts'
import { listCalls, viewCall } from './list-calls.ts'
import { noteFollowUp } from './note-follow-up.ts'
import { takeCall } from './take-call.ts'

export type Hotline = ReturnType<typeof createHotline>

/** `secret`: at least 32 bytes, or it throws. */
export function createHotline({ secret, ...wired }: HotlineDeps & { readonly secret: Uint8Array }) {
  const deps = { ...wired, sealing: createSealing(secret, 'hotline') }
  return {
    findHolder: findHolder(deps),
    takeCall: takeCall(deps),
    listCalls: listCalls(deps),
    viewCall: viewCall(deps),
    noteFollowUp: noteFollowUp(deps),
    jobs: [forgetCaller(deps)],
  }
}
