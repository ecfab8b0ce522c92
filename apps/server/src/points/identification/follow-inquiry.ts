import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import type { Inquiry, InquiryForgotten, InquiryWithdrawn } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { forgottenAt, lapsesAt, withdraw } from './domain/inquiry.ts'
import { aboutInquiry } from './show-inquiry.ts'
import { lockInquiry, saveInquiry } from './store.ts'

/** Plans the end of an inquiry's state, in the transaction that enters it: it lapses, or is erased. */
export async function planEnd(
  { planJob }: Pick<IdentificationDeps, 'planJob'>,
  tx: Tx,
  inquiry: Inquiry,
): Promise<void> {
  const { inquiryId, state } = inquiry
  await planJob(tx, {
    kind: 'identification.endInquiry',
    key: `${inquiryId}/${state === 'open' ? 'lapse' : 'forget'}`,
    payload: { inquiryId },
    dueAt: (await endOf(tx, inquiry)).at,
  })
}

/** When the state of the inquiry ends, by the setting of the day on which it began (R345). */
async function endOf(
  tx: Tx,
  inquiry: Inquiry,
): Promise<{ readonly at: Instant; readonly settings: UsedSettings }> {
  if (inquiry.state === 'open') {
    const { raisedAt } = inquiry
    const { value, version } = await settingOn(tx, 'inquiry-lapse', dateInHelsinki(raisedAt))
    return { at: lapsesAt(raisedAt, value), settings: { 'inquiry-lapse': version } }
  }
  const { endedAt } = inquiry
  const { value, version } = await settingOn(tx, 'inquiry-retention', dateInHelsinki(endedAt))
  return { at: forgottenAt(endedAt, value), settings: { 'inquiry-retention': version } }
}

/** An inquiry that nobody continued is withdrawn; one that ended is erased in time. */
export const followInquiries = (deps: IdentificationDeps): readonly JobHandler[] => [
  {
    kind: 'identification.endInquiry',
    handle: async (job) => {
      const { inquiryId } = z.object({ inquiryId: z.string() }).parse(job.payload)
      await deps.db.write(async (tx) => {
        const inquiry = await lockInquiry(tx, deps.sealing, inquiryId)
        if (inquiry) await end(deps, tx, inquiry)
        return ok(undefined)
      })
    },
  },
]

async function end(deps: IdentificationDeps, tx: Tx, inquiry: Inquiry): Promise<void> {
  const now = deps.clock.now()
  const permit = deps.systemPermit('identification.forgetInquiry')
  const { at, settings } = await endOf(tx, inquiry)
  if (inquiry.state === 'open') {
    const withdrawn = withdraw(inquiry, now)
    if (!withdrawn.ok || now < at) return
    const event: InquiryWithdrawn = {
      ...{ type: 'InquiryWithdrawn', ...aboutInquiry(inquiry), settings },
    }
    await saveInquiry(tx, deps.sealing, withdrawn.value)
    await planEnd(deps, tx, withdrawn.value)
    await deps.record(tx, event, permit)
    return
  }
  if (!inquiry.content || now < at) return
  const { content: _erased, ...rest } = inquiry
  const event: InquiryForgotten = {
    ...{ type: 'InquiryForgotten', ...aboutInquiry(inquiry), settings },
  }
  await saveInquiry(tx, deps.sealing, rest)
  await deps.record(tx, event, permit)
}
