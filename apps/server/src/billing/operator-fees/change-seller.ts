import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/operator-fees'
import { compactIban, isIban } from '@sotevarmenne/identifiers/iban'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { changeAsMember, viewAsMember, type OrganisationNotFound } from '#billing/charges/index.ts'
import type { PointOperatorId } from '#billing/charges/contract.ts'
import {
  findFirstNumber,
  findSeller,
  saveFirstNumber,
  saveSeller,
  taxCode,
  changeOwnBillingProblems,
  ownBillingProblems,
} from '#billing/invoices/index.ts'
import type { ActionRefusal, MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { SellerChanged } from './contract.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { texts } from './texts.ts'

type Shown = ResponseOf<typeof contracts.viewSeller>
type ViewRefusal = MemberRefusal | OrganisationNotFound

export type ChangeSellerRefusal =
  | ActionRefusal
  | OrganisationNotFound
  | { readonly kind: 'keeps-no-point' }
  | { readonly kind: 'not-an-account-number' }
  /** The first invoice was created. */
  | { readonly kind: 'numbers-begun' }

/**
 * The registration points that the organisation operates, and its seller data; for members of its account.
 */
export const viewSeller = operation({
  contract: contracts.viewSeller,
  problems: ownBillingProblems,
  handle:
    (deps: OperatorFeesDeps) =>
    (permit, { organisationId }): Promise<Result<Shown, ViewRefusal>> =>
      viewAsMember(deps, permit, organisationId, (tx) =>
        showPointOperator(deps, tx, organisationId),
      ),
})

/** Sets the operator's seller data, from the next invoice on: a wrong account number can't be undone. */
export const changeSeller = operation({
  contract: contracts.changeSeller,
  problems: {
    ...changeOwnBillingProblems,
    'keeps-no-point': { status: 409, ...texts.keepsNoPoint },
    'not-an-account-number': { status: 422, ...texts.notAnAccountNumber },
    'numbers-begun': { status: 409, ...texts.numbersBegun },
  },
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit,
      { organisationId, firstNumber, ...input },
    ): Promise<Result<Shown, ChangeSellerRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<Shown, ChangeSellerRefusal>> => {
          const pointOperator = await showPointOperator(deps, tx, organisationId)
          if (!pointOperator.ok) return pointOperator
          if (pointOperator.value.points.length === 0) return refuse({ kind: 'keeps-no-point' })
          const seller = { ...input, iban: compactIban(input.iban) }
          if (!isIban(seller.iban)) return refuse({ kind: 'not-an-account-number' })

          await saveSeller(tx, organisationId, {
            seller,
            by: personOf(permit),
            at: deps.clock.now(),
          })
          if (
            firstNumber !== undefined &&
            !(await saveFirstNumber(tx, organisationId as PointOperatorId, firstNumber))
          )
            return refuse({ kind: 'numbers-begun' })
          const beginning = firstNumber === undefined ? {} : { firstNumber }
          const event: SellerChanged = { type: 'SellerChanged', organisationId, ...beginning }
          await deps.record(tx, event, permit)
          return ok({ ...pointOperator.value, seller, ...beginning })
        },
      ),
})

async function showPointOperator(
  {
    customersOf,
    pointsOfPointOperator,
  }: Pick<OperatorFeesDeps, 'customersOf' | 'pointsOfPointOperator'>,
  tx: Tx,
  organisationId: string,
): Promise<Result<Shown, OrganisationNotFound>> {
  const pointOperator = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!pointOperator) return refuse({ kind: 'organisation-not-found' })
  const points = await pointsOfPointOperator(tx, pointOperator.businessId)
  const seller = await findSeller(tx, organisationId)
  const firstNumber = await findFirstNumber(tx, organisationId as PointOperatorId)
  return ok({
    name: pointOperator.name,
    vatNumber: taxCode(pointOperator.businessId),
    points: points.map(({ pointId, name }) => ({ pointId, name })),
    ...(seller && { seller }),
    ...(firstNumber !== undefined && { firstNumber }),
  })
}
