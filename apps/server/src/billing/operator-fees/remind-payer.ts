import * as api from '@sotevarmenne/api/operator-fees'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { changeAsMember } from '#billing/charges/index.ts'
import type { PointOperatorId } from '#billing/charges/contract.ts'
import {
  aboutInvoice,
  checkReminder,
  lockInvoice,
  saveReminded,
  type InvoiceNotFound,
  type ReminderRefusal,
  viewInvoiceProblems,
} from '#billing/invoices/index.ts'
import type { ActionRefusal } from '#organisations/accounts/index.ts'
import { actionProblems } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import { settingOn } from '#settings/index.ts'
import type { InvoiceReminded } from './contract.ts'
import type { OperatorFeesDeps } from './deps.ts'
import { texts } from './texts.ts'

type Shown = ResponseOf<typeof api.remindOfOperatorInvoice>
export type RemindRefusal =
  | InvoiceNotFound
  | ReminderRefusal
  /** The payer has no contacts: a reminder would reach nobody. */
  | { readonly kind: 'nobody-to-remind' }

/** Has the payer of an operator's invoice reminded by mail (R265). */
export const remindOfOperatorInvoice = operation({
  contract: api.remindOfOperatorInvoice,
  problems: {
    ...actionProblems,
    ...viewInvoiceProblems,
    'not-overdue': { status: 409, ...texts.notOverdue },
    'reminded-lately': { status: 409, ...texts.remindedLately },
    'nobody-to-remind': { status: 409, ...texts.nobodyToRemind },
  },
  handle:
    (deps: OperatorFeesDeps) =>
    (
      permit,
      { organisationId, invoiceId },
    ): Promise<Result<Shown, ActionRefusal | RemindRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<Shown, RemindRefusal>> => {
          const sellerId = organisationId as PointOperatorId
          const invoice = await lockInvoice(tx, sellerId, invoiceId)
          if (!invoice) return refuse({ kind: 'invoice-not-found' })
          const remindedAt = deps.clock.now()
          const key = 'invoice-reminder-interval'
          const interval = await settingOn(tx, key, dateInHelsinki(remindedAt))
          const checked = checkReminder(invoice, {
            ...{ now: remindedAt, intervalDays: interval.value },
          })
          if (!checked.ok) return checked
          const contacts = await deps.contactsOf(tx, invoice.organisationId)
          if (contacts.length === 0) return refuse({ kind: 'nobody-to-remind' })
          await saveReminded(tx, invoiceId, remindedAt)
          const event: InvoiceReminded = {
            ...{ type: 'InvoiceReminded', ...aboutInvoice(invoice) },
            settings: { [key]: interval.version },
          }
          await deps.record(tx, event, permit)
          return ok(await deps.invoices.showInvoice(tx, { ...invoice, remindedAt }))
        },
      ),
})
