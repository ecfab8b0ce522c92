import * as contracts from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { memberProductOf } from '#cards/products/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { EmploymentsDeps } from './deps.ts'
import { showNotAllowed, type ListPreparedRefusal } from './list-prepared.ts'
import { organisationFor, type OrganisationRefusal } from './prepare-orders.ts'
import { viewProblems } from './problems.ts'
import { countPrepared } from './store.ts'

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
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        return deps.cards.listCardsOfEmployer(tx, permit, requested)
      }),
})

/** How long before its last day an agreement is to be renewed. */
const soon = 60

/** What has to be done so that its people have valid cards. Counts only: nobody's data are shown. */
export const viewCardTasks = operation({
  contract: contracts.viewCardTasks,
  problems: viewProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (permit, { organisationId }): Promise<Result<Tasks, OrganisationRefusal>> =>
      deps.db.read(async (tx): Promise<Result<Tasks, OrganisationRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'read' } as const
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        const { allowed, prepared, cards, ...tasks } = await tasksOf(deps)(tx, organisationId)
        return ok({
          product: memberProductOf(organisation.value.kind),
          ...(!allowed.ok && { notNow: showNotAllowed(allowed.refusal) }),
          ...tasks,
          ...{ endingCards: cards.ending, drafts: prepared.draft },
          ...{ heldCards: cards.held, waitingOrders: prepared.waits },
        })
      }),
})

type Tasks = ResponseOf<typeof contracts.viewCardTasks>

/** What the organisation has to do about its people's cards, and its prepared orders by state. */
export const tasksOf =
  (deps: Pick<EmploymentsDeps, 'clock' | 'organisations' | 'cards'>) =>
  async (tx: Tx, organisationId: string) => {
    const on = dateInHelsinki(deps.clock.now())
    const allowed = await deps.organisations.checkPreparing(tx, { organisationId, on })
    const until = allowed.ok ? allowed.value.until : undefined
    return {
      allowed,
      ...(until !== undefined && until <= addDays(on, soon) && { agreementEndsOn: until }),
      cards: await deps.cards.countHeldCards(tx, organisationId),
      prepared: await countPrepared(tx, organisationId),
    }
  }
