import { createSealing } from '#platform/sealing.ts'
import type { LineDeps } from './deps.ts'
import { findHolder } from './find-holder.ts'
import { forgetCaller } from './forget-caller.ts'
import { listCalls, viewCall } from './list-calls.ts'
import { noteFollowUp } from './note-follow-up.ts'
import { takeCall } from './take-call.ts'

export type RevocationLine = ReturnType<typeof createRevocationLine>

/** `secret`: at least 32 octets, or it throws. */
export function createRevocationLine({
  secret,
  ...wired
}: LineDeps & { readonly secret: Uint8Array }) {
  const deps = { ...wired, sealing: createSealing(secret, 'revocation-line') }
  return {
    findHolder: findHolder(deps),
    takeCall: takeCall(deps),
    listCalls: listCalls(deps),
    viewCall: viewCall(deps),
    noteFollowUp: noteFollowUp(deps),
    jobs: [forgetCaller(deps)],
  }
}
