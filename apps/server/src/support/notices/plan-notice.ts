import { randomUUID } from 'node:crypto'
import type { NoticeKind } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Job, Subscription } from '#platform/outbox.ts'
import type { NoticeId } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import type { NoticeFacts } from './domain/notice.ts'
import { tellingOf, toldOf } from './domain/tell.ts'
import { insertNotice } from './store.ts'

export type Planned = {
  readonly personId: string
  readonly kind: NoticeKind
  readonly facts: NoticeFacts
  /** What it is told for: the same cause again tells nothing. */
  readonly cause: string
  /** Where it goes whatever the contact says. */
  readonly fixedAddress?: string
}

/** Writes down what a person is to be told, and plans its mail, in the transaction of its cause. */
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

/** Hears of everything that a holder is told. */
export const tellHolders = (
  deps: Pick<NoticesDeps, 'db' | 'clock' | 'planJob' | 'sealing'>,
): readonly Subscription[] =>
  toldOf.map((type) => ({
    event: type,
    listener: 'notices.tellHolder',
    concerns: (event) => tellingOf(event) !== undefined,
    handle: async (event, eventId) => {
      const telling = tellingOf(event)
      if (telling === undefined) return
      const { personId } = ofPerson.parse(event['about'])
      await deps.db.write(async (tx) => {
        await planNotice(deps, tx, { personId, ...telling, cause: eventId })
        return ok(undefined)
      })
    },
  }))

const ofPerson = z.object({ personId: z.string() })
