import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { MemberProduct } from '#products/contract.ts'
import type { Basis, Organisation, Unit } from './contract.ts'
import { decideOrdering, type OrderingRefusal } from './domain/ordering.ts'
import { organisationById, papersOf } from './store.ts'

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

/** May it be ordered now, by the papers as they are in this transaction? An end that commits first wins. */
export async function judgeOrdering(
  tx: Tx,
  { organisationId, unitOid, product, pointId, on }: Ordering,
): Promise<Result<OrderingAllowed, OrderingNotAllowed>> {
  const organisation = await organisationById(tx, organisationId)
  if (!organisation) return refuse({ kind: 'organisation-not-found' })
  const unit = organisation.units.find(({ oid }) => oid === unitOid)
  if (unitOid !== undefined && !unit) return refuse({ kind: 'unit-unknown', oid: unitOid })

  const basis = decideOrdering(
    { organisation, product, ...(unit && { unit: unit.oid }), pointId, on },
    await papersOf(tx, [organisationId]),
  )
  return basis.ok ? ok({ organisation, ...(unit && { unit }), basis: basis.value }) : basis
}
