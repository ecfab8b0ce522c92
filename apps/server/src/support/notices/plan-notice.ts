import { randomUUID } from 'node:crypto'
import type { NoticeKind } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Job, Subscription } from '#platform/outbox.ts'
import type { NoticeId } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import type { NoticeFacts } from './domain/notice.ts'
import { notifyingOf, notifiedOf } from './domain/notify.ts'
import { insertNotice } from './store.ts'

export type Planned = {
  readonly personId: string
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
  /** Cause of the notice: the same cause again sends nothing. */
  readonly cause: string
  /** The address, regardless of the contact data. */
  readonly fixedAddress?: string
}

/** Stores a notice to a person, and plans its mail, in the transaction of its cause. */
export async function planNotice(
  deps: Pick<NoticesDeps, 'clock' | 'planJob' | 'sealing'>,
  tx: Tx,
  planned: Planned,
): Promise<void> {
  const noticeId = randomUUID() as string as NoticeId
  const isNew = await insertNotice(deps, tx, { ...planned, noticeId, at: deps.clock.now() })
  if (isNew) await deps.planJob(tx, sending(noticeId))
}

export const sendingKind = 'notices.sendNotice'

const sending = (noticeId: NoticeId): Job => ({
  kind: sendingKind,
  key: noticeId,
  payload: { noticeId },
})

/** Subscribes to every event with a notice to a holder. */
export const notifyHolders = (
  deps: Pick<NoticesDeps, 'db' | 'clock' | 'planJob' | 'sealing' | 'cardOf'>,
): readonly Subscription[] =>
  notifiedOf.map((type) => ({
    event: type,
    listener: 'notices.notifyHolder',
    concerns: (event) => notifyingOf(event) !== undefined,
    handle: async (event, eventId) => {
      const notifying = notifyingOf(event)
      if (notifying === undefined) return
      const { personId, cardId } = ofPerson.parse(event['about'])
      await deps.db.write(async (tx) => {
        const card = cardId === undefined ? undefined : await deps.cardOf(tx, cardId)
        const facts = { ...notifying.facts, ...(card && { card }) }
        await planNotice(deps, tx, { personId, kind: notifying.kind, facts, cause: eventId })
        return ok(undefined)
      })
    },
  }))

const ofPerson = z.object({ personId: z.string(), cardId: z.string().optional() })
