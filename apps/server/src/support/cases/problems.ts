import { dualControlProblems } from '#platform/dual-control-problems.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { texts } from './texts.ts'

export const openCaseProblems = {
  'too-many-cases': { status: 429, ...texts.tooMany },
  'case-created-before': { status: 409, ...texts.createdBefore },
  'decision-not-found': { status: 404, ...texts.decisionNotFound },
}

export const caseNotFoundProblems = {
  'case-not-found': { status: 404, ...texts.notFound },
} satisfies ProblemsFor<{ readonly kind: 'case-not-found' }>

/** Of a step in a case that was found. */
export const stepOnProblems = {
  ...dualControlProblems,
  'case-step-not-now': { status: 409, ...texts.stepNotNow },
  'not-a-rectification-request': { status: 409, ...texts.notARectificationRequest },
  'decision-due': { status: 409, ...texts.decisionDue },
  'extension-not-now': { status: 409, ...texts.extensionNotNow },
  'step-created-before': { status: 409, ...texts.createdBefore },
  'case-full': { status: 429, ...texts.full },
}

/** The same for both sides: a step that neither side may take is refused to both. */
export const stepProblems = { ...caseNotFoundProblems, ...stepOnProblems }

/** The office’s. */
export const officeStepProblems = {
  ...stepProblems,
  'decided-with-invoice': { status: 409, ...texts.decidedWithInvoice },
}

export const contactMessageProblems = {
  'link-not-found': { status: 404, ...texts.linkNotFound },
  'link-expired': { status: 410, ...texts.linkExpired },
}
