import * as contracts from '@sotevarmenne/api/hotline'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Hotline } from './create-hotline.ts'
import * as problems from './problems.ts'

/** `onCall` is called for each call that was ended, also when sent again: for metrics. */
export const hotlineApi = (
  line: Hotline,
  onCall: (call: contracts.HotlineCallView, beganAt: string) => void,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.findHolder,
    action: line.findHolder,
    problems: problems.findHolderProblems,
  }),
  endpoint({
    contract: contracts.takeCall,
    action: async (permit, requested) => {
      const taken = await line.takeCall(permit, requested)
      if (taken.ok) onCall(taken.value, requested.beganAt)
      return taken
    },
    problems: problems.takeCallProblems,
  }),
  endpoint({
    contract: contracts.listCalls,
    action: line.listCalls,
    problems: problems.listCallsProblems,
  }),
  endpoint({
    contract: contracts.viewCall,
    action: line.viewCall,
    problems: problems.viewCallProblems,
  }),
  endpoint({
    contract: contracts.noteFollowUp,
    action: line.noteFollowUp,
    problems: problems.noteFollowUpProblems,
  }),
]
