import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  changeAsMember,
  viewAsMember,
  type OrganisationNotFound,
  organisationNotFoundProblems,
} from '#billing/charges/index.ts'
import type { ActionRefusal, MemberRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import { billingOf } from './buyer.ts'
import type { Billing, BillingChanged } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { findBilling, saveBilling } from './stores/billing.ts'
import { changeOwnBillingProblems, ownBillingProblems } from './problems.ts'

type BillingView = ResponseOf<typeof contracts.viewBilling>

/** Where the organisation gets its invoices. No personal data: it leaves no access record. */
export const viewBilling = operation({
  contract: contracts.viewBilling,
  problems: organisationNotFoundProblems,
  handle:
    (deps: Pick<InvoicesDeps, 'db' | 'customersOf'>) =>
    (_permit, { organisationId }): Promise<Result<BillingView, OrganisationNotFound>> =>
      deps.db.read((tx) => showBilling(deps, tx, organisationId)),
})

/** Sets where the organisation gets its invoices from the next one on, and those that are sent again. */
export const changeBilling = operation({
  contract: contracts.changeBilling,
  problems: organisationNotFoundProblems,
  handle:
    (deps: InvoicesDeps) =>
    (permit, input): Promise<Result<BillingView, OrganisationNotFound>> =>
      deps.db.write((tx) => saveReported(deps, tx, permit, input)),
})

/** The same for members of its account (R208). */
export const viewOwnBilling = operation({
  contract: contracts.viewOwnBilling,
  problems: ownBillingProblems,
  handle:
    (deps: InvoicesDeps) =>
    (
      permit,
      { organisationId },
    ): Promise<Result<BillingView, MemberRefusal | OrganisationNotFound>> =>
      viewAsMember(deps, permit, organisationId, (tx) => showBilling(deps, tx, organisationId)),
})

export const changeOwnBilling = operation({
  contract: contracts.changeOwnBilling,
  problems: changeOwnBillingProblems,
  handle:
    (deps: InvoicesDeps) =>
    (permit, input): Promise<Result<BillingView, ActionRefusal | OrganisationNotFound>> =>
      changeAsMember(deps, permit, input.organisationId, (tx) =>
        saveReported(deps, tx, permit, input),
      ),
})

async function showBilling(
  { customersOf }: Pick<InvoicesDeps, 'customersOf'>,
  tx: Tx,
  organisationId: string,
): Promise<Result<BillingView, OrganisationNotFound>> {
  const customer = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!customer) return refuse({ kind: 'organisation-not-found' })
  const isDefault = (await findBilling(tx, organisationId)) === undefined
  return ok({ ...(await billingOf(tx, customer)), isDefault })
}

async function saveReported(
  { clock, record, customersOf }: Pick<InvoicesDeps, 'clock' | 'record' | 'customersOf'>,
  tx: Tx,
  permit: Permit,
  { organisationId, ...input }: InputOf<typeof contracts.changeBilling>,
): Promise<Result<BillingView, OrganisationNotFound>> {
  if (!(await customersOf(tx, [organisationId])).has(organisationId))
    return refuse({ kind: 'organisation-not-found' })
  const billing: Billing = {
    eInvoiceAddress: input.eInvoiceAddress,
    ...(input.operator !== undefined && { operator: input.operator }),
    ...(input.reference !== undefined && { reference: input.reference }),
    ...(input.postalAddress && { postalAddress: input.postalAddress }),
  }
  await saveBilling(tx, organisationId, { billing, by: personOf(permit), at: clock.now() })
  const event: BillingChanged = { type: 'BillingChanged', organisationId }
  await record(tx, event, permit)
  return ok({ ...billing, isDefault: false })
}
