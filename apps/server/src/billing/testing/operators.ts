import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { personOf, type Permit } from '#platform/permit.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { BillingEnvironment } from './environment.ts'

/** Operators of registration points that invoice the visits to them. */
export function operators({
  billing,
  outbox,
  anOrganisation,
  points,
  members,
  happen,
  nextMonth,
  memberOf,
  caseOfficer,
}: BillingEnvironment) {
  const pointOperator = (): PointOperator => {
    const pointOperatorId = anOrganisation('Pitäjän hyvinvointialue')
    points.set('0204819-8', [{ pointId: randomUUID(), name: 'Sairaalan piste' }])
    const personId = randomUUID()
    members.set(`${personId} ${pointOperatorId}`, 'administrator')
    const by = { personId }
    return {
      pointOperatorId,
      viewing: aPermit('fees.viewOperatorFees', by),
      selling: aPermit('fees.changeSeller', by),
      invoicing: aPermit('fees.invoiceOperatorMonth', by),
      crediting: aPermit('fees.creditOperatorInvoice', by),
      reminding: aPermit('fees.remindOfOperatorInvoice', by),
      marking: aPermit('fees.markOperatorInvoicePaid', by),
    }
  }
  const input = {
    ...{ street: 'Esimerkkikatu 1', postalCode: '00100', town: 'Helsinki' },
    ...{ email: 'laskutus@keskus.example', iban: 'FI21 1234 5600 0007 85', bic: 'NDEAFIHH' },
    ...{ eInvoiceAddress: '003702048198', operator: '003700000011' },
  }
  const notify = (
    { pointOperatorId, selling }: PointOperator,
    changes: Partial<typeof input> & { firstNumber?: number } = {},
  ) => billing.changeSeller(selling, { organisationId: pointOperatorId, ...input, ...changes })
  const registering = { service: 'registering', netCents: 6290, vatPermille: 255 }
  const handingOver = { service: 'handing-over', netCents: 4194, vatPermille: 255 }
  const serve = async (
    pointOperatorId: string,
    payerId: string,
    of = [registering, handingOver],
  ) => {
    const visit = { visitId: randomUUID(), pointId: randomUUID() }
    const toInvoice = { pointOperatorId, payerId, servedOn: '2026-10-15', fees: of }
    await happen({ type: 'VisitServed', ...visit, toInvoice })
    return visit
  }
  const runOf = async ({ pointOperatorId, invoicing }: PointOperator, month = '2026-10') => {
    const started = await billing.startOperatorInvoiceRun(invoicing, {
      organisationId: pointOperatorId,
      month,
    })
    if (started.ok) await outbox.drain()
    return started
  }
  const listOf = async ({ pointOperatorId, viewing }: PointOperator) => {
    const requested = { organisationId: pointOperatorId, filter: 'all', limit: 100 } as const
    const listed = await billing.listOperatorInvoices(viewing, requested)
    assert.ok(listed.ok)
    return listed.value.invoices
  }

  /** An invoice of two services of one visit, and its payer. */
  const anOperatorInvoice = async () => {
    const of = pointOperator()
    const payer = anOrganisation('Apteekki')
    assert.ok((await notify(of)).ok)
    await serve(of.pointOperatorId, payer)
    nextMonth()
    assert.ok((await runOf(of)).ok)
    const [invoice] = await listOf(of)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const own = memberOf(payer, 'administrator')
    const actions = await billing.listChargesOfOwnInvoice(own.viewing, {
      ...{ organisationId: payer, invoiceId, limit: 10 },
    })
    assert.ok(actions.ok)
    const chargeIds = actions.value.charges.map(({ chargeId }) => chargeId)
    const dispute = (ids?: string[], by = own.disputing, caseId = randomUUID()) =>
      billing.disputeInvoice(by, {
        ...{ organisationId: payer, invoiceId, caseId, subject: 'Väärin', chargeIds: ids },
        text: 'Meiltä ei käynyt ketään.',
      })
    const settling = aPermit('fees.settleOperatorDispute', { personId: personOf(of.crediting) })
    const settle = (
      caseId: string,
      decision: Parameters<typeof billing.settleOperatorDispute>[1]['decision'],
      by = settling,
    ) =>
      billing.settleOperatorDispute(by, {
        ...{ organisationId: of.pointOperatorId, invoiceId, caseId, decision },
      })
    const withdraw = (caseId: string, by = own.disputing, organisationId = payer) =>
      billing.withdrawDispute(by, { organisationId, invoiceId, caseId })
    const seen = async () => {
      const shown = await billing.viewOperatorInvoice(of.viewing, {
        ...{ organisationId: of.pointOperatorId, invoiceId },
      })
      assert.ok(shown.ok)
      return shown.value
    }
    return { of, payer, own, invoiceId, chargeIds, dispute, settle, withdraw, seen }
  }

  const owedBy = async (organisationId: string) => {
    const { viewing } = memberOf(organisationId)
    const seen = await billing.listOwnCharges(viewing, { organisationId, limit: 100 })
    assert.ok(seen.ok)
    return seen.value.charges
  }

  /** In these tests an organisation is found by its id instead of its business ID. */
  const merge = (organisationId: string, businessId: string) =>
    billing.moveCharges(aPermit('fees.moveCharges', { personId: caseOfficer }), {
      ...{ organisationId, businessId },
    })

  return {
    ...{
      pointOperator,
      input,
      notify,
      registering,
      handingOver,
      serve,
      runOf,
      listOf,
      anOperatorInvoice,
    },
    ...{ owedBy, merge },
  }
}

export type PointOperator = {
  readonly pointOperatorId: string
  readonly viewing: Permit<'fees.viewOperatorFees'>
  readonly selling: Permit<'fees.changeSeller'>
  readonly invoicing: Permit<'fees.invoiceOperatorMonth'>
  readonly crediting: Permit<'fees.creditOperatorInvoice'>
  readonly reminding: Permit<'fees.remindOfOperatorInvoice'>
  readonly marking: Permit<'fees.markOperatorInvoicePaid'>
}
