import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/cases'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import {
  pageOf,
  readCursor,
  readNameCursor,
  type CursorRefusal,
  cursorProblems,
} from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { extendLink } from './contact/store.ts'
import { linkUntil } from './domain/contact-message.ts'
import type { CasesDeps } from './deps.ts'
import { isDecidedElsewhere, type SupportCase } from './domain/support-case.ts'
import { recordView, showRows, showCase } from './show-case.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'
import { lockCase, casesDue, casesInState } from './store.ts'
import { caseNotFoundProblems, officeStepProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewCase>
type NotFound = { readonly kind: 'case-not-found' }
type Found = { readonly page: readonly SupportCase[]; readonly nextCursor?: string }

/**
 * Cases with a due date in its order; the others last changed first. Each case shown gets an access record
 * (R51).
 */
export const listCases = operation({
  contract: contracts.listCases,
  problems: cursorProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, requested): Promise<Result<ResponseOf<typeof contracts.listCases>, CursorRefusal>> => {
      type Listed = Result<ResponseOf<typeof contracts.listCases>, CursorRefusal>
      return deps.db.write(async (tx): Promise<Listed> => {
        const found = await pageFor(deps, tx, requested)
        if (!found.ok) return found
        const { page, nextCursor } = found.value
        const cases = await showRows(deps, tx, page, { side: 'office', permit })
        return ok({ cases, ...(nextCursor !== undefined && { nextCursor }) })
      })
    },
})

async function pageFor(
  deps: CasesDeps,
  tx: Tx,
  { show, kind, cursor, limit }: InputOf<typeof contracts.listCases>,
): Promise<Result<Found, CursorRefusal>> {
  if (show === 'due') {
    const behind = readNameCursor(cursor)
    if (!behind.ok) return behind
    const found = await casesDue(deps, tx, { kind, behind: behind.value, limit: limit + 1 })
    const placeOf = (supportCase: SupportCase) => ({
      name: dayOwed(supportCase),
      id: supportCase.caseId,
    })
    return ok(pageOf(found, { limit, placeOf }))
  }
  const behind = readCursor(cursor)
  if (!behind.ok) return behind
  const page = { state: show, kind, behind: behind.value, limit: limit + 1 }
  const placeOf = ({ changedAt, caseId }: SupportCase) => ({ at: changedAt, id: caseId })
  return ok(pageOf(await casesInState(deps, tx, page), { limit, placeOf }))
}

function dayOwed(supportCase: SupportCase): string {
  if (supportCase.state === 'closed' || supportCase.dueOn === undefined)
    throw new Error('case without due date in the queue')
  return supportCase.dueOn
}

export const viewCase = operation({
  contract: contracts.viewCase,
  problems: caseNotFoundProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { caseId }) =>
      deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
        const supportCase = await lockCase(deps, tx, caseId)
        if (supportCase?.subject === undefined) return refuse({ kind: 'case-not-found' })
        await recordView(deps, tx, supportCase, permit)
        const mayStep = permit.reason !== 'auditor'
        const by = { side: 'office', personId: personOf(permit), mayStep } as const
        return ok(await showCase(deps, tx, supportCase, by))
      }),
})

/** A dispute is decided with its invoice. */
type DecidedElsewhere = { readonly kind: 'decided-with-invoice' }

export type HandleCaseRefusal = NotFound | StepOnRefusal | DecidedElsewhere

/** A case officer answers, decides, extends, closes or reopens (R166). */
export const handleCase = operation({
  contract: contracts.handleCase,
  problems: officeStepProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { caseId, stepId, step }) =>
      deps.db.write(async (tx): Promise<Result<Shown, HandleCaseRefusal>> => {
        const supportCase = await lockCase(deps, tx, caseId)
        if (supportCase?.subject === undefined) return refuse({ kind: 'case-not-found' })
        if (isDecidedElsewhere(supportCase, step.kind))
          return refuse({ kind: 'decided-with-invoice' })
        const by = { side: 'office', personId: personOf(permit) } as const
        const stepped = await stepOn(deps, tx, permit, { supportCase, stepId, step, by })
        if (!stepped.ok) return stepped
        if (step.kind === 'reply' && supportCase.kind === 'contact-message')
          await extendLink(tx, caseId, linkUntil(deps.clock.now()))
        return ok(await showCase(deps, tx, stepped.value, { ...by, mayStep: true }))
      }),
})

/**
 * Decides a case in the transaction of the operation that carries out the decision: here a dispute, with its
 * invoice.
 */
export const decideCase =
  (deps: CasesDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      caseId,
      stepId,
      step,
    }: {
      readonly caseId: string
      readonly stepId: string
      readonly step: { readonly kind: 'accept' | 'refuse'; readonly text: string }
    },
  ): Promise<Result<SupportCase, HandleCaseRefusal>> => {
    const supportCase = await lockCase(deps, tx, caseId)
    if (!supportCase) return refuse({ kind: 'case-not-found' })
    const by = { side: 'office', personId: personOf(permit) } as const
    return stepOn(deps, tx, permit, { supportCase, stepId, step, by })
  }
