import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Job, JobHandler } from '#platform/outbox.ts'
import { finvoiceOf } from './adapters/finvoice.ts'
import type { InvoiceContent, InvoiceRefused, InvoiceSent } from './contract.ts'
import type { InvoicesDeps } from './deps.ts'
import { billingFor } from './buyer.ts'
import { findInvoice, lockInvoice, saveDelivery } from './store.ts'

const deliveringKind = 'fees.deliverInvoice'

/** `again`: tells one manual retry from another. */
export const delivering = (invoiceId: string, again?: string): Job => ({
  kind: deliveringKind,
  key: again === undefined ? invoiceId : `${invoiceId} ${again}`,
  payload: { invoiceId },
})

/** Invoices of the service go to the operator; a registration point operator sends its invoices itself. */
export async function planDelivery(
  { planJob }: Pick<InvoicesDeps, 'planJob'>,
  tx: Tx,
  { sellerId, invoiceId }: Pick<InvoiceContent, 'sellerId' | 'invoiceId'>,
): Promise<void> {
  if (sellerId === 'service') await planJob(tx, delivering(invoiceId))
}

const ofInvoice = z.object({ invoiceId: z.string() })

/**
 * Sends an invoice to the operator. After a crash it is sent again, under the same number: the operator
 * recognises it.
 */
export const deliverInvoice = (deps: InvoicesDeps): JobHandler => ({
  kind: deliveringKind,
  handle: async ({ payload }) => {
    const { invoiceId } = ofInvoice.parse(payload)
    const found = await deps.db.read(async (tx) => {
      const invoice = await findInvoice(tx, invoiceId)
      return invoice && { invoice, billing: await billingFor(tx, invoice) }
    })
    if (found?.invoice.delivery.state !== 'waiting') return
    const { invoice, billing } = found
    const taken = await deps.operator({
      number: invoice.number,
      finvoice: finvoiceOf(invoice, billing),
      pdf: await deps.renderInvoice(invoice),
    })
    await settle(deps, invoiceId, taken)
  },
})

async function settle(
  deps: InvoicesDeps,
  invoiceId: string,
  taken: Awaited<ReturnType<InvoicesDeps['operator']>>,
): Promise<void> {
  const permit = deps.systemPermit('fees.deliverInvoice')
  await deps.db.write(async (tx) => {
    const invoice = await lockInvoice(tx, 'service', invoiceId)
    if (invoice?.delivery.state !== 'waiting') return ok(undefined)
    const at = deps.clock.now()
    await saveDelivery(
      tx,
      invoiceId,
      taken.ok
        ? { state: 'sent', at }
        : { state: 'refused', at, because: taken.refusal.because.slice(0, maxReasonLength) },
    )
    const event: InvoiceSent | InvoiceRefused = {
      type: taken.ok ? 'InvoiceSent' : 'InvoiceRefused',
      ...aboutInvoice(invoice),
    }
    await deps.record(tx, event, permit)
    return ok(undefined)
  })
}

const maxReasonLength = 500

export const aboutInvoice = ({
  invoiceId,
  sellerId,
  organisationId,
  number,
}: Omit<InvoiceContent, 'kind'>) => ({
  invoiceId,
  sellerId,
  organisationId,
  number,
})
