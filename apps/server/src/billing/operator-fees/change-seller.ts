import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keepingBilling, looking, type OrganisationNotFound } from '#billing/charges/index.ts'
import type { KeeperId } from '#billing/charges/contract.ts'
import {
  findFirstNumber,
  findSeller,
  isIban,
  saveFirstNumber,
  saveSeller,
  taxCode,
} from '#billing/invoices/index.ts'
import type { ActRefusal, MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import type { SellerChanged } from './contract.ts'
import type { OperatorFeesDeps } from './deps.ts'

type Shown = AnswerOf<typeof contracts.viewSeller>
type ViewRefusal = MemberRefusal | OrganisationNotFound

export type ChangeSellerRefusal =
  | ActRefusal
  | OrganisationNotFound
  | { readonly kind: 'keeps-no-point' }
  | { readonly kind: 'not-an-account-number' }
  /** The first invoice was made. */
  | { readonly kind: 'numbers-begun' }

/** The registration points that the organisation keeps, and as whom it invoices; for members of its account. */
export const viewSeller =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.viewKeptFees'>,
    { organisationId }: InputOf<typeof contracts.viewSeller>,
  ): Promise<Result<Shown, ViewRefusal>> =>
    looking(deps, permit, organisationId, (tx) => showKeeper(deps, tx, organisationId))

/** Says as whom the keeper invoices, from the next invoice on: a wrong account number can't be taken back. */
export const changeSeller =
  (deps: OperatorFeesDeps) =>
  (
    permit: Permit<'fees.changeSeller'>,
    { organisationId, firstNumber, ...told }: InputOf<typeof contracts.changeSeller>,
  ): Promise<Result<Shown, ChangeSellerRefusal>> =>
    keepingBilling(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<Shown, ChangeSellerRefusal>> => {
        const keeper = await showKeeper(deps, tx, organisationId)
        if (!keeper.ok) return keeper
        if (keeper.value.points.length === 0) return refuse({ kind: 'keeps-no-point' })
        const seller = { ...told, iban: told.iban.replaceAll(' ', '').toUpperCase() }
        if (!isIban(seller.iban)) return refuse({ kind: 'not-an-account-number' })

        await saveSeller(tx, organisationId, { seller, by: personOf(permit), at: deps.clock.now() })
        if (
          firstNumber !== undefined &&
          !(await saveFirstNumber(tx, organisationId as KeeperId, firstNumber))
        )
          return refuse({ kind: 'numbers-begun' })
        const beginning = firstNumber === undefined ? {} : { firstNumber }
        const event: SellerChanged = { type: 'SellerChanged', organisationId, ...beginning }
        await deps.record(tx, event, permit)
        return ok({ ...keeper.value, seller, ...beginning })
      },
    )

async function showKeeper(
  { customersOf, pointsOfKeeper }: Pick<OperatorFeesDeps, 'customersOf' | 'pointsOfKeeper'>,
  tx: Tx,
  organisationId: string,
): Promise<Result<Shown, OrganisationNotFound>> {
  const keeper = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!keeper) return refuse({ kind: 'organisation-not-found' })
  const points = await pointsOfKeeper(tx, keeper.businessId)
  const seller = await findSeller(tx, organisationId)
  const firstNumber = await findFirstNumber(tx, organisationId as KeeperId)
  return ok({
    name: keeper.name,
    vatNumber: taxCode(keeper.businessId),
    points: points.map(({ pointId, name }) => ({ pointId, name })),
    ...(seller && { seller }),
    ...(firstNumber !== undefined && { firstNumber }),
  })
}
