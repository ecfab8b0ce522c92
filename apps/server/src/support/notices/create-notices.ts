import { noteAcceptedMessages, settleUndeliveredMessages } from './by-suomi-fi.ts'
import type { Tx } from '#platform/db.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { NoticesDeps } from './deps.ts'
import { confirmAddressOfOrder } from './confirm-address-of-order.ts'
import { forgetDead } from './forget-dead.ts'
import {
  requestOwnAddress,
  chooseOwnNotices,
  confirmOwnAddress,
  removeOwnAddress,
  viewOwnContact,
} from './own-contact.ts'
import { viewOwnNotices } from './own-notices.ts'
import { notifyHolders, planNotice, type Planned } from './plan-notice.ts'
import { planReminders } from './remind.ts'
import { sendNotice } from './send-notice.ts'
import { isBounceTag, takeBounce } from './take-bounce.ts'
import { notifyOrganisations } from './notify-organisations.ts'
import { notifyStaff } from './notify-staff.ts'
import { notifyVisitors } from './notify-visitors.ts'
import { notifyWriters } from './notify-writers.ts'

export type Notices = ReturnType<typeof createNotices>

export function createNotices(wired: Unsealed<NoticesDeps>) {
  const deps: NoticesDeps = withSealing(wired, 'notices')
  return {
    ...bindOperations(deps, {
      viewOwnContact,
      requestOwnAddress,
      removeOwnAddress,
      chooseOwnNotices,
      confirmOwnAddress,
      viewOwnNotices,
    }),
    /** For modules that send a notice to a person: the same cause again sends nothing. */
    planNotice: (tx: Tx, planned: Planned) => planNotice(deps, tx, planned),
    planReminders: planReminders(deps),
    isBounceTag: isBounceTag(deps),
    takeBounce: takeBounce(deps),
    schedules: [{ name: 'reminders of cards that end', run: planReminders(deps) }],
    jobs: [sendNotice(deps)],
    subscriptions: [
      ...notifyHolders(deps),
      ...notifyStaff(deps),
      ...notifyVisitors(deps),
      ...notifyWriters(deps),
      ...notifyOrganisations(deps),
      confirmAddressOfOrder(deps),
      forgetDead(deps),
      noteAcceptedMessages(deps),
      settleUndeliveredMessages(deps),
    ],
  }
}
