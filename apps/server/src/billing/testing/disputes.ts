import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { BillingEnvironment } from './environment.ts'

/** Invoices of the service for tests of disputes. */
export function disputedInvoices({
  billing,
  anOrganisation,
  make,
  nextMonth,
  run,
  invoiced,
  viewing,
  memberOf,
  caseOfficer,
}: BillingEnvironment) {
  /** An invoice of two cards at 23,00 €, and a member who may dispute it. */
  const anInvoice = async () => {
    const organisationId = anOrganisation()
    await make(organisationId)
    await make(organisationId)
    nextMonth()
    assert.ok((await run()).ok)
    const [invoice] = await invoiced(organisationId)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const actions = await billing.listChargesOfInvoice(viewing, { invoiceId, limit: 10 })
    assert.ok(actions.ok)
    const [first, second] = actions.value.charges.map(({ chargeId }) => chargeId)
    assert.ok(first !== undefined && second !== undefined)
    const member = memberOf(organisationId, 'administrator')
    const dispute = (chargeIds?: string[], by = member.disputing, caseId = randomUUID()) =>
      billing.disputeInvoice(by, {
        ...{ organisationId, invoiceId, caseId, subject: 'Too many cards' },
        ...{ text: 'We did not order these.', chargeIds },
      })
    const settle = (
      caseId: string,
      decision: Parameters<typeof billing.settleDispute>[1]['decision'],
      by = caseOfficer,
    ) =>
      billing.settleDispute(aPermit('fees.settleDispute', { personId: by }), {
        ...{ invoiceId, caseId, stepId: randomUUID(), decision },
      })
    const row = async () =>
      (await invoiced(organisationId)).find((one) => one.invoiceId === invoiceId)
    return { organisationId, invoiceId, first, second, member, dispute, settle, row }
  }
  return { anInvoice }
}

export const credit = {
  outcome: 'credited',
  because: 'charged-in-error',
  text: 'We credit it.',
} as const
export const refusal = { outcome: 'refused', text: 'The order was signed.' } as const
