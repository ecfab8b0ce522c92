import { actProblems } from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { HandleThreadRefusal } from './office-threads.ts'
import type { OpenOrganisationThreadRefusal } from './organisation-threads.ts'
import type { OpenOwnThreadRefusal, StepOnOwnThreadRefusal } from './own-threads.ts'
import { texts } from './texts.ts'

export const openThreadProblems = {
  'too-many-threads': { status: 429, ...texts.tooMany },
  'thread-made-before': { status: 409, ...texts.madeBefore },
  'decision-not-found': { status: 404, ...texts.decisionNotFound },
} satisfies ProblemsFor<OpenOwnThreadRefusal>

export const openOrganisationThreadProblems = {
  ...actProblems,
  'too-many-threads': openThreadProblems['too-many-threads'],
  'thread-made-before': openThreadProblems['thread-made-before'],
} satisfies ProblemsFor<OpenOrganisationThreadRefusal>

export const threadNotFoundProblems = {
  'thread-not-found': { status: 404, ...texts.notFound },
} satisfies ProblemsFor<{ readonly kind: 'thread-not-found' }>

/** The same for both sides: what neither may do is refused to either. */
export const stepProblems = {
  ...threadNotFoundProblems,
  'own-thread': { status: 403, ...texts.ownThread },
  'thread-step-not-now': { status: 409, ...texts.stepNotNow },
  'no-correction-request': { status: 409, ...texts.noCorrectionRequest },
  'decided-with-invoice': { status: 409, ...texts.decidedWithInvoice },
  'decision-owed': { status: 409, ...texts.decisionOwed },
  'extension-not-now': { status: 409, ...texts.extensionNotNow },
  'step-made-before': { status: 409, ...texts.madeBefore },
  'thread-full': { status: 429, ...texts.full },
} satisfies ProblemsFor<StepOnOwnThreadRefusal | HandleThreadRefusal>
