import { randomUUID } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { InvoiceSentAgain } from './contract.ts'
import { aboutInvoice, delivering } from './deliver-invoice.ts'
import type { InvoicesDeps } from './deps.ts'
import { showInvoice } from './show-invoices.ts'
import { lockInvoice, saveDelivery } from './store.ts'
import type { InvoiceNotFound } from './view-invoices.ts'

type Shown = ResponseOf<typeof contracts.viewInvoice>

export type SendInvoiceAgainRefusal = InvoiceNotFound | { readonly kind: 'invoice-not-refused' }

/** Sends the same invoice again after a refusal by the operator was resolved: to the present address. */
export const sendInvoiceAgain =
  (deps: InvoicesDeps) =>
  (
    permit: Permit<'fees.sendInvoiceAgain'>,
    { invoiceId }: InputOf<typeof contracts.sendInvoiceAgain>,
  ): Promise<Result<Shown, SendInvoiceAgainRefusal>> =>
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
    })
