import { createSealing } from '#platform/sealing.ts'
import type { NoticesDeps } from './deps.ts'
import { forgetDead } from './forget-dead.ts'
import {
  requestOwnAddress,
  chooseOwnNotices,
  confirmOwnAddress,
  removeOwnAddress,
  viewOwnContact,
} from './own-contact.ts'
import { viewOwnNotices } from './own-notices.ts'
import { notifyHolders } from './plan-notice.ts'
import { planReminders } from './remind.ts'
import { sendNotice } from './send-notice.ts'
import { isBounceTag, takeBounce } from './take-bounce.ts'
import { notifyOrganisations } from './notify-organisations.ts'
import { notifyStaff } from './notify-staff.ts'
import { notifyVisitors } from './notify-visitors.ts'

export type Notices = ReturnType<typeof createNotices>

/** `secret`: at least 32 bytes, or it throws. */
export function createNotices({
  secret,
  ...wired
}: Omit<NoticesDeps, 'sealing'> & { readonly secret: Uint8Array }) {
  const deps: NoticesDeps = { ...wired, sealing: createSealing(secret, 'notices') }
  return {
    viewOwnContact: viewOwnContact(deps),
    requestOwnAddress: requestOwnAddress(deps),
    removeOwnAddress: removeOwnAddress(deps),
    confirmOwnAddress: confirmOwnAddress(deps),
    chooseOwnNotices: chooseOwnNotices(deps),
    viewOwnNotices: viewOwnNotices(deps),
    planReminders: planReminders(deps),
    isBounceTag: isBounceTag(deps),
    takeBounce: takeBounce(deps),
    jobs: [sendNotice(deps)],
    subscriptions: [
      ...notifyHolders(deps),
      ...notifyStaff(deps),
      ...notifyVisitors(deps),
      ...notifyOrganisations(deps),
      forgetDead(deps),
    ],
  }
}
