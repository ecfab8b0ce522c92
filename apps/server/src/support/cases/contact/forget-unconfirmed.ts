import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { ContactMessageForgotten } from '../contract.ts'
import type { CasesDeps } from '../deps.ts'
import { deleteMessage } from './store.ts'

const kind = 'cases.forgetUnconfirmed'

/** Plans the erasure of a message, in the transaction that stores it. */
export const planForgetting = (
  { planJob }: Pick<CasesDeps, 'planJob'>,
  tx: Tx,
  { messageId, until }: { readonly messageId: string; readonly until: Instant },
): Promise<void> => planJob(tx, { kind, key: messageId, payload: { messageId }, dueAt: until })

/** Erases a message a day after it was sent: nobody confirmed it, or its text is in a case and only its row counted. */
export const forgetUnconfirmed = (
  deps: Pick<CasesDeps, 'db' | 'record' | 'systemPermit'>,
): JobHandler => ({
  kind,
  handle: async ({ payload }) => {
    const { messageId } = planned.parse(payload)
    await deps.db.write(async (tx) => {
      if (!(await deleteMessage(tx, messageId))) return ok(undefined)
      const forgotten: ContactMessageForgotten = { type: 'ContactMessageForgotten', messageId }
      await deps.record(tx, forgotten, deps.systemPermit('cases.follow'))
      return ok(undefined)
    })
  },
})

const planned = z.object({ messageId: z.string() })
