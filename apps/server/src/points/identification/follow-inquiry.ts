import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { Inquiry, InquiryForgotten, InquiryWithdrawn } from './contract.ts'
import type { IdentificationDeps } from './deps.ts'
import { forgottenAt, lapsesAt, withdraw } from './domain/inquiry.ts'
import { aboutInquiry } from './show-inquiry.ts'
import { lockInquiry, saveInquiry } from './store.ts'

/** Plans the end of an inquiry's state, in the transaction that enters it: it lapses, or is erased. */
export const planEnd = (
  { planJob }: Pick<IdentificationDeps, 'planJob'>,
  tx: Tx,
  { inquiryId, state }: Inquiry,
  dueAt: Instant,
): Promise<void> =>
  planJob(tx, {
    kind: 'identification.endInquiry',
    key: `${inquiryId}/${state === 'open' ? 'lapse' : 'forget'}`,
    payload: { inquiryId },
    dueAt,
  })

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
  if (inquiry.state === 'open') {
    const withdrawn = withdraw(inquiry, now)
    if (!withdrawn.ok || now < lapsesAt(inquiry.raisedAt)) return
    const event: InquiryWithdrawn = { type: 'InquiryWithdrawn', ...aboutInquiry(inquiry) }
    await saveInquiry(tx, deps.sealing, withdrawn.value)
    await planEnd(deps, tx, withdrawn.value, forgottenAt(now))
    await deps.record(tx, event, permit)
    return
  }
  if (!inquiry.content || now < forgottenAt(inquiry.endedAt)) return
  const { content: _erased, ...rest } = inquiry
  const event: InquiryForgotten = { type: 'InquiryForgotten', ...aboutInquiry(inquiry) }
  await saveInquiry(tx, deps.sealing, rest)
  await deps.record(tx, event, permit)
}
