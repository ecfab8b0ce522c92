import * as contracts from '@sotevarmenne/api/revocation-line'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { RevocationLine } from './create-revocation-line.ts'
import * as problems from './problems.ts'

/** `onCall` hears of each call that was ended, sent again or not: for the figures. */
export const revocationLineApi = (
  line: RevocationLine,
  onCall: (call: contracts.LineCall, beganAt: string) => void,
): readonly Endpoint[] => [
  endpoint({
    contract: contracts.findHolder,
    deed: 'revocationLine.findHolder',
    act: line.findHolder,
    problems: problems.findHolderProblems,
  }),
  endpoint({
    contract: contracts.takeCall,
    deed: 'revocationLine.takeCall',
    act: async (permit, asked) => {
      const taken = await line.takeCall(permit, asked)
      if (taken.ok) onCall(taken.value, asked.beganAt)
      return taken
    },
    problems: problems.takeCallProblems,
  }),
  endpoint({
    contract: contracts.listCalls,
    deed: 'revocationLine.viewCalls',
    act: line.listCalls,
    problems: problems.listCallsProblems,
  }),
  endpoint({
    contract: contracts.viewCall,
    deed: 'revocationLine.viewCalls',
    act: line.viewCall,
    problems: problems.viewCallProblems,
  }),
  endpoint({
    contract: contracts.noteFollowUp,
    deed: 'revocationLine.noteFollowUp',
    act: line.noteFollowUp,
    problems: problems.noteFollowUpProblems,
  }),
]
