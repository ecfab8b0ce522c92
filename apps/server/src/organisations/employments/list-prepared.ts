import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/employments'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal } from '#platform/paging.ts'
import type { Permit } from '#platform/permit.ts'
import { recordAccess } from '#platform/record.ts'
import type { MemberProduct, PriceList } from '#cards/products/contract.ts'
import {
  memberCardPrice,
  memberProductOf,
  priceListOf,
  defaultPriceList,
} from '#cards/products/index.ts'
import type { PreparedListed } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { organisationFor, type PrepareByFileRefusal } from './prepare-orders.ts'
import { showPrepared } from './show-prepared.ts'
import { countPrepared, preparedOfOrganisation } from './store.ts'

type Response = ResponseOf<typeof contracts.listPreparedOrders>

export type ListPreparedRefusal =
  | CursorRefusal
  | Extract<PrepareByFileRefusal, { kind: 'account-not-found' | 'not-in-this-role' }>
  | Extract<
      PrepareByFileRefusal,
      { kind: 'right-to-sign-lost' | 'power-of-attorney-over' | 'organisation-not-found' }
    >

/** The organisation's prepared orders. Recorded as access to each person shown. */
export const listPrepared =
  (deps: EmploymentsDeps) =>
  async (
    permit: Permit<'employments.viewPrepared'>,
    { organisationId, state, cursor, limit }: InputOf<typeof contracts.listPreparedOrders>,
  ): Promise<Result<Response, ListPreparedRefusal>> => {
    const behind = readCursor(cursor)
    if (!behind.ok) return behind
    const viewing = { organisationId, action: 'view', at: 'apply' } as const
    return deps.db.write(async (tx): Promise<Result<Response, ListPreparedRefusal>> => {
      const organisation = await organisationFor(deps, tx, permit, viewing)
      if (!organisation.ok) return organisation
      const found = await preparedOfOrganisation(tx, deps.sealing, {
        ...{ organisationId, state, behind: behind.value, limit: limit + 1 },
      })
      const { page, nextCursor } = pageOf(found, {
        limit,
        placeOf: ({ preparedAt, preparedId }) => ({ at: preparedAt, id: preparedId }),
      })
      const known = await deps.people.knownAmong(
        tx,
        page.map(({ facts }) => facts.identityCode),
      )
      const looked: PreparedListed = { type: 'PreparedListed', organisationId }
      if (page.length > 0) await recordAccess(deps, tx, permit, { looked, named: known.values() })
      const { kind, units } = organisation.value
      const product = memberProductOf(kind)
      return ok({
        orders: page.map((order) => showPrepared(order, organisation.value)),
        ...(nextCursor !== undefined && { nextCursor }),
        counts: await countPrepared(tx, organisationId),
        ...{
          product,
          units: [...units],
          prices: pricesOf(product, {
            list: await priceListOf(tx, defaultPriceList),
            on: dateInHelsinki(deps.clock.now()),
          }),
        },
      })
    })
  }

function pricesOf(
  product: MemberProduct,
  listed: { readonly list: PriceList; readonly on: LocalDate },
): Response['prices'] {
  const priceOf = (logsInToPatientSystems: boolean) =>
    memberCardPrice(product, {
      ...{ ...listed, logsInToPatientSystems, replacesFaulty: false },
    })
  return {
    ...(product === 'staff-card' && { ofLoggingIn: priceOf(true) }),
    ofOthers: priceOf(false),
  }
}
