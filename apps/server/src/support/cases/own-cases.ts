import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/cases'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CaseId } from './contract.ts'
import type { CasesDeps } from './deps.ts'
import { timesOf } from './case-times.ts'
import { maxOpenCases, type CaseTimes, type SupportCase } from './domain/support-case.ts'
import { insertNewCase } from './insert-case.ts'
import { recordView, showRows, showCase } from './show-case.ts'
import { countOpenCases, lockCase, casesOf } from './store.ts'
import { stepOn, type StepOnRefusal } from './step-on.ts'
import { openCaseProblems, caseNotFoundProblems, stepProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewOwnCase>
type NotFound = { readonly kind: 'case-not-found' }

export type OpenOwnCaseRefusal =
  | { readonly kind: 'too-many-cases' }
  | { readonly kind: 'case-created-before' }
  /** No such renewal, or another person's. */
  | { readonly kind: 'decision-not-found' }

/** The holder writes to the office; the first message has the id of its case (R165). */
export const openOwnCase = operation({
  contract: contracts.openCase,
  problems: openCaseProblems,
  handle:
    (deps: CasesDeps) =>
    (
      permit,
      { caseId: id, kind, subject, text, orderId },
    ): Promise<Result<Shown, OpenOwnCaseRefusal>> => {
      const personId = personOf(permit)
      const reader = { side: 'holder', personId, mayStep: true } as const
      return deps.db.write(async (tx): Promise<Result<Shown, OpenOwnCaseRefusal>> => {
        const before = await lockCase(deps, tx, id)
        if (before && isOwn(before, personId)) return ok(await showCase(deps, tx, before, reader))
        if (before !== undefined) return refuse({ kind: 'case-created-before' })
        if ((await countOpenCases(tx, personId)) >= maxOpenCases)
          return refuse({ kind: 'too-many-cases' })
        if (orderId !== undefined && !(await deps.isRenewalOf(tx, { orderId, personId })))
          return refuse({ kind: 'decision-not-found' })

        const caseId = id as CaseId
        const about = orderId === undefined ? {} : { orderId }
        const opening = { caseId, personId, kind, subject, ...about, text }
        const supportCase = await insertNewCase(deps, tx, permit, opening)
        return ok(await showCase(deps, tx, supportCase, reader))
      })
    },
})

export type StepOnOwnCaseRefusal = NotFound | StepOnRefusal

/** Adds a message, or closes the holder's own case. */
export const stepOnOwnCase = operation({
  contract: contracts.continueOwnCase,
  problems: stepProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { caseId, stepId, step }): Promise<Result<Shown, StepOnOwnCaseRefusal>> => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Promise<Result<Shown, StepOnOwnCaseRefusal>> => {
        const supportCase = await lockCase(deps, tx, caseId)
        if (!supportCase || !isOwn(supportCase, personId) || supportCase.subject === undefined)
          return refuse({ kind: 'case-not-found' })
        const by = { side: 'holder', personId } as const
        const stepped = await stepOn(deps, tx, permit, { supportCase, stepId, step, by })
        if (!stepped.ok) return stepped
        return ok(await showCase(deps, tx, stepped.value, { ...by, mayStep: true }))
      })
    },
})

/** The holder's own cases, newest first. One access record for the page (R51). */
export const listOwnCases = operation({
  contract: contracts.listOwnCases,
  problems: cursorProblems,
  handle:
    (deps: CasesDeps) =>
    (
      permit,
      requested,
    ): Promise<Result<ResponseOf<typeof contracts.listOwnCases>, CursorRefusal>> =>
      deps.db.write((tx) =>
        showPage(requested, {
          find: (sought) => casesOf(deps, tx, { ...sought, of: { personId: personOf(permit) } }),
          placeOf: ({ openedAt, caseId }) => ({ at: openedAt, id: caseId }),
          show: async (page) => ({
            cases: await showRows(deps, tx, page, { side: 'holder', permit }),
            ...(await timesToday(deps, tx)),
          }),
        }),
      ),
})

async function timesToday({ clock }: Pick<CasesDeps, 'clock'>, tx: Tx): Promise<CaseTimes> {
  const state = { kind: 'inquiry', state: 'waiting', changedAt: clock.now() } as const
  return (await timesOf(tx, state)).times
}

export const viewOwnCase = operation({
  contract: contracts.viewOwnCase,
  problems: caseNotFoundProblems,
  handle:
    (deps: CasesDeps) =>
    (permit, { caseId }): Promise<Result<Shown, NotFound>> => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Promise<Result<Shown, NotFound>> => {
        const supportCase = await lockCase(deps, tx, caseId)
        if (!supportCase || !isOwn(supportCase, personId) || supportCase.subject === undefined)
          return refuse({ kind: 'case-not-found' })
        await recordView(deps, tx, supportCase, permit)
        return ok(
          await showCase(deps, tx, supportCase, { side: 'holder', personId, mayStep: true }),
        )
      })
    },
})

/** A case written for an organisation belongs to the organisation. */
const isOwn = ({ personId, organisationId }: SupportCase, who: string): boolean =>
  personId === who && organisationId === undefined
