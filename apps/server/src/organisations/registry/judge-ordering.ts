import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { MemberProduct } from '#cards/products/contract.ts'
import { hasEnded } from '#people/registers/index.ts'
import type { Basis, Organisation, Paper, Unit } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { asKept, decideOrdering, type OrderingRefusal } from './domain/ordering.ts'
import type { NotRegistered } from './domain/registered.ts'
import { organisationById, organisationByBusinessId, papersOf } from './store.ts'
import { hasAnyCeased } from './stores/businesses.ts'

/** What is to be ordered, as the order says it. */
export type Ordering = {
  readonly organisationId: string
  readonly unitOid?: string
  readonly product: MemberProduct
  readonly pointId: string
  readonly on: LocalDate
}

export type OrderingAllowed = {
  readonly organisation: Organisation
  readonly unit?: Unit
  readonly basis: Basis
}

export type OrderingNotAllowed =
  | OrderingRefusal
  | { readonly kind: 'organisation-not-found' }
  | { readonly kind: 'unit-unknown'; readonly oid: string }
  | NotRegistered

type NotCoded = Exclude<NotRegistered, { kind: 'organisation-ceased' }>

/** May it be ordered now, by the papers as they are in this transaction? An end that commits first wins. */
export const judgeOrdering =
  (deps: Pick<OrganisationsDeps, 'codes' | 'points'>) =>
  async (
    tx: Tx,
    { organisationId, unitOid, product, pointId, on }: Ordering,
  ): Promise<Result<OrderingAllowed, OrderingNotAllowed>> => {
    const organisation = await organisationById(tx, organisationId)
    if (!organisation) return refuse({ kind: 'organisation-not-found' })
    const unit = organisation.units.find(({ oid }) => oid === unitOid)
    if (unitOid !== undefined && !unit) return refuse({ kind: 'unit-unknown', oid: unitOid })

    const papers = await papersAt(deps, tx, { organisationIds: [organisationId], pointId })
    const basis = decideOrdering(
      { organisation, product, ...(unit && { unit: unit.oid }), pointId, on },
      papers,
    )
    if (!basis.ok) return basis
    const { authorisationId } = basis.value
    const paper = papers.find(({ paperId }) => paperId === authorisationId)
    const authorised =
      paper?.kind === 'authorisation' ? await organisationById(tx, paper.authorised) : undefined
    // What the register said of both sides when it was asked last: no order waits for it (R279).
    const sides = [organisation, ...(authorised ? [authorised] : [])]
    if (
      await hasAnyCeased(
        tx,
        sides.map((each) => each.organisationId),
      )
    )
      return refuse({ kind: 'organisation-ceased' })
    if (authorised) {
      const other = await judgeCoded(deps, tx, { organisation: authorised, unit: undefined, on })
      if (!other.ok) return other
    }
    const coded = await judgeCoded(deps, tx, { organisation, unit, on })
    return coded.ok ? ok({ organisation, ...(unit && { unit }), basis: basis.value }) : coded
  }

/** The papers of organisations, as they are at the point now (R317). */
export async function papersAt(
  { points }: Pick<OrganisationsDeps, 'points'>,
  tx: Tx,
  {
    organisationIds,
    pointId,
  }: { readonly organisationIds: readonly string[]; readonly pointId: string },
): Promise<readonly Paper[]> {
  const papers = await papersOf(tx, organisationIds)
  if (!papers.some(({ isSigned }) => isSigned)) return papers
  const point = (await points.findPoints(tx, [pointId])).get(pointId)
  const businessId = point?.details?.keeperBusinessId as BusinessId | undefined
  const keeper = businessId && (await organisationByBusinessId(tx, businessId))
  return asKept(papers, { pointId, keeperId: keeper ? keeper.organisationId : undefined })
}

/** Whether the code service still has whom the certificates will name (R260): what was dissolved or merged has ended there. */
async function judgeCoded(
  { codes }: Pick<OrganisationsDeps, 'codes'>,
  tx: Tx,
  {
    organisation: { kind, oid },
    unit,
    on,
  }: Pick<OrderingAllowed, 'organisation'> & {
    readonly unit: Unit | undefined
    readonly on: LocalDate
  },
): Promise<Result<undefined, NotCoded>> {
  if (kind !== 'other-body' && (await hasEnded(codes, tx, { oid, on })))
    return refuse({ kind: 'organisation-not-in-code-service', oid })
  return unit && (await hasEnded(codes, tx, { oid: unit.oid, on }))
    ? refuse({ kind: 'unit-not-in-code-service', oid: unit.oid })
    : ok(undefined)
}
