import type { NoticeKind } from '@sotevarmenne/api/notices'
import { ok } from '@sotevarmenne/kernel/result'
import type { Subscription } from '#platform/outbox.ts'
import type { NoticesDeps } from './deps.ts'
import { planNotice } from './plan-notice.ts'

/** Every event that those of the office, of a registration point (R144) or of an organisation’s account (R274) are told of. */
const kindOfEvent = {
  InquiryRaised: 'inquiry-raised',
  InquiryConfirmed: 'inquiry-decided',
  InquiryRejected: 'inquiry-decided',
  RegisterChangesHeld: 'mass-held',
  ListsHeld: 'mass-held',
  SignatoryJoined: 'signatory-joined',
  MandateEnding: 'mandate-ends',
} as const satisfies { readonly [type: string]: NoticeKind }

type ToldToStaff = keyof typeof kindOfEvent

/** Plans a notice for each whose work it is; who they are is asked when the event is heard. */
export const tellStaff = (
  deps: Pick<NoticesDeps, 'db' | 'clock' | 'planJob' | 'sealing' | 'staffToTell'>,
): readonly Subscription[] =>
  (Object.keys(kindOfEvent) as ToldToStaff[]).map((type) => ({
    event: type,
    listener: 'notices.tellStaff',
    handle: async (event, eventId) => {
      await deps.db.write(async (tx) => {
        for (const personId of await deps.staffToTell(tx, { ...event, type }))
          await planNotice(deps, tx, {
            ...{ personId, kind: kindOfEvent[type], facts: {} },
            cause: `${eventId} ${personId}`,
          })
        return ok(undefined)
      })
    },
  }))
