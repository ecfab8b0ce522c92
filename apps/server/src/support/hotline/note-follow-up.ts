import * as api from '@sotevarmenne/api/hotline'
import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CallFollowedUp } from './contract.ts'
import type { Sealed } from './deps.ts'
import { checkFollowUp, type FollowUpRefusal } from './domain/call.ts'
import { showCall } from './show-call.ts'
import { followUpsOf, insertFollowUp, lockCall, setFollowUp } from './store.ts'
import { texts } from './texts.ts'
import { viewCallProblems } from './problems.ts'

export type NoteFollowUpRefusal = { readonly kind: 'call-not-found' } | FollowUpRefusal

/** Result of contacting the holder, by any agent. The cards stay cancelled with any result (R40). */
export const noteFollowUp = operation({
  contract: api.noteFollowUp,
  problems: {
    ...viewCallProblems,
    'nothing-to-follow-up': { status: 409, ...texts.nothingToFollowUp },
    'tried-too-seldom': { status: 409, ...texts.triedTooSeldom },
  },
  handle:
    (deps: Sealed) =>
    (permit, { callId, result, note }) =>
      deps.db.write(async (tx): Promise<Result<HotlineCallView, NoteFollowUpRefusal>> => {
        const call = await lockCall(deps, tx, callId)
        if (call?.holder === undefined) return refuse({ kind: 'call-not-found' })
        const tries = (await followUpsOf(deps, tx, [call.callId])).get(call.callId) ?? []
        const notReached = tries.filter((one) => one.result === 'not-reached').length
        const followUp = checkFollowUp(call.followUp, result, notReached)
        if (!followUp.ok) return followUp

        await insertFollowUp(deps, tx, {
          callId: call.callId,
          at: deps.clock.now(),
          by: personOf(permit),
          result,
          ...(note !== undefined && note !== '' && { note }),
        })
        await setFollowUp(tx, call.callId, followUp.value)
        const followedUp: CallFollowedUp = {
          type: 'CallFollowedUp',
          about: { personId: call.holder },
          callId: call.callId,
          result,
        }
        await deps.record(tx, followedUp, permit)
        return ok(await showCall(deps, tx, { ...call, followUp: followUp.value }))
      }),
})
