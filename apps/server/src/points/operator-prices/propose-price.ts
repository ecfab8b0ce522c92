import { randomUUID } from 'node:crypto'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/point-prices'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { actForMember, actionProblems, type ActionRefusal } from '#organisations/accounts/index.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import { proposeProblems } from '#platform/dated-changes/problems.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { PointId } from '#points/points/contract.ts'
import {
  checkOffered,
  checkPrice,
  pointNotFoundProblems,
  priceProblems,
  pricesOf,
  type PriceRefusal,
  type ServiceNotOffered,
} from '#points/points/index.ts'
import type { PointPriceProposed, PriceProposal, PriceProposalId } from './contract.ts'
import type { OperatorPricesDeps } from './deps.ts'
import { checkDays, type DayRefusal } from './domain/price-proposal.ts'
import { operatorOf } from './operator-of.ts'
import { insertProposal } from './store.ts'
import { texts } from './texts.ts'

type Proposed = Result<ResponseOf<typeof contracts.proposePointPrice>, ProposeRefusal>

export type ProposeRefusal =
  | PriceRefusal
  | ServiceNotOffered
  | DayRefusal
  | { readonly kind: 'change-already-proposed' }
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'point-not-found' }

const problems = {
  ...pointNotFoundProblems,
  ...priceProblems,
  ...proposeProblems,
  'decided-in-the-future': { status: 422, ...texts.decidedInTheFuture },
  'organisation-ceased': enteringProblems['organisation-ceased'],
} as const

/** The operator proposes a price of its own point; the point of another organisation is not found. */
export const proposeOwnPointPrice = operation({
  contract: contracts.proposeOwnPointPrice,
  problems: { ...actionProblems, ...problems },
  handle:
    (deps: OperatorPricesDeps) =>
    (
      permit,
      { organisationId, ...proposed },
    ): Promise<Result<{ proposalId: string }, ProposeRefusal | ActionRefusal>> =>
      actForMember<{ proposalId: string }, ProposeRefusal>(
        deps,
        permit,
        { organisationId, action: 'changePrices' },
        async (tx) => {
          const point = await deps.registration.findPoint(tx, proposed.pointId)
          const operator = point && (await operatorOf(deps, tx, point))
          if (operator?.organisationId !== organisationId)
            return refuse({ kind: 'point-not-found' })
          return propose(deps, tx, permit, { ...proposed, organisationId, isByOffice: false })
        },
      ),
})

/** A case officer enters what an operator without an account has decided. Another one approves it. */
export const proposePointPrice = operation({
  contract: contracts.proposePointPrice,
  problems,
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, proposed): Promise<Proposed> =>
      deps.db.write(async (tx): Promise<Proposed> => {
        const point = await deps.registration.findPoint(tx, proposed.pointId)
        if (!point) return refuse({ kind: 'point-not-found' })
        const operator = await operatorOf(deps, tx, point)
        return propose(deps, tx, permit, {
          ...{ ...proposed, isByOffice: true },
          ...(operator && { organisationId: operator.organisationId }),
        })
      }),
})

async function propose(
  deps: OperatorPricesDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    isByOffice,
    operatorDecision,
    pointId,
    validFrom,
    validTo,
    ...terms
  }: InputOf<typeof contracts.proposePointPrice> &
    Pick<PriceProposal, 'isByOffice' | 'organisationId'>,
): Promise<Proposed> {
  const at = deps.clock.now()
  if (organisationId !== undefined && (await deps.organisations.hasCeased(tx, organisationId)))
    return refuse({ kind: 'organisation-ceased' })
  const price = {
    ...{ ...terms, pointId: pointId as PointId, validFrom: localDate(validFrom) },
    ...(validTo !== undefined && { validTo: localDate(validTo) }),
  }
  const decidedOn = localDate(operatorDecision.decidedOn)
  const checked = checkPrice(price, await pricesOf(tx, [pointId]))
  if (!checked.ok) return checked
  const days = checkDays({ validFrom: price.validFrom, decidedOn }, dateInHelsinki(at))
  if (!days.ok) return days
  const offered = await checkOffered(tx, price.service, price.validFrom)
  if (!offered.ok) return offered

  const proposalId = randomUUID() as string as PriceProposalId
  const isNew = await insertProposal(tx, {
    ...{ proposalId, price, isByOffice, state: 'waiting' },
    operatorDecision: { ...operatorDecision, decidedOn },
    ...(organisationId !== undefined && { organisationId }),
    proposed: { by: personOf(permit), at },
  })
  if (!isNew) return refuse({ kind: 'change-already-proposed' })
  const event: PointPriceProposed = {
    type: 'PointPriceProposed',
    ...{ proposalId, pointId },
    ...(organisationId !== undefined && { organisationId }),
  }
  await deps.record(tx, event, permit)
  return ok({ proposalId })
}
