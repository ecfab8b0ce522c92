import type { NoticeKind } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import type { Subscription } from '#platform/outbox.ts'
import type { NoticesDeps } from './deps.ts'
import { planNotice } from './plan-notice.ts'

/**
 * Every event with a notice to staff of the office, of a registration point (R144, R404) or of an organisation’s
 * account (R274).
 */
const kindOfEvent = {
  InquiryRaised: 'inquiry-raised',
  InquiryConfirmed: 'inquiry-decided',
  InquiryRejected: 'inquiry-decided',
  BlanksOrdered: 'blanks-ordered',
  OrderedBlanksSent: 'blank-order-handled',
  BlankOrderRefused: 'blank-order-handled',
  RegisterChangesPaused: 'mass-revocation-paused',
  CrlsPaused: 'mass-revocation-paused',
  SignatoryJoined: 'signatory-joined',
  PowerOfAttorneyEnding: 'power-of-attorney-ends',
} as const satisfies { readonly [type: string]: NoticeKind }

type NotifiedToStaff = keyof typeof kindOfEvent

/** Plans a notice for each responsible person; who that is, is read when the event arrives. */
export const notifyStaff = (
  deps: Pick<NoticesDeps, 'db' | 'clock' | 'planJob' | 'sealing' | 'staffToNotify'>,
): readonly Subscription[] =>
  (Object.keys(kindOfEvent) as NotifiedToStaff[]).map((type) => ({
    event: type,
    listener: 'notices.notifyStaff',
    handle: async (event, eventId) => {
      await deps.db.write(async (tx) => {
        for (const personId of await deps.staffToNotify(tx, { ...event, type }))
          await planNotice(deps, tx, {
            ...{ personId, kind: kindOfEvent[type], facts: {} },
            cause: `${eventId} ${personId}`,
          })
        return ok(undefined)
      })
    },
  }))
