import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { billingOf } from './buyer.ts'
import type { Billing, BillingChanged } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import { findBilling, saveBilling } from './store.ts'

export type BillingShown = AnswerOf<typeof contracts.viewBilling>
export type BillingRefusal = { readonly kind: 'organisation-not-found' }

/** Where the organisation gets its invoices. About nobody: it leaves no entry in the trail. */
export const viewBilling =
  (deps: Pick<FeesDeps, 'db' | 'customersOf'>) =>
  (
    _permit: Permit<'fees.viewFees'>,
    { organisationId }: InputOf<typeof contracts.viewBilling>,
  ): Promise<Result<BillingShown, BillingRefusal>> =>
    deps.db.read((tx) => showBilling(deps, tx, organisationId))

/** Says where the organisation gets its invoices from the next one on, and those that are sent again. */
export const changeBilling =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.changeBilling'>,
    told: InputOf<typeof contracts.changeBilling>,
  ): Promise<Result<BillingShown, BillingRefusal>> =>
    deps.db.write((tx) => saveTold(deps, tx, permit, told))

export async function showBilling(
  { customersOf }: Pick<FeesDeps, 'customersOf'>,
  tx: Tx,
  organisationId: string,
): Promise<Result<BillingShown, BillingRefusal>> {
  const customer = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!customer) return refuse({ kind: 'organisation-not-found' })
  const isUsual = (await findBilling(tx, organisationId)) === undefined
  return ok({ ...(await billingOf(tx, customer)), isUsual })
}

export async function saveTold(
  { clock, record, customersOf }: Pick<FeesDeps, 'clock' | 'record' | 'customersOf'>,
  tx: Tx,
  permit: Permit,
  { organisationId, ...told }: InputOf<typeof contracts.changeBilling>,
): Promise<Result<BillingShown, BillingRefusal>> {
  if (!(await customersOf(tx, [organisationId])).has(organisationId))
    return refuse({ kind: 'organisation-not-found' })
  const billing: Billing = {
    eInvoiceAddress: told.eInvoiceAddress,
    ...(told.operator !== undefined && { operator: told.operator }),
    ...(told.reference !== undefined && { reference: told.reference }),
  }
  await saveBilling(tx, organisationId, { billing, by: personOf(permit), at: clock.now() })
  const event: BillingChanged = { type: 'BillingChanged', organisationId }
  await record(tx, event, permit)
  return ok({ ...billing, isUsual: false })
}
