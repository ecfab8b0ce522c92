import type { PriceProposalView } from '@sotevarmenne/api/point-prices'
import type { ProposalStep } from '@sotevarmenne/api/values'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import { checkBeginning, mayDo } from '#platform/dated-changes/domain/dated-change.ts'
import type { Permit } from '#platform/permit.ts'
import { officeBy } from '#platform/workflow.ts'
import { priceOn, pricesOf, priceTermsShown } from '#points/points/index.ts'
import type { PriceProposal } from './contract.ts'
import type { OperatorPricesDeps } from './deps.ts'

/** What a viewer may do with a proposal that waits, and whether names of case officers are shown. */
type Viewing = {
  readonly may: (proposal: PriceProposal) => readonly ProposalStep[]
  readonly namesOfficers: boolean
}

type Deps = Pick<OperatorPricesDeps, 'clock' | 'people' | 'registration' | 'organisations'>

/** As a case officer or an auditor sees them. */
export const showToOffice = (
  deps: Deps,
  tx: Tx,
  permit: Permit,
  page: readonly PriceProposal[],
): Promise<PriceProposalView[]> => {
  const { as, personId } = officeBy(permit)
  const approving = { by: personId, today: dateInHelsinki(deps.clock.now()) }
  return showProposals(deps, tx, page, {
    may: ({ proposed, price: { validFrom } }) =>
      as === 'auditor' ? [] : mayDo({ beginsOn: validFrom, proposedBy: proposed.by }, approving),
    namesOfficers: true,
  })
}

/** Each with the price of the service on the day before it. No people of the operator are named. */
export async function showProposals(
  { registration, organisations, people, clock }: Deps,
  tx: Tx,
  page: readonly PriceProposal[],
  { may, namesOfficers }: Viewing,
): Promise<PriceProposalView[]> {
  const today = dateInHelsinki(clock.now())
  const pointIds = [...new Set(page.map(({ price }) => price.pointId))]
  const points = await registration.findPoints(tx, pointIds)
  const operators = await organisations.organisationsByIds(tx, [
    ...new Set(page.flatMap(({ organisationId }) => organisationId ?? [])),
  ])
  const prices = Map.groupBy(await pricesOf(tx, pointIds), ({ pointId }) => pointId)
  const officer = async (personId: string, isOfficer: boolean) => {
    const name = namesOfficers && isOfficer ? await people.personNamed(tx, personId) : undefined
    return name === undefined ? {} : { name }
  }
  const shown: PriceProposalView[] = []
  for (const proposal of page) {
    const { proposalId, price, operatorDecision, isByOffice, proposed, state } = proposal
    const { pointId, service, validFrom } = price
    const point = points.get(pointId)
    const before = priceOn(prices.get(pointId) ?? [], service, addDays(validFrom, -1))
    const isWaiting = state === 'waiting'
    shown.push({
      ...{ proposalId, operatorDecision, state },
      point: { pointId, name: point?.name ?? '' },
      pointOperator:
        operators.get(proposal.organisationId ?? '')?.name ?? point?.details?.pointOperator ?? '',
      price: priceTermsShown(price),
      ...(before && { before: priceTermsShown(before) }),
      proposed: {
        at: formatInstant(proposed.at),
        by: isByOffice ? 'office' : 'operator',
        ...(await officer(proposed.by, isByOffice)),
      },
      ...(!isWaiting && {
        decided: {
          at: formatInstant(proposal.decided.at),
          ...(proposal.decided.because !== undefined && { because: proposal.decided.because }),
          ...(await officer(proposal.decided.by, isByOffice || state !== 'withdrawn')),
        },
      }),
      may: isWaiting ? [...may(proposal)] : [],
      isLate: isWaiting && !checkBeginning(validFrom, today).ok,
    })
  }
  return shown
}
