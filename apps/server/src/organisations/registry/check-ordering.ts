import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { hasEnded } from '#people/registers/index.ts'
import type { Basis, Organisation, Agreement, Unit } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import {
  asOperatedNow,
  decideOrdering,
  decidePreparing,
  type OrderingRefusal,
  type PreparingAllowed,
  type PreparingNotAllowed,
} from './domain/ordering.ts'
import type { NotRegistered } from './domain/registered.ts'
import { organisationById, organisationByBusinessId, agreementsOf } from './store.ts'
import { hasAnyCeased } from './stores/businesses.ts'

/** The content of an order, as requested. */
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
  | { readonly kind: 'unit-not-found'; readonly oid: string }
  | NotRegistered

type NotCoded = Exclude<NotRegistered, { kind: 'organisation-ceased' }>

/**
 * May it be ordered now, by the agreements as they are in this transaction? An end that commits first wins.
 */
export const checkOrdering =
  (deps: Pick<OrganisationsDeps, 'codes' | 'points'>) =>
  async (
    tx: Tx,
    { organisationId, unitOid, product, pointId, on }: Ordering,
  ): Promise<Result<OrderingAllowed, OrderingNotAllowed>> => {
    const organisation = await organisationById(tx, organisationId)
    if (!organisation) return refuse({ kind: 'organisation-not-found' })
    const unit = organisation.units.find(({ oid }) => oid === unitOid)
    if (unitOid !== undefined && !unit) return refuse({ kind: 'unit-not-found', oid: unitOid })

    const agreements = await agreementsAt(deps, tx, { organisationIds: [organisationId], pointId })
    const basis = decideOrdering(
      { organisation, product, ...(unit && { unit: unit.oid }), pointId, on },
      agreements,
    )
    if (!basis.ok) return basis
    const { delegationId } = basis.value
    const agreement = agreements.find(({ agreementId }) => agreementId === delegationId)
    const delegate =
      agreement?.kind === 'delegation' ? await organisationById(tx, agreement.delegate) : undefined
    // The register's last response about both sides: no order waits for it (R279).
    const sides = [organisation, ...(delegate ? [delegate] : [])]
    if (
      await hasAnyCeased(
        tx,
        sides.map((each) => each.organisationId),
      )
    )
      return refuse({ kind: 'organisation-ceased' })
    if (delegate) {
      const other = await checkCoded(deps, tx, { organisation: delegate, unit: undefined, on })
      if (!other.ok) return other
    }
    const coded = await checkCoded(deps, tx, { organisation, unit, on })
    return coded.ok ? ok({ organisation, ...(unit && { unit }), basis: basis.value }) : coded
  }

/** May orders be prepared for its people, by its agreements as they are in this transaction (R421)? */
export const checkPreparing = async (
  tx: Tx,
  { organisationId, on }: Pick<Ordering, 'organisationId' | 'on'>,
): Promise<Result<PreparingAllowed, PreparingNotAllowed>> =>
  decidePreparing(
    (await agreementsOf(tx, [organisationId])).filter(
      (one) => one.organisationId === organisationId,
    ),
    on,
  )

/** The agreements of organisations, as they apply at the point now (R317). */
export async function agreementsAt(
  { points }: Pick<OrganisationsDeps, 'points'>,
  tx: Tx,
  {
    organisationIds,
    pointId,
  }: { readonly organisationIds: readonly string[]; readonly pointId: string },
): Promise<readonly Agreement[]> {
  const agreements = await agreementsOf(tx, organisationIds)
  if (!agreements.some(({ isSigned }) => isSigned)) return agreements
  const point = (await points.findPoints(tx, [pointId])).get(pointId)
  const businessId = point?.details?.pointOperatorBusinessId as BusinessId | undefined
  const pointOperator = businessId && (await organisationByBusinessId(tx, businessId))
  return asOperatedNow(agreements, {
    pointId,
    pointOperatorId: pointOperator ? pointOperator.organisationId : undefined,
  })
}

/**
 * Whether the code service still has the organisation in the certificates (R260): a dissolved or merged one
 * has ended there.
 */
async function checkCoded(
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
