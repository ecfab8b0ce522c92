import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import type {
  SuomiFiMessageAccepted,
  SuomiFiMessageUndelivered,
} from '#support/suomi-fi-messages/contract.ts'
import type { NoticeAcceptedBySuomiFi, NoticeId, NoticeSentBySuomiFi } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { mustArrive, notSent, withCause, type Notice } from './domain/notice.ts'
import { wordsOf } from './mail-words.ts'
import { findNotice, settleUndelivered } from './store.ts'

/**
 * Gives a notice that no e-mail reaches to Suomi.fi Messages, and returns the event; undefined when the notice
 * need not arrive, nobody can receive it, or the service has no connection to Suomi.fi Messages.
 */
export async function giveToSuomiFi(
  deps: Pick<NoticesDeps, 'sendBySuomiFi' | 'languageOf' | 'service'>,
  tx: Tx,
  notice: Notice,
): Promise<NoticeSentBySuomiFi | undefined> {
  if (!deps.sendBySuomiFi || !mustArrive(notice)) return undefined
  const { noticeId, personId } = notice
  const language = await deps.languageOf(tx, personId)
  if (language === undefined) return undefined
  const { subject, text } = wordsOf(notice, { language, service: deps.service })
  const words = { title: subject, text }
  await deps.sendBySuomiFi(tx, { noticeId, personId, language, words })
  return { type: 'NoticeSentBySuomiFi', ...withCause(notice) }
}

/** Says of a notice about a single card that Suomi.fi Messages accepted it: its reminder counts (R147). */
export const noteAcceptedMessages = (
  deps: Pick<NoticesDeps, 'db' | 'record' | 'sealing' | 'systemPermit'>,
): Subscription => ({
  event: 'SuomiFiMessageAccepted' satisfies SuomiFiMessageAccepted['type'],
  listener: 'notices.noteAccepted',
  handle: async (event) => {
    const { noticeId } = ofNotice.parse(event)
    await deps.db.write(async (tx) => {
      const notice = await findNotice(deps, tx, noticeId)
      if (notice?.state !== 'by-suomi-fi' || notice.facts.cardId === undefined) return ok(undefined)
      const accepted: NoticeAcceptedBySuomiFi = {
        type: 'NoticeAcceptedBySuomiFi',
        ...withCause(notice),
      }
      await deps.record(tx, accepted, deps.systemPermit('notices.notify'))
      return ok(undefined)
    })
  },
})

/** Neither the mailbox nor the post brought it: the notice reached nobody after all. */
export const settleUndeliveredMessages = (
  deps: Pick<NoticesDeps, 'db' | 'record' | 'sealing' | 'systemPermit'>,
): Subscription => ({
  event: 'SuomiFiMessageUndelivered' satisfies SuomiFiMessageUndelivered['type'],
  listener: 'notices.settleUndelivered',
  handle: async (event) => {
    const { noticeId } = ofNotice.parse(event)
    await deps.db.write(async (tx) => {
      if (!(await settleUndelivered(tx, noticeId))) return ok(undefined)
      const notice = await findNotice(deps, tx, noticeId)
      if (notice)
        await deps.record(tx, notSent(notice, 'refused'), deps.systemPermit('notices.notify'))
      return ok(undefined)
    })
  },
})

const ofNotice = z.object({ noticeId: z.string().transform((text) => text as NoticeId) })
