import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/point-prices'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actionsOf,
  memberProblems,
  pageForMember,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import { decideProblems } from '#platform/dated-changes/problems.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { priceShown, pricesOf, servicesOfferedOn } from '#points/points/index.ts'
import type { PriceProposal } from './contract.ts'
import type { OperatorPricesDeps } from './deps.ts'
import { showProposals, showToOffice } from './show-proposal.ts'
import { findProposal, proposalsPage } from './store.ts'

type Own = ResponseOf<typeof contracts.viewOwnPointPrices>
type Listed = ResponseOf<typeof contracts.listPriceProposals>

/** The points that the organisation operates, with their prices, for members of its account. */
export const viewOwnPointPrices = operation({
  contract: contracts.viewOwnPointPrices,
  problems: memberProblems,
  handle:
    ({ db, clock, accounts, organisations, registration }: OperatorPricesDeps) =>
    (permit, { organisationId }): Promise<Result<Own, MemberRefusal>> =>
      db.read(async (tx): Promise<Result<Own, MemberRefusal>> => {
        const viewing = { organisationId, action: 'view' } as const
        const member = await accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const organisation = await organisations.organisationById(tx, organisationId)
        if (!organisation) throw new Error(`account ${organisationId} has no organisation`)
        const points = await registration.pointsOfPointOperator(tx, organisation.businessId)
        const prices = Map.groupBy(
          await pricesOf(
            tx,
            points.map(({ pointId }) => pointId),
          ),
          ({ pointId }) => pointId,
        )
        const offered = await servicesOfferedOn(tx, dateInHelsinki(clock.now()))
        const may = await accounts.checkMember(tx, permit, { ...viewing, at: 'changePrices' })
        return ok({
          points: points.map(({ pointId, name, details }) => ({
            ...{ pointId, name },
            services: [...(details?.services ?? offered)],
            prices: (prices.get(pointId) ?? []).map(priceShown),
          })),
          mayPropose: may.ok,
        })
      }),
})

const placeOf = ({ proposalId, proposed }: PriceProposal) => ({ at: proposed.at, id: proposalId })

/** Proposals for the organisation's points, those that the office entered for it too. */
export const listOwnPriceProposals = operation({
  contract: contracts.listOwnPriceProposals,
  problems: { ...memberProblems, ...cursorProblems },
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, requested): Promise<Result<Listed, MemberRefusal | CursorRefusal>> =>
      deps.db.read((tx) =>
        pageForMember(deps, tx, permit, requested, {
          at: 'view',
          find: (sought) => proposalsPage(tx, sought),
          placeOf,
          show: async (page, { role }) => ({
            proposals: await showProposals(deps, tx, page, {
              may: ({ isByOffice }) =>
                isByOffice || !actionsOf[role].includes('changePrices') ? [] : ['withdraw'],
              namesOfficers: false,
            }),
          }),
        }),
      ),
})

/** Proposals for a point, for the office. Only case officers are named, with the step that each took. */
export const listPriceProposals = operation({
  contract: contracts.listPriceProposals,
  problems: cursorProblems,
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, { pointId, ...requested }): Promise<Result<Listed, CursorRefusal>> =>
      deps.db.read((tx) =>
        showPage(requested, {
          find: (sought) => proposalsPage(tx, { ...sought, pointId }),
          placeOf,
          show: async (page) => ({ proposals: await showToOffice(deps, tx, permit, page) }),
        }),
      ),
})

type Viewed = Result<
  ResponseOf<typeof contracts.viewPriceProposal>,
  { readonly kind: 'price-proposal-not-found' }
>

export const viewPriceProposal = operation({
  contract: contracts.viewPriceProposal,
  problems: {
    'price-proposal-not-found': decideProblems('price-proposal-not-found')[
      'price-proposal-not-found'
    ],
  },
  handle:
    (deps: OperatorPricesDeps) =>
    (permit, { proposalId }): Promise<Viewed> =>
      deps.db.read(async (tx): Promise<Viewed> => {
        const found = await findProposal(tx, proposalId)
        const [shown] = found ? await showToOffice(deps, tx, permit, [found]) : []
        return shown ? ok(shown) : refuse({ kind: 'price-proposal-not-found' })
      }),
})
