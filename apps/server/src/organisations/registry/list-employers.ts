import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/organisations'
import type { OrderingOption } from '@sotevarmenne/api/organisations'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { PriceList, PriceListName } from '#cards/products/contract.ts'
import { memberCardPrice, memberProductOf, priceListOf } from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import type { Organisation } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { whatMayBeOrdered, type OrderingAssessment } from './domain/ordering.ts'
import { agreementsAt } from './check-ordering.ts'
import { orderingProblems } from './problems.ts'
import { showName } from './show-organisation.ts'
import { organisationsAtPoint } from './store.ts'

/**
 * For whom the registrar may order which card now, and for whom not and why: organisations with an agreement
 * for the point.
 */
export const listEmployers = operation({
  contract: contracts.listEmployers,
  problems: {},
  handle:
    (deps: Pick<OrganisationsDeps, 'db' | 'clock' | 'points'>) =>
    ({ pointId }, { query }): Promise<Result<ResponseOf<typeof contracts.listEmployers>, never>> =>
      deps.db.read(async (tx) => {
        if (pointId === undefined) return ok({ employers: [], isCut: false })
        const found = await organisationsAtPoint(tx, {
          pointId,
          limit: employersShown + 1,
          ...(query !== undefined && query !== '' && { query }),
        })
        const organisations = found.slice(0, employersShown)
        const on = dateInHelsinki(deps.clock.now())
        const organisationIds = organisations.map(({ organisationId }) => organisationId)
        const agreements = await agreementsAt(deps, tx, { organisationIds, pointId })
        const assessments = Map.groupBy(
          whatMayBeOrdered({ pointId, on }, organisations, agreements, memberProductOf),
          ({ organisation }) => organisation,
        )
        const lists = { standard: await priceListOf(tx, 'standard') }
        return ok({
          employers: organisations.map((organisation) =>
            showEmployer(organisation, assessments.get(organisation) ?? [], { lists, on }),
          ),
          isCut: found.length > employersShown,
        })
      }),
})

/** In one response; a registrar with more organisations searches. */
const employersShown = 50

function showEmployer(
  organisation: Organisation,
  assessments: readonly OrderingAssessment[],
  listed: Listed,
): ResponseOf<typeof contracts.listEmployers>['employers'][number] {
  const product = memberProductOf(organisation.kind)
  const of = (oid: string | undefined): OrderingOption => {
    const one = assessments.find(({ unit }) => unit === oid)
    if (!one) throw new Error('a unit was not checked')
    return showAssessment(one, listed)
  }
  return {
    ...showName(organisation),
    product,
    whole: of(undefined),
    units: organisation.units.map(({ oid, name }) => ({ oid, name, ordering: of(oid) })),
  }
}

type Listed = {
  readonly lists: { readonly [Name in PriceListName]: PriceList }
  readonly on: LocalDate
}

function showAssessment(
  { product, assessment }: OrderingAssessment,
  { lists, on }: Listed,
): OrderingOption {
  if (!assessment.ok) {
    const { kind, ...facts } = assessment.refusal
    const { title, advice } = orderingProblems[kind]
    return { allowed: false, because: { kind, title, advice, facts } }
  }
  const { delegationId, priceList } = assessment.value
  const price = (logsInToPatientSystems: boolean) =>
    memberCardPrice(product, {
      ...{ logsInToPatientSystems, replacesFaulty: false },
      ...{ list: lists[priceList], on },
    })
  return {
    allowed: true,
    onDelegation: delegationId !== undefined,
    price: { whenLoggingIn: price(true), otherwise: price(false) },
  }
}
