import { ok, type Result } from '@sotevarmenne/kernel/result'
import { giveToSuomiFi } from './by-suomi-fi.ts'
import type { NoticeId } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { isOfAddress, readDeliveryReport } from './domain/delivery-report.ts'
import { hasOwnAddress, notSent } from './domain/notice.ts'
import { noticeOfBounceTag } from './bounce-tag.ts'
import { findNotice, settleBySuomiFi, settleReturned } from './store.ts'

type Deps = Pick<
  NoticesDeps,
  | 'db'
  | 'record'
  | 'contacts'
  | 'sealing'
  | 'systemPermit'
  | 'sendBySuomiFi'
  | 'languageOf'
  | 'service'
>

/** Whether mail for this tag is accepted: our own tag, of a notice. */
export const isBounceTag =
  ({ sealing }: Pick<Deps, 'sealing'>) =>
  (tag: string): boolean =>
    noticeOfBounceTag(sealing, tag) !== undefined

/**
 * Handles a mail that came back after a server had accepted it (R210): its notice was not delivered after
 * all, and the address is marked invalid if the report says so and the person has given no other since.
 * Idempotent.
 */
export const takeBounce =
  (deps: Deps) =>
  async (tag: string, message: string): Promise<'returned' | 'nothing'> => {
    const noticeId = noticeOfBounceTag(deps.sealing, tag)
    const report = readDeliveryReport(message)
    if (noticeId === undefined || report?.action !== 'failed') return 'nothing'
    const taken = await deps.db.write((tx) => settle(deps, tx, noticeId, isOfAddress(report)))
    return taken.ok && taken.value ? 'returned' : 'nothing'
  }

async function settle(
  deps: Deps,
  tx: Parameters<typeof findNotice>[1],
  noticeId: NoticeId,
  isForGood: boolean,
): Promise<Result<boolean, never>> {
  const notice = await findNotice(deps, tx, noticeId)
  if (notice?.sentAt === undefined) return ok(false)
  const { personId, sentAt } = notice
  const contact = await deps.contacts.lockContact(tx, personId)
  if (!(await settleReturned(tx, noticeId))) return ok(false)
  const isOfContact =
    !hasOwnAddress(notice.kind) &&
    contact.address !== undefined &&
    !(await deps.contacts.wasConfirmedSince(tx, { personId, since: sentAt }))
  if (isForGood && isOfContact) await deps.contacts.markRefused(tx, personId)
  const bySuomiFi = await giveToSuomiFi(deps, tx, notice)
  if (bySuomiFi) await settleBySuomiFi(tx, noticeId)
  const event = bySuomiFi ?? notSent(notice, 'refused')
  await deps.record(tx, event, deps.systemPermit('notices.notify'))
  return ok(true)
}
