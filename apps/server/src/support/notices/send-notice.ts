import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { linkToken } from '#platform/link-token.ts'
import type { JobHandler } from '#platform/outbox.ts'
import { noContact } from '#people/contacts/index.ts'
import { bounceTag } from './bounce-tag.ts'
import { giveToSuomiFi } from './by-suomi-fi.ts'
import type { NoticeNotSent, NoticeSent, NoticeSentBySuomiFi } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { type Notice, notSent, wayOf } from './domain/notice.ts'
import { wordsOf } from './mail-words.ts'
import { sendingKind } from './plan-notice.ts'
import type { Mail } from './ports.ts'
import { findNotice, settleBySuomiFi, settleNotice } from './store.ts'

/**
 * Sends one notice to its current address. A crash after the mail has left sends it again, under the same
 * Message-ID (RFC 5322 § 3.6.4): better twice than not at all.
 */
export const sendNotice = (deps: NoticesDeps): JobHandler => ({
  kind: sendingKind,
  handle: async ({ payload }) => {
    const { noticeId } = ofNotice.parse(payload)
    const found = await deps.db.read(async (tx) => {
      const notice = await findNotice(deps, tx, noticeId)
      if (notice?.state !== 'planned') return undefined
      const language = await deps.languageOf(tx, notice.personId)
      const contact =
        language === undefined ? noContact : await deps.contacts.findContact(tx, notice.personId)
      return { notice, language, way: wayOf(notice, contact) }
    })
    if (found === undefined) return
    const { notice, language, way } = found
    if ('because' in way || language === undefined)
      return settle(deps, notice, 'because' in way ? way.because : 'no-address')

    const { changeId } = notice.facts
    const words = wordsOf(notice, {
      language,
      service: deps.service,
      ...(changeId !== undefined && { token: linkToken(deps.sealing, changeId) }),
    })
    const mail: Mail = {
      ...words,
      to: way.to,
      language,
      id: notice.noticeId,
      tag: bounceTag(deps.sealing, notice.noticeId),
    }
    const taken = await deps.sendMail(mail)
    await settle(deps, notice, taken.ok ? 'sent' : 'refused')
  },
})

const ofNotice = z.object({ noticeId: z.string() })

async function settle(
  deps: NoticesDeps,
  notice: Notice,
  state: 'sent' | NoticeNotSent['because'],
): Promise<void> {
  const permit = deps.systemPermit('notices.notify')
  const { noticeId, personId, kind, fixedAddress } = notice
  const settled = await deps.db.write(async (tx): Promise<Result<void, never>> => {
    if (!(await settleNotice(tx, { noticeId, state, now: deps.clock.now() }))) return ok(undefined)
    if (state === 'refused' && fixedAddress === undefined)
      await deps.contacts.markRefused(tx, personId)
    const bySuomiFi = state === 'sent' ? undefined : await giveToSuomiFi(deps, tx, notice)
    if (bySuomiFi) await settleBySuomiFi(tx, noticeId)
    const event: NoticeSent | NoticeSentBySuomiFi | NoticeNotSent =
      state === 'sent'
        ? { type: 'NoticeSent', about: { personId }, noticeId, kind }
        : (bySuomiFi ?? notSent(notice, state))
    await deps.record(tx, event, permit)
    return ok(undefined)
  })
  if (!settled.ok) throw new Error('unreachable: this operation has no refusal')
}
