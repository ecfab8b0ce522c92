import * as contracts from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import { daysOf } from '#platform/paging.ts'
import type { Organisation } from '#organisations/registry/contract.ts'
import { certificateFault, showRefused } from './change-many.ts'
import type { PreparedOrder } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { factsFilter } from './domain/is-found.ts'
import { maxLines } from './domain/read-lines.ts'
import { checkChangeable, organisationFor, type OrganisationRefusal } from './prepare-orders.ts'
import { viewProblems } from './problems.ts'
import { recordRowsShown } from './record-rows-shown.ts'
import type { RowFault } from './row-faults.ts'
import { preparedAmong, preparedOfOrganisation } from './store.ts'

type Response = ResponseOf<typeof contracts.previewPrepared>

/** What an act on many rows would do now (R450). It changes nothing. */
export const previewPrepared = operation({
  contract: contracts.previewPrepared,
  problems: viewProblems,
  handle:
    (deps: EmploymentsDeps) =>
    (permit, { organisationId, action, of }): Promise<Result<Response, OrganisationRefusal>> =>
      deps.db.write(async (tx): Promise<Result<Response, OrganisationRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'apply' } as const
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        const { orders, missing, hasMore } = await ordersOf(deps, tx, organisation.value, of)
        const now = deps.clock.now()
        const isNamed = action === 'attachOwnCertificates'
        const can: Response['can'] = []
        const named: PreparedOrder[] = []
        const refused: { preparedId: string; order?: PreparedOrder; kind: RowFault }[] =
          missing.map((preparedId) => ({ preparedId, kind: 'prepared-order-not-found' }))
        for (const order of orders) {
          const { preparedId, standing } = order
          const changeable = checkChangeable(order, { permit, now })
          const fault = changeable.ok ? faultOf(action, order) : changeable.refusal.kind
          if (fault !== undefined) refused.push({ preparedId, order, kind: fault })
          else if (standing.state === 'draft' || standing.state === 'waits') {
            const { name, reference } = order.facts
            can.push({
              ...{ preparedId, state: standing.state },
              ...(isNamed && { name, reference }),
            })
            if (isNamed) named.push(order)
          }
        }
        await recordRowsShown(deps, tx, permit, named)
        const { refused: cannot, reasons } = await showRefused(deps, tx, permit, refused)
        return ok({ can, cannot, reasons, hasMore })
      }),
})

function faultOf(action: contracts.PreparedBulkAction, order: PreparedOrder): RowFault | undefined {
  if (action === 'withdraw') return undefined
  if (action !== 'send') return certificateFault(order)
  return order.standing.state === 'draft' ? undefined : 'prepared-order-sent-already'
}

async function ordersOf(
  { sealing }: EmploymentsDeps,
  tx: Tx,
  { organisationId, units }: Organisation,
  of: contracts.PreparedChosen,
): Promise<{
  readonly orders: readonly PreparedOrder[]
  readonly missing: readonly string[]
  readonly hasMore: boolean
}> {
  if ('preparedIds' in of) {
    const preparedIds = [...new Set(of.preparedIds)]
    const found = await preparedAmong(tx, sealing, { organisationId, preparedIds })
    return {
      orders: preparedIds.flatMap((preparedId) => found.get(preparedId) ?? []),
      missing: preparedIds.filter((preparedId) => !found.has(preparedId)),
      hasMore: false,
    }
  }
  const { state, search, unitOid, ...days } = of.sought
  const orders = await preparedOfOrganisation(tx, sealing, {
    ...{ organisationId, days: daysOf(days), behind: undefined, limit: maxLines + 1 },
    // Of all search results those that an act may change: the others are not named, and do not fill its ten thousand.
    states: state === undefined ? ['draft', 'waits'] : [state],
    isFound: factsFilter({ search, unitOid }, units),
  })
  return { orders: orders.slice(0, maxLines), missing: [], hasMore: orders.length > maxLines }
}
