import type { ProblemsFor } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { FindHolderRefusal } from './find-holder.ts'
import type { ListCallsRefusal, ViewCallRefusal } from './list-calls.ts'
import type { NoteFollowUpRefusal } from './note-follow-up.ts'
import type { TakeCallRefusal } from './take-call.ts'
import { texts } from './texts.ts'

export const findHolderProblems = {
  'search-too-short': { status: 422, ...texts.searchTooShort },
} satisfies ProblemsFor<FindHolderRefusal>

export const takeCallProblems = {
  'identity-code-differs': { status: 422, ...texts.identityCodeDiffers },
  'card-number-differs': { status: 422, ...texts.cardNumberDiffers },
  'call-back-missing': { status: 422, ...texts.callBackMissing },
  'reason-missing': { status: 422, ...texts.reasonMissing },
  'reason-not-of-caller': { status: 422, ...texts.reasonNotOfCaller },
  'holder-missing': { status: 422, ...texts.holderMissing },
  'card-not-of-holder': { status: 409, ...texts.cardNotOfHolder },
  'card-not-cancellable': { status: 409, ...texts.cardNotCancellable },
  'happened-in-the-future': { status: 422, ...texts.happenedInTheFuture },
  'call-of-another-agent': { status: 409, ...texts.callOfAnotherAgent },
} satisfies ProblemsFor<TakeCallRefusal>

export const listCallsProblems = {
  ...cursorProblems,
  'reference-misread': { status: 422, ...texts.referenceMisread },
} satisfies ProblemsFor<ListCallsRefusal>

export const viewCallProblems = {
  'call-not-found': { status: 404, ...texts.callNotFound },
} satisfies ProblemsFor<ViewCallRefusal>

export const noteFollowUpProblems = {
  ...viewCallProblems,
  'nothing-to-follow-up': { status: 409, ...texts.nothingToFollowUp },
  'tried-too-seldom': { status: 409, ...texts.triedTooSeldom },
} satisfies ProblemsFor<NoteFollowUpRefusal>
