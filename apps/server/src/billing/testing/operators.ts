import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { personOf, type Permit } from '#platform/permit.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
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
  handler,
}: BillingEnvironment) {
  const keeper = (): Keeper => {
    const keeperId = anOrganisation('Pitäjän hyvinvointialue')
    points.set('0204819-8', [{ pointId: randomUUID(), name: 'Sairaalan piste' }])
    const personId = randomUUID()
    members.set(`${personId} ${keeperId}`, 'administrator')
    const by = { personId }
    return {
      keeperId,
      looking: aPermit('fees.viewKeptFees', by),
      selling: aPermit('fees.changeSeller', by),
      invoicing: aPermit('fees.invoiceKeptMonth', by),
      crediting: aPermit('fees.creditKeptInvoice', by),
      reminding: aPermit('fees.remindOfKeptInvoice', by),
      marking: aPermit('fees.markKeptInvoicePaid', by),
    }
  }
  const told = {
    ...{ street: 'Esimerkkikatu 1', postalCode: '00100', town: 'Helsinki' },
    ...{ email: 'laskutus@keskus.example', iban: 'FI21 1234 5600 0007 85', bic: 'NDEAFIHH' },
    ...{ eInvoiceAddress: '003702048198', operator: '003700000011' },
  }
  const tell = (
    { keeperId, selling }: Keeper,
    changes: Partial<typeof told> & { firstNumber?: number } = {},
  ) => billing.changeSeller(selling, { organisationId: keeperId, ...told, ...changes })
  const registering = { service: 'registering', netCents: 6290, vatPermille: 255 }
  const handingOver = { service: 'handing-over', netCents: 4194, vatPermille: 255 }
  const serve = async (keeperId: string, payerId: string, of = [registering, handingOver]) => {
    const visit = { visitId: randomUUID(), pointId: randomUUID() }
    const toInvoice = { keeperId, payerId, servedOn: '2026-10-15', fees: of }
    await happen({ type: 'VisitServed', ...visit, toInvoice })
    return visit
  }
  const runOf = async ({ keeperId, invoicing }: Keeper, month = '2026-10') => {
    const started = await billing.startKeptRun(invoicing, { organisationId: keeperId, month })
    if (started.ok) await outbox.drain()
    return started
  }
  const listOf = async ({ keeperId, looking }: Keeper) => {
    const asked = { organisationId: keeperId, filter: 'all', limit: 100 } as const
    const listed = await billing.listKeptInvoices(looking, asked)
    assert.ok(listed.ok)
    return listed.value.invoices
  }

  /** An invoice of two services of one visit, and whoever pays it. */
  const aKeptInvoice = async () => {
    const of = keeper()
    const payer = anOrganisation('Apteekki')
    assert.ok((await tell(of)).ok)
    await serve(of.keeperId, payer)
    nextMonth()
    assert.ok((await runOf(of)).ok)
    const [invoice] = await listOf(of)
    assert.ok(invoice)
    const { invoiceId } = invoice
    const own = memberOf(payer, 'administrator')
    const acts = await billing.listChargesOfOwnInvoice(own.looking, {
      ...{ organisationId: payer, invoiceId, limit: 10 },
    })
    assert.ok(acts.ok)
    const chargeIds = acts.value.charges.map(({ chargeId }) => chargeId)
    const dispute = (ids?: string[], by = own.disputing, threadId = randomUUID()) =>
      billing.disputeInvoice(by, {
        ...{ organisationId: payer, invoiceId, threadId, subject: 'Väärin', chargeIds: ids },
        text: 'Meiltä ei käynyt ketään.',
      })
    const settling = aPermit('fees.settleKeptDispute', { personId: personOf(of.crediting) })
    const settle = (
      threadId: string,
      decision: Parameters<typeof billing.settleKeptDispute>[1]['decision'],
      by = settling,
    ) =>
      billing.settleKeptDispute(by, {
        ...{ organisationId: of.keeperId, invoiceId, threadId, decision },
      })
    const withdraw = (threadId: string, by = own.disputing, organisationId = payer) =>
      billing.withdrawDispute(by, { organisationId, invoiceId, threadId })
    const seen = async () => {
      const shown = await billing.viewKeptInvoice(of.looking, {
        ...{ organisationId: of.keeperId, invoiceId },
      })
      assert.ok(shown.ok)
      return shown.value
    }
    return { of, payer, own, invoiceId, chargeIds, dispute, settle, withdraw, seen }
  }

  const owedBy = async (organisationId: string) => {
    const { looking } = memberOf(organisationId)
    const seen = await billing.listOwnCharges(looking, { organisationId, limit: 100 })
    assert.ok(seen.ok)
    return seen.value.charges
  }

  /** In these tests an organisation is found by its id in place of its business ID. */
  const merge = (organisationId: string, businessId: string) =>
    billing.moveCharges(aPermit('fees.moveCharges', { personId: handler }), {
      ...{ organisationId, businessId },
    })

  return {
    ...{ keeper, told, tell, registering, handingOver, serve, runOf, listOf, aKeptInvoice },
    ...{ owedBy, merge },
  }
}

export type Keeper = {
  readonly keeperId: string
  readonly looking: Permit<'fees.viewKeptFees'>
  readonly selling: Permit<'fees.changeSeller'>
  readonly invoicing: Permit<'fees.invoiceKeptMonth'>
  readonly crediting: Permit<'fees.creditKeptInvoice'>
  readonly reminding: Permit<'fees.remindOfKeptInvoice'>
  readonly marking: Permit<'fees.markKeptInvoicePaid'>
}
