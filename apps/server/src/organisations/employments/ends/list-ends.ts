import * as api from '@sotevarmenne/api/employment-ends'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import type { EmploymentEndWithdrawn, ReportedEnd } from '../contract.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { factsFilter } from '../domain/is-found.ts'
import { organisationFor, type OrganisationRefusal } from '../prepare-orders.ts'
import { viewProblems } from '../problems.ts'
import { recordRowsShown } from '../record-rows-shown.ts'
import { texts } from '../texts.ts'
import { forEnding } from './end-employment.ts'
import { endsOfOrganisation, lockEnd, settleEnds } from './store.ts'

type Response = ResponseOf<typeof api.listReportedEnds>

/** The organisation's reports, planned and past (R483). Recorded as access to each person shown. */
export const listReportedEnds = operation({
  contract: api.listReportedEnds,
  problems: { ...viewProblems, ...cursorProblems },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit,
      { organisationId, state, search, ...requested },
    ): Promise<Result<Response, OrganisationRefusal | CursorRefusal>> =>
      deps.db.write(async (tx): Promise<Result<Response, OrganisationRefusal | CursorRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        return showPage(requested, {
          find: (sought) =>
            endsOfOrganisation(tx, deps.sealing, {
              ...{ ...sought, organisationId, state },
              isFound: factsFilter({ search }),
            }),
          placeOf: ({ reportedAt, endId }) => ({ at: reportedAt, id: endId }),
          show: async (page) => {
            await recordRowsShown(deps, tx, permit, page)
            return { ends: page.map(show) }
          },
        })
      }),
})

export type WithdrawEndRefusal =
  OrganisationRefusal | { readonly kind: 'employment-end-not-found' | 'employment-end-not-planned' }

/** Withdraws a planned end, until the job has carried it out (R482). */
export const withdrawEmploymentEnd = operation({
  contract: api.withdrawEmploymentEnd,
  problems: {
    ...viewProblems,
    'employment-end-not-found': { status: 404, ...texts.endNotFound },
    'employment-end-not-planned': { status: 409, ...texts.endNotPlanned },
  },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Permit<'employments.endEmployment'>,
      { organisationId, endId }: InputOf<typeof api.withdrawEmploymentEnd>,
    ): Promise<Result<api.ReportedEndView, WithdrawEndRefusal>> =>
      forEnding<api.ReportedEndView, WithdrawEndRefusal>(
        deps,
        permit,
        organisationId,
        async (tx) => {
          const end = await lockEnd(tx, deps.sealing, endId)
          if (end?.organisationId !== organisationId)
            return refuse({ kind: 'employment-end-not-found' })
          const now = deps.clock.now()
          if (end.standing.state !== 'planned' || end.dueAt <= now)
            return refuse({ kind: 'employment-end-not-planned' })
          const standing = { state: 'withdrawn', settledAt: now } as const
          await settleEnds(tx, [end.endId], standing)
          const personId = (await deps.people.findByIdentityCode(tx, end.facts.identityCode))
            ?.personId
          const event: EmploymentEndWithdrawn = {
            ...{ type: 'EmploymentEndWithdrawn', organisationId, endId: end.endId },
            ...(personId !== undefined && { about: { personId } }),
          }
          await deps.record(tx, event, permit)
          return ok(show({ ...end, standing }))
        },
      ),
})

const show = ({
  endId,
  facts,
  lastDay,
  reportedAt,
  standing,
}: ReportedEnd): api.ReportedEndView => ({
  ...{ endId, state: standing.state, lastDay, reportedAt: formatInstant(reportedAt) },
  ...(facts.name === undefined ? { bornAs: facts.identityCode.slice(0, 6) } : { name: facts.name }),
  ...(facts.unit !== undefined && { unit: facts.unit }),
  ...(standing.state !== 'planned' && { settledAt: formatInstant(standing.settledAt) }),
})
