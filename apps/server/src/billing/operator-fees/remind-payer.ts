import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { remindOfKeptInvoice as contract } from '@sotevarmenne/api/kept-fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { ActRefusal } from '#organisations/accounts/index.ts'
import type { Permit } from '#platform/permit.ts'
import type { InvoiceReminded, KeeperId } from '../invoices/contract.ts'
import { aboutInvoice } from '../invoices/deliver-invoice.ts'
import type { FeesDeps } from '../invoices/deps.ts'
import { judgeReminder, type ReminderRefusal } from '../invoices/domain/invoice.ts'
import type { InvoiceNotFound } from '../invoices/credit-invoice.ts'
import { keepingBilling } from '../charges/members.ts'
import { showInvoice } from '../invoices/show-invoices.ts'
import { lockInvoice, saveReminded } from '../invoices/store.ts'

type Shown = AnswerOf<typeof contract>
export type RemindRefusal =
  | InvoiceNotFound
  | ReminderRefusal
  /** Whoever owes it has told no contacts: a reminder would reach nobody. */
  | { readonly kind: 'nobody-to-remind' }

/** Has whoever owes an invoice of the keeper reminded by mail (R265). */
export const remindOfKeptInvoice =
  (deps: FeesDeps) =>
  (
    permit: Permit<'fees.remindOfKeptInvoice'>,
    { organisationId, invoiceId }: InputOf<typeof contract>,
  ): Promise<Result<Shown, ActRefusal | RemindRefusal>> =>
    keepingBilling(
      deps,
      permit,
      organisationId,
      async (tx): Promise<Result<Shown, RemindRefusal>> => {
        const sellerId = organisationId as KeeperId
        const invoice = await lockInvoice(tx, sellerId, invoiceId)
        if (!invoice) return refuse({ kind: 'invoice-not-found' })
        const remindedAt = deps.clock.now()
        const judged = judgeReminder(invoice, remindedAt)
        if (!judged.ok) return judged
        const contacts = await deps.contactsOf(tx, invoice.organisationId)
        if (contacts.length === 0) return refuse({ kind: 'nobody-to-remind' })
        await saveReminded(tx, invoiceId, remindedAt)
        const event: InvoiceReminded = { type: 'InvoiceReminded', ...aboutInvoice(invoice) }
        await deps.record(tx, event, permit)
        return ok(await showInvoice(deps, tx, { ...invoice, remindedAt }))
      },
    )
