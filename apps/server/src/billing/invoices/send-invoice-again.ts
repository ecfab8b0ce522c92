import { randomUUID } from 'node:crypto'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { InvoiceSentAgain } from './contract.ts'
import { aboutInvoice, delivering } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { showInvoice } from './show-invoices.ts'
import { lockInvoice, saveDelivery } from './store.ts'
import type { InvoiceNotFound } from './view-invoices.ts'
import { texts } from './texts.ts'
import { invoiceNotFound } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type SendInvoiceAgainRefusal = InvoiceNotFound | { readonly kind: 'invoice-not-refused' }

/** Sends the same invoice again after a refusal by the operator was resolved: to the present address. */
export const sendInvoiceAgain = operation({
  contract: contracts.sendInvoiceAgain,
  problems: {
    'invoice-not-found': invoiceNotFound,
    'invoice-not-refused': { status: 409, ...texts.invoiceNotRefused },
  },
  handle:
    (deps: InvoicesDeps) =>
    (permit, { invoiceId }) =>
      deps.db.write(async (tx): Promise<Result<Shown, SendInvoiceAgainRefusal>> => {
        const invoice = await lockInvoice(tx, 'service', invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        if (invoice.delivery.state !== 'refused') return refuse({ kind: 'invoice-not-refused' })

        const delivery = { state: 'waiting' } as const
        await saveDelivery(tx, invoiceId, delivery)
        await deps.planJob(tx, delivering(invoiceId, randomUUID()))
        const event: InvoiceSentAgain = { type: 'InvoiceSentAgain', ...aboutInvoice(invoice) }
        await deps.record(tx, event, permit)
        return ok(await showInvoice(deps, tx, { ...invoice, delivery }))
      }),
})
