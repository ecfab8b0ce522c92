import * as contracts from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { memberProductOf } from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { EmploymentsDeps } from './deps.ts'
import type { ListPreparedRefusal } from './list-prepared.ts'
import { organisationFor } from './prepare-orders.ts'
import { viewProblems } from './problems.ts'

type Response = ResponseOf<typeof contracts.listEmployeeCards>

/** The cards of the organisation's people. Recorded as access to each card shown. */
export const listEmployeeCards = operation({
  contract: contracts.listEmployeeCards,
  problems: { ...viewProblems, ...cursorProblems },
  handle:
    (deps: EmploymentsDeps) =>
    (permit, requested): Promise<Result<Response, ListPreparedRefusal>> =>
      deps.db.write(async (tx): Promise<Result<Response, ListPreparedRefusal>> => {
        const { organisationId } = requested
        const viewing = { organisationId, action: 'view', at: 'apply' } as const
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        const listed = await deps.cards.listCardsOfEmployer(tx, permit, requested)
        if (!listed.ok) return listed
        return ok({
          ...listed.value,
          product: memberProductOf(organisation.value.kind),
          ending: await deps.cards.countEndingCards(tx, organisationId),
        })
      }),
})
