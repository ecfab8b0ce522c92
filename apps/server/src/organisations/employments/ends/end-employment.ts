import * as api from '@sotevarmenne/api/employment-ends'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import type { EmployeeLookedUp } from '../contract.ts'
import type { EmploymentsDeps } from '../deps.ts'
import { faultOfLastDay, type LastDayFault } from '../domain/check-last-day.ts'
import { organisationFor, type OrganisationRefusal } from '../prepare-orders.ts'
import { endProblems, lastDayProblems, viewProblems } from '../problems.ts'
import { texts } from '../texts.ts'
import { lookUpEmployees, type Employee } from './look-up-employees.ts'
import { dueAfter, planEnds, reportEnded, type EndToReport } from './report-ends.ts'

type Ending = Permit<'employments.endEmployment'>

export type EndingRefusal = OrganisationRefusal | { readonly kind: LastDayFault }
type CodeRefusal = { readonly kind: 'identity-code-wrong' }
type CardRefusal = { readonly kind: 'card-not-found' }

const cardProblems = { 'card-not-found': { status: 404, ...texts.cardNotFound } } as const

export type PreviewEndRefusal = EndingRefusal | CodeRefusal | CardRefusal

type Preview = ResponseOf<typeof api.previewEmploymentEnd>

/**
 * Whose employment it is, by what the organisation itself has of the person (R480). Of a stranger nothing is shown,
 * known to the service or not.
 */
export const previewEmploymentEnd = operation({
  contract: api.previewEmploymentEnd,
  problems: { ...endProblems, ...cardProblems },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Ending,
      { of, ...requested }: InputOf<typeof api.previewEmploymentEnd>,
    ): Promise<Result<Preview, PreviewEndRefusal>> =>
      ending<Preview, PreviewEndRefusal>(
        deps,
        permit,
        {
          ...requested,
          whom: (tx) =>
            'cardId' in of
              ? ofCard(deps, tx, { ...requested, ...of })
              : Promise.resolve(readCode(of.identityCode)),
        },
        async (tx, { employee }) => {
          const { personId, name, planned, endedOn } = employee
          const seen: EmployeeLookedUp = {
            ...{ type: 'EmployeeLookedUp', organisationId: requested.organisationId },
            ...(personId !== undefined && { about: { personId } }),
          }
          await deps.record(tx, seen, permit)
          return {
            ...(name !== undefined && { name }),
            cards: showCards(employee),
            preparedOrders: employee.prepared.length,
            ...(planned !== undefined && { plannedFor: planned.lastDay }),
            ...(endedOn !== undefined && { endedOn }),
          }
        },
      ),
})

const showCards = ({ cards }: Employee) => cards.map(({ name: _, ...card }) => card)

type Response = ResponseOf<typeof api.endEmployment>

/**
 * The employer reports the end of an employment: today, which ends it at once, or on a later day, which plans it.
 * The response does not reveal whether the person is known (R219).
 */
export const endEmployment = operation({
  contract: api.endEmployment,
  problems: endProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Ending,
      { identityCode, ...requested }: InputOf<typeof api.endEmployment>,
    ): Promise<Result<Response, EndingRefusal | CodeRefusal>> =>
      ending<Response, EndingRefusal | CodeRefusal>(
        deps,
        permit,
        { ...requested, whom: () => Promise.resolve(readCode(identityCode)) },
        report(deps, permit, requested.organisationId),
      ),
})

/** The same for the holder of a card that is bound to the organisation (R422). */
export const endEmploymentOfCard = operation({
  contract: api.endEmploymentOfCard,
  problems: { ...viewProblems, ...cardProblems, ...lastDayProblems },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit: Ending,
      { cardId, ...requested }: InputOf<typeof api.endEmploymentOfCard>,
    ): Promise<Result<Response, EndingRefusal | CardRefusal>> =>
      ending<Response, EndingRefusal | CardRefusal>(
        deps,
        permit,
        { ...requested, whom: (tx) => ofCard(deps, tx, { ...requested, cardId }) },
        report(deps, permit, requested.organisationId),
      ),
})

const report =
  (deps: EmploymentsDeps, permit: Ending, organisationId: string) =>
  async (tx: Tx, end: EndToReport): Promise<Response> => {
    const { lastDay } = end
    if (lastDay === dateInHelsinki(deps.clock.now()))
      return reportEnded(deps, tx, permit, { organisationId, ...end })
    if (end.employee.planned?.lastDay !== lastDay)
      await planEnds(deps, tx, permit, { organisationId, ends: [end], dueAt: dueAfter })
    return { cancelled: 0, stopped: 0, withdrawn: 0, plannedFor: lastDay }
  }

const readCode = (typed: string): Result<IdentityCode, CodeRefusal> => {
  const identityCode = parseIdentityCode(typed)
  return identityCode.ok ? identityCode : refuse({ kind: 'identity-code-wrong' })
}

async function ofCard(
  { cards, people }: EmploymentsDeps,
  tx: Tx,
  ids: { readonly organisationId: string; readonly cardId: string },
): Promise<Result<IdentityCode, CardRefusal>> {
  const card = await cards.findCardOfEmployer(tx, ids)
  return card === undefined
    ? refuse({ kind: 'card-not-found' })
    : ok(await people.identityCodeOf(tx, card.holder))
}

/** For a member who may report ends: the person and the last day, checked. */
async function ending<Value, Refused>(
  deps: EmploymentsDeps,
  permit: Ending,
  {
    organisationId,
    lastDay: typed,
    whom,
  }: {
    readonly organisationId: string
    readonly lastDay?: string | undefined
    readonly whom: (tx: Tx) => Promise<Result<IdentityCode, Refused>>
  },
  act: (tx: Tx, end: EndToReport) => Promise<Value>,
): Promise<Result<Value, EndingRefusal | Refused>> {
  return forEnding<Value, EndingRefusal | Refused>(deps, permit, organisationId, async (tx) => {
    const today = dateInHelsinki(deps.clock.now())
    const lastDay = typed === undefined ? today : localDate(typed)
    const fault = faultOfLastDay(lastDay, today)
    if (fault !== undefined) return refuse({ kind: fault })
    const found = await whom(tx)
    if (!found.ok) return found
    const identityCode = found.value
    const employees = await lookUpEmployees(deps, tx, {
      ...{ organisationId, identityCodes: [identityCode] },
    })
    return ok(await act(tx, { identityCode, lastDay, employee: employees(identityCode) }))
  })
}

/** Cancelling cards does not wait for the business register: while that is silent, the role is enough. */
export async function forEnding<Value, Refused>(
  deps: EmploymentsDeps,
  permit: Ending,
  organisationId: string,
  act: (tx: Tx) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, OrganisationRefusal | Refused>> {
  const prepared = await deps.accounts.prepareAction(permit, { organisationId, action: 'apply' })
  const requested = prepared.ok
    ? prepared.value
    : ({ organisationId, action: 'view', at: 'apply' } as const)
  return deps.db.write(async (tx): Promise<Result<Value, OrganisationRefusal | Refused>> => {
    const organisation = await organisationFor(deps, tx, permit, requested)
    return organisation.ok ? act(tx) : organisation
  })
}
