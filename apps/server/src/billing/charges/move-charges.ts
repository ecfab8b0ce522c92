import * as api from '@sotevarmenne/api/fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { ChargesMoved } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import type { OrganisationNotFound } from './change-cost-centre.ts'
import { moveOpenCharges } from './store.ts'
import { texts } from './texts.ts'
import { organisationNotFoundProblems } from './problems.ts'

export type MoveChargesRefusal =
  | OrganisationNotFound
  /** Everything is invoiced, or the successor is the same organisation. */
  | { readonly kind: 'nothing-to-move' }

/**
 * Open charges move to the organisation into which the other has merged (R232): also those of registration
 * point operators, of which the sums are not disclosed (R264).
 */
export const moveCharges = operation({
  contract: api.moveCharges,
  problems: {
    ...organisationNotFoundProblems,
    'nothing-to-move': { status: 409, ...texts.nothingToMove },
  },
  handle:
    ({ db, record, customersOf, customerOf }: ChargesDeps) =>
    (permit, { organisationId, businessId }) =>
      db.write(
        async (tx): Promise<Result<ResponseOf<typeof api.moveCharges>, MoveChargesRefusal>> => {
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
            // A successor owes itself nothing: that is recorded, but there is no operator as creditor.
            pointOperators: moved.filter(
              ({ sellerId }) => sellerId !== 'service' && sellerId !== to.organisationId,
            ).length,
          })
        },
      ),
})
