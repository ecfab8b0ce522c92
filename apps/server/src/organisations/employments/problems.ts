import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { httpProblems } from '#platform/http/problems.ts'
import { preparingProblems, type PreparingNotAllowed } from '#organisations/registry/index.ts'
import type { PreparedGone } from './for-desk.ts'
import type { PreparedRefusal } from './domain/check-prepared.ts'
import { lineFaultTexts } from './line-faults.ts'
import { texts } from './texts.ts'

export const viewProblems = {
  ...memberProblems,
  'organisation-not-found': memberProblems['account-not-found'],
}

export const organisationProblems = { ...viewProblems, ...actionProblems }

/** Of new orders. */
export const newOrderProblems = { ...organisationProblems, ...preparingProblems }

export const prepareProblems = {
  ...newOrderProblems,
  missing: { status: 422, ...lineFaultTexts.missing },
  'too-long': { status: 422, ...lineFaultTexts['too-long'] },
  formula: { status: 422, ...lineFaultTexts.formula },
  'characters-wrong': { status: 422, ...lineFaultTexts['characters-wrong'] },
  'identity-code-wrong': { status: 422, ...lineFaultTexts['identity-code-wrong'] },
  'unit-not-found': { status: 422, ...lineFaultTexts['unit-not-found'] },
  'day-wrong': { status: 422, ...lineFaultTexts['day-wrong'] },
  'employment-over': { status: 422, ...lineFaultTexts['employment-over'] },
  'yes-or-no': { status: 422, ...lineFaultTexts['yes-or-no'] },
  'prepared-already': { status: 409, ...lineFaultTexts['prepared-already'] },
  'professional-card-held': { status: 422, ...lineFaultTexts['professional-card-held'] },
}

/** Why a directory's user can't become an order. */
export type DirectoryRefusal =
  | PreparingNotAllowed
  | { readonly kind: PreparedRefusal['kind']; readonly column: PreparedRefusal['column'] }

export const directoryProblems = {
  ...preparingProblems,
  missing: prepareProblems.missing,
  'too-long': prepareProblems['too-long'],
  formula: prepareProblems.formula,
  'characters-wrong': prepareProblems['characters-wrong'],
  'identity-code-wrong': prepareProblems['identity-code-wrong'],
  'unit-not-found': prepareProblems['unit-not-found'],
  'day-wrong': prepareProblems['day-wrong'],
  'employment-over': prepareProblems['employment-over'],
  'yes-or-no': prepareProblems['yes-or-no'],
} satisfies ProblemsFor<DirectoryRefusal>

export const lastDayProblems = {
  'last-day-past': { status: 422, ...lineFaultTexts['last-day-past'] },
  'last-day-too-late': { status: 422, ...lineFaultTexts['last-day-too-late'] },
}

export const endProblems = {
  ...viewProblems,
  ...lastDayProblems,
  'identity-code-wrong': prepareProblems['identity-code-wrong'],
}

/** Of files that cannot be read. */
export const fileProblems = {
  'file-not-text': { status: 422, ...texts.fileNotText },
  'file-empty': { status: 422, ...texts.fileEmpty },
  'too-many-lines': { status: 422, ...texts.tooManyLines },
  'column-not-found': { status: 422, ...texts.columnNotFound },
  'column-missing': { status: 422, ...texts.columnMissing },
}

export const endFileProblems = {
  ...{ ...viewProblems, ...fileProblems },
  'column-missing': { status: 422, ...texts.endColumnMissing },
}

export const withdrawProblems = {
  ...organisationProblems,
  'prepared-order-not-found': { status: 404, ...texts.preparedNotFound },
  'prepared-order-not-waiting': { status: 409, ...texts.preparedNotWaiting },
  'strong-sign-in-needed': httpProblems['strong-sign-in-needed'],
}

export const documentProblems = {
  'document-not-readable': { status: 422, ...texts.documentNotReadable },
} satisfies ProblemsFor<{ readonly kind: 'document-not-readable' }>

/** At the desk. */
export const preparedGoneProblems = {
  'prepared-order-gone': { status: 409, ...texts.preparedGone },
} satisfies ProblemsFor<PreparedGone>
