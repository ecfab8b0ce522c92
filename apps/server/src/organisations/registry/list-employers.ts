import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/organisations'
import type { OrderingAnswer } from '@sotevarmenne/api/organisations'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { PriceList, PriceListName } from '#cards/products/contract.ts'
import { memberCardPrice, memberProductOf, priceListOf } from '#cards/products/index.ts'
import type { Organisation } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { whatMayBeOrdered, type OrderingVerdict } from './domain/ordering.ts'
import { papersAt } from './judge-ordering.ts'
import { orderingProblems } from './problems.ts'
import { showName } from './show-organisation.ts'
import { organisationsAtPoint } from './store.ts'

/** For whom the registrar may order which card now, and for whom not and why: those with a paper that names the point. */
export const listEmployers =
  (deps: Pick<OrganisationsDeps, 'db' | 'clock' | 'points'>) =>
  (
    { pointId }: Permit<'organisations.listEmployers'>,
    { query }: InputOf<typeof contracts.listEmployers>,
  ): Promise<Result<AnswerOf<typeof contracts.listEmployers>, never>> =>
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
      const papers = await papersAt(deps, tx, { organisationIds, pointId })
      const verdicts = Map.groupBy(
        whatMayBeOrdered({ pointId, on }, organisations, papers, memberProductOf),
        ({ organisation }) => organisation,
      )
      const lists = { standard: await priceListOf(tx, 'standard') }
      return ok({
        employers: organisations.map((organisation) =>
          showEmployer(organisation, verdicts.get(organisation) ?? [], { lists, on }),
        ),
        isCut: found.length > employersShown,
      })
    })

/** In one answer; who serves more organisations searches. */
const employersShown = 50

function showEmployer(
  organisation: Organisation,
  verdicts: readonly OrderingVerdict[],
  listed: Listed,
): AnswerOf<typeof contracts.listEmployers>['employers'][number] {
  const product = memberProductOf(organisation.kind)
  const of = (oid: string | undefined): OrderingAnswer => {
    const one = verdicts.find(({ unit }) => unit === oid)
    if (!one) throw new Error('every unit is judged')
    return showVerdict(one, listed)
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

function showVerdict({ product, verdict }: OrderingVerdict, { lists, on }: Listed): OrderingAnswer {
  if (!verdict.ok) {
    const { kind, ...facts } = verdict.refusal
    const { title, advice } = orderingProblems[kind]
    return { answer: 'no', because: { kind, title, advice, facts } }
  }
  const { authorisationId, priceList } = verdict.value
  const price = (logsInToPatientSystems: boolean) =>
    memberCardPrice(product, {
      ...{ logsInToPatientSystems, replacesFaulty: false },
      ...{ list: lists[priceList], on },
    })
  return {
    answer: 'yes',
    onAuthorisation: authorisationId !== undefined,
    price: { whenLoggingIn: price(true), otherwise: price(false) },
  }
}
