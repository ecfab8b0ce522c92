import type { Nothing } from '#platform/endpoint.ts'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/point-prices'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { actForMember, actionProblems, type ActionRefusal } from '#organisations/accounts/index.ts'
import { enteringProblems } from '#organisations/registry/index.ts'
import { decideProblems } from '#platform/dated-changes/problems.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  pointNotFoundProblems,
  priceProblems,
  type PriceRefusal,
  type ServiceNotOffered,
} from '#points/points/index.ts'
import type { PointPriceDecided, PriceProposal } from './contract.ts'
import type { OperatorPricesDeps } from './deps.ts'
import { checkDecision, type DecisionRefusal } from './domain/price-proposal.ts'
import { operatorOf } from './operator-of.ts'
import { showToOffice } from './show-proposal.ts'
import { findProposal, lockWaiting, saveDecision } from './store.ts'
import { texts } from './texts.ts'

type NotFound = { readonly kind: 'price-proposal-not-found' }

export type DecidePointPriceRefusal =
  | NotFound
  | DecisionRefusal
  | PriceRefusal
  | ServiceNotOffered
  | { readonly kind: 'organisation-ceased' }
  | { readonly kind: 'point-not-found' }
  | { readonly kind: 'point-of-another-operator' }

type Decided = Result<ResponseOf<typeof contracts.decidePointPrice>, DecidePointPriceRefusal>

/** A case officer approves a price: it is set from its first day. Or rejects or withdraws it (R471). */
export const decidePointPrice = operation({
  contract: contracts.decidePointPrice,
  problems: {
    ...decideProblems('price-proposal-not-found'),
    ...pointNotFoundProblems,
    ...priceProblems,
    'organisation-ceased': enteringProblems['organisation-ceased'],
    'point-of-another-operator': { status: 409, ...texts.pointOfAnotherOperator },
    'proposed-by-another': { status: 403, ...texts.proposedByAnother },
    'reason-missing': { status: 422, ...texts.reasonMissing },
  },
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, { proposalId, decision, because }): Promise<Decided> =>
      deps.db.write(async (tx): Promise<Decided> => {
        const proposal = await lockWaiting(tx, proposalId)
        if (!proposal) return refuse({ kind: 'price-proposal-not-found' })
        const { proposed, price } = proposal
        const by = personOf(permit)
        const checked = checkDecision(
          { proposedBy: proposed.by, validFrom: price.validFrom },
          { decision, because, by, today: dateInHelsinki(deps.clock.now()) },
        )
        if (!checked.ok) return checked
        if (decision === 'approve') {
          const set = await setApproved(deps, tx, permit, proposal)
          if (!set.ok) return set
        }
        await decided(deps, tx, permit, proposal, { state: states[decision], because })
        const saved = await findProposal(tx, proposalId)
        const [shown] = saved ? await showToOffice(deps, tx, permit, [saved]) : []
        if (!shown) throw new Error(`decided proposal ${proposalId} was not found`)
        return ok(shown)
      }),
})

const states = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const

/** Meanwhile the point may have another operator, its operator may have ceased, or the price changed. */
async function setApproved(
  deps: OperatorPricesDeps,
  tx: Tx,
  permit: Permit<'pointPrices.decide'>,
  { price, organisationId }: PriceProposal,
): Promise<Result<void, DecidePointPriceRefusal>> {
  const point = await deps.registration.findPoint(tx, price.pointId)
  if (!point) return refuse({ kind: 'point-not-found' })
  const operator = await operatorOf(deps, tx, point)
  if (operator?.organisationId !== organisationId)
    return refuse({ kind: 'point-of-another-operator' })
  if (operator && (await deps.organisations.hasCeased(tx, operator.organisationId)))
    return refuse({ kind: 'organisation-ceased' })
  const set = await deps.registration.setPrice(tx, permit, price)
  return set.ok ? ok(undefined) : set
}

/** A member responsible for the operator's billing withdraws what it proposed, while it waits. */
export const withdrawOwnPointPrice = operation({
  contract: contracts.withdrawOwnPointPrice,
  problems: {
    ...actionProblems,
    'price-proposal-not-found': decideProblems('price-proposal-not-found')[
      'price-proposal-not-found'
    ],
  },
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, { organisationId, proposalId }): Promise<Result<Nothing, NotFound | ActionRefusal>> =>
      actForMember<Nothing, NotFound>(
        deps,
        permit,
        { organisationId, action: 'changePrices' },
        async (tx) => {
          const proposal = await lockWaiting(tx, proposalId)
          if (proposal?.organisationId !== organisationId || proposal.isByOffice)
            return refuse({ kind: 'price-proposal-not-found' })
          await decided(deps, tx, permit, proposal, { state: 'withdrawn' })
          return ok({})
        },
      ),
})

async function decided(
  { clock, record }: OperatorPricesDeps,
  tx: Tx,
  permit: Permit,
  { proposalId, organisationId, price: { pointId } }: PriceProposal,
  {
    state,
    because,
  }: {
    readonly state: (typeof states)[keyof typeof states]
    readonly because?: string | undefined
  },
): Promise<void> {
  await saveDecision(tx, proposalId, { state, by: personOf(permit), at: clock.now(), because })
  const event: PointPriceDecided = {
    type: eventOf[state],
    ...{ proposalId, pointId },
    ...(organisationId !== undefined && { organisationId }),
  }
  await record(tx, event, permit)
}

const eventOf = {
  approved: 'PointPriceApproved',
  rejected: 'PointPriceRejected',
  withdrawn: 'PointPriceWithdrawn',
} as const
