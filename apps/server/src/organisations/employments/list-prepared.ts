import type { MemberProduct } from '@sotevarmenne/api/organisations'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/employments'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Result } from '@sotevarmenne/kernel/result'
import { showPage, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import type { PriceList } from '#cards/products/contract.ts'
import {
  memberCardPrice,
  memberProductOf,
  priceListOf,
  defaultPriceList,
} from '#cards/products/index.ts'
import { operation } from '#platform/operation.ts'
import { preparingProblems, type PreparingNotAllowed } from '#organisations/registry/index.ts'
import type { EmploymentsDeps } from './deps.ts'
import { factsFilter } from './domain/is-found.ts'
import { organisationFor, type OrganisationRefusal } from './prepare-orders.ts'
import { recordRowsShown } from './record-rows-shown.ts'
import { showPrepared } from './show-prepared.ts'
import { countPrepared, preparedOfOrganisation } from './store.ts'
import { viewProblems } from './problems.ts'

type Response = ResponseOf<typeof contracts.listPreparedOrders>

export type ListPreparedRefusal = CursorRefusal | OrganisationRefusal

/** The organisation's prepared orders. Recorded as access to each person shown. */
export const listPrepared = operation({
  contract: contracts.listPreparedOrders,
  problems: {
    ...viewProblems,
    ...cursorProblems,
  },
  handle:
    (deps: EmploymentsDeps) =>
    (
      permit,
      { organisationId, state, search, unitOid, ...requested },
    ): Promise<Result<Response, ListPreparedRefusal>> => {
      const viewing = { organisationId, action: 'view', at: 'read' } as const
      return deps.db.write(async (tx): Promise<Result<Response, ListPreparedRefusal>> => {
        const organisation = await organisationFor(deps, tx, permit, viewing)
        if (!organisation.ok) return organisation
        const { kind, units } = organisation.value
        const on = dateInHelsinki(deps.clock.now())
        const allowed = await deps.organisations.checkPreparing(tx, { organisationId, on })
        const product = memberProductOf(kind)
        return showPage(requested, {
          find: (sought) =>
            preparedOfOrganisation(tx, deps.sealing, {
              ...{ ...sought, organisationId, states: state && [state] },
              isFound: factsFilter({ search, unitOid }, units),
            }),
          placeOf: ({ preparedAt, preparedId }) => ({ at: preparedAt, id: preparedId }),
          show: async (page) => {
            await recordRowsShown(deps, tx, permit, page)
            return {
              orders: page.map((order) => showPrepared(order, organisation.value)),
              counts: await countPrepared(tx, organisationId),
              ...{ product, units: [...units] },
              ...(!allowed.ok && { notNow: showNotAllowed(allowed.refusal) }),
              prices: pricesOf(product, {
                list: await priceListOf(tx, defaultPriceList),
                on,
              }),
            }
          },
        })
      })
    },
})

export function showNotAllowed({ kind }: PreparingNotAllowed): NonNullable<Response['notNow']> {
  const { title, advice } = preparingProblems[kind]
  return { kind, title, advice }
}

export function pricesOf(
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
