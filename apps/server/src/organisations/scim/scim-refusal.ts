import { refuse, type Result } from '@sotevarmenne/kernel/result'
import { directoryProblems } from '#organisations/employments/index.ts'
import type { Problem } from '#platform/endpoint.ts'
import { texts } from './texts.ts'

/** The detail error keywords of RFC 7644 § 3.12 that we send. */
type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'mutability'
  | 'noTarget'
  | 'uniqueness'

export type ScimProblem = Pick<Problem, 'status' | 'title' | 'advice'> & {
  readonly scimType?: ScimType
}

const invalidValue = (problem: Problem): ScimProblem => ({
  ...{ title: problem.title, status: 400, scimType: 'invalidValue' },
  ...(problem.advice && { advice: problem.advice }),
})

/** Why a user can't become an order: in the words of the pages, and as an invalid value. */
const ofOrders = {
  'agreement-missing': invalidValue(directoryProblems['agreement-missing']),
  'agreement-not-approved': invalidValue(directoryProblems['agreement-not-approved']),
  'agreement-ended': invalidValue(directoryProblems['agreement-ended']),
  missing: invalidValue(directoryProblems.missing),
  'too-long': invalidValue(directoryProblems['too-long']),
  formula: invalidValue(directoryProblems.formula),
  'characters-wrong': invalidValue(directoryProblems['characters-wrong']),
  'identity-code-wrong': invalidValue(directoryProblems['identity-code-wrong']),
  'unit-not-found': invalidValue(directoryProblems['unit-not-found']),
  'day-wrong': invalidValue(directoryProblems['day-wrong']),
  'employment-over': invalidValue(directoryProblems['employment-over']),
  'yes-or-no': invalidValue(directoryProblems['yes-or-no']),
}

/** Every refusal of the protocol itself. */
export const scimProblems = {
  ...ofOrders,
  'body-unreadable': { status: 400, scimType: 'invalidSyntax', title: texts.bodyUnreadable },
  'schemas-wrong': { status: 400, scimType: 'invalidSyntax', title: texts.schemasWrong },
  'attribute-unknown': { status: 400, scimType: 'invalidSyntax', title: texts.attributeUnknown },
  'patch-unreadable': { status: 400, scimType: 'invalidSyntax', title: texts.patchUnreadable },
  'path-unknown': { status: 400, scimType: 'invalidPath', title: texts.attributeUnknown },
  'no-target': { status: 400, scimType: 'noTarget', title: texts.noTarget },
  'not-changeable': { status: 400, scimType: 'mutability', title: texts.notChangeable },
  'value-wrong': { status: 400, scimType: 'invalidValue', title: texts.valueWrong },
  'value-missing': { status: 400, scimType: 'invalidValue', title: texts.valueMissing },
  'filter-not-supported': {
    status: 400,
    scimType: 'invalidFilter',
    title: texts.filterNotSupported,
  },
  'user-exists': { status: 409, scimType: 'uniqueness', title: texts.userExists },
  'user-not-found': { status: 404, title: texts.userNotFound },
  'version-changed': { status: 412, title: texts.versionChanged },
  'not-offered': { status: 501, title: texts.notOffered },
  'no-filter-here': { status: 403, title: texts.noFilterHere },
} as const satisfies { readonly [kind: string]: ScimProblem }

export type ScimRefusal = {
  readonly kind: keyof typeof scimProblems
  /** As SCIM names it. */
  readonly attribute?: string
}

export const no = (kind: ScimRefusal['kind'], attribute?: string): Result<never, ScimRefusal> =>
  refuse({ kind, ...(attribute !== undefined && { attribute }) })

/** Whether a user could not become an order by it: shown to the organisation until it is done. */
export const isAboutOrder = ({ kind }: ScimRefusal): boolean => kind in ofOrders

export const orderProblemOf = (kind: string): ScimProblem | undefined =>
  kind in ofOrders ? ofOrders[kind as keyof typeof ofOrders] : undefined
