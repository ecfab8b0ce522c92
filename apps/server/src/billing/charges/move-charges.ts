import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { moveCharges as contract } from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { ChargesMoved } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import type { OrganisationNotFound } from './change-cost-centre.ts'
import { moveOpenCharges } from './store.ts'

export type MoveChargesRefusal =
  | OrganisationNotFound
  /** Everything is invoiced, or it would stay where it is. */
  | { readonly kind: 'nothing-to-move' }

/**
 * What is owed and not invoiced goes to the organisation that the other has merged into (R232): what keepers of registration
 * points are owed too, whose sums are not told (R264).
 */
export const moveCharges =
  ({ db, record, customersOf, customerOf }: ChargesDeps) =>
  (
    permit: Permit<'fees.moveCharges'>,
    { organisationId, businessId }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, MoveChargesRefusal>> =>
    db.write(async (tx): Promise<Result<AnswerOf<typeof contract>, MoveChargesRefusal>> => {
      const from = (await customersOf(tx, [organisationId])).get(organisationId)
      const to = await customerOf(tx, businessId)
      if (!from || !to) return refuse({ kind: 'organisation-not-found' })
      if (to.organisationId === organisationId) return refuse({ kind: 'nothing-to-move' })
      const moved = await moveOpenCharges(tx, { organisationId, to: to.organisationId })
      if (moved.length === 0) return refuse({ kind: 'nothing-to-move' })

      for (const ofSeller of moved) {
        const event: ChargesMoved = {
          type: 'ChargesMoved',
          ...{ organisationId, to: to.organisationId, ...ofSeller },
        }
        await record(tx, event, permit)
      }
      const { name, customerNumber } = to
      const own = moved.find(({ sellerId }) => sellerId === 'service')
      return ok({
        organisation: { organisationId: to.organisationId, name, customerNumber },
        ...{ charges: own?.charges ?? 0, netCents: own?.netCents ?? 0 },
        // Whoever goes on asks itself for nothing: that is recorded, but it is no keeper that asks.
        keepers: moved.filter(
          ({ sellerId }) => sellerId !== 'service' && sellerId !== to.organisationId,
        ).length,
      })
    })
