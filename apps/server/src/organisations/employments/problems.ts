import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import { httpProblems } from '#platform/http/problems.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { EndEmploymentRefusal } from './end-employment.ts'
import type { PreparedGone } from './for-desk.ts'
import { lineFaultTexts } from './line-faults.ts'
import type { ListPreparedRefusal } from './list-prepared.ts'
import type {
  PrepareByFileRefusal,
  PrepareRefusal,
  SendAheadRefusal,
  SendDraftsRefusal,
  WithdrawPreparedRefusal,
} from './prepare-orders.ts'
import { texts } from './texts.ts'

const organisationProblems = {
  ...actionProblems,
  'organisation-not-found': memberProblems['account-not-found'],
}

export const listProblems = {
  ...organisationProblems,
  ...cursorProblems,
} satisfies ProblemsFor<ListPreparedRefusal>

export const prepareProblems = {
  ...organisationProblems,
  missing: { status: 422, ...lineFaultTexts.missing },
  'too-long': { status: 422, ...lineFaultTexts['too-long'] },
  formula: { status: 422, ...lineFaultTexts.formula },
  'identity-code-wrong': { status: 422, ...lineFaultTexts['identity-code-wrong'] },
  'unit-not-found': { status: 422, ...lineFaultTexts['unit-not-found'] },
  'day-wrong': { status: 422, ...lineFaultTexts['day-wrong'] },
  'employment-over': { status: 422, ...lineFaultTexts['employment-over'] },
  'yes-or-no': { status: 422, ...lineFaultTexts['yes-or-no'] },
  'prepared-already': { status: 409, ...lineFaultTexts['prepared-already'] },
} satisfies ProblemsFor<PrepareRefusal>

export const fileProblems = {
  ...organisationProblems,
  'file-not-utf8': { status: 422, ...texts.fileNotUtf8 },
  'csv-malformed': { status: 422, ...texts.csvMalformed },
  'file-empty': { status: 422, ...texts.fileEmpty },
  'too-many-lines': { status: 422, ...texts.tooManyLines },
  'column-not-found': { status: 422, ...texts.columnNotFound },
  'column-missing': { status: 422, ...texts.columnMissing },
} satisfies ProblemsFor<PrepareByFileRefusal>

export const withdrawProblems = {
  ...organisationProblems,
  'prepared-order-not-found': { status: 404, ...texts.preparedNotFound },
  'prepared-order-not-waiting': { status: 409, ...texts.preparedNotWaiting },
  'strong-sign-in-needed': httpProblems['strong-sign-in-needed'],
} satisfies ProblemsFor<WithdrawPreparedRefusal>

export const sendAheadProblems = {
  ...withdrawProblems,
  'document-not-readable': { status: 422, ...texts.documentNotReadable },
} satisfies ProblemsFor<SendAheadRefusal>

export const sendDraftsProblems = {
  ...organisationProblems,
  'drafts-not-those': { status: 409, ...texts.draftsNotThose },
} satisfies ProblemsFor<SendDraftsRefusal>

export const endEmploymentProblems = {
  ...organisationProblems,
  'identity-code-wrong': prepareProblems['identity-code-wrong'],
} satisfies ProblemsFor<EndEmploymentRefusal>

/** At the desk. */
export const preparedGoneProblems = {
  'prepared-order-gone': { status: 409, ...texts.preparedGone },
} satisfies ProblemsFor<PreparedGone>
