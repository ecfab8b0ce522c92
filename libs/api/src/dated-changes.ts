import { z } from 'zod'
import { dateText, id, instantText, proposalDecision, proposalStep } from './values.ts'

const step = z.object({ name: z.string(), at: instantText })

/** A change from a day on, which one case officer proposes and another approves. */
export const datedChange = z.object({
  changeId: id,
  beginsOn: dateText,
  /** Absent for what the service starts with. */
  proposed: step.optional(),
  decided: step.optional(),
  /** Whether it is waiting, was rejected, or was approved: then its status today among those of its kind. */
  standing: z.enum(['proposed', 'rejected', 'replaced', 'past', 'now', 'coming']),
  /** What the caller may do with it now. */
  may: z.array(proposalStep),
  /** Whether it is still waiting on its first day or after it: it can't be approved any more. */
  isLate: z.boolean(),
})
export type DatedChangeView = z.infer<typeof datedChange>

export const changeProposedView = z.object({ changeId: id })

export const decideChange = z.object({ changeId: id, decision: proposalDecision })
