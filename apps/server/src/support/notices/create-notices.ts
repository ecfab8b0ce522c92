import { createSealing } from '#platform/sealing.ts'
import type { NoticesDeps } from './deps.ts'
import { forgetDead } from './forget-dead.ts'
import {
  askOwnAddress,
  chooseOwnNotices,
  confirmOwnAddress,
  removeOwnAddress,
  viewOwnContact,
} from './own-contact.ts'
import { viewOwnNotices } from './own-notices.ts'
import { tellHolders } from './plan-notice.ts'
import { planReminders } from './remind.ts'
import { sendNotice } from './send-notice.ts'
import { isBounceTag, takeBounce } from './take-bounce.ts'
import { tellOrganisations } from './tell-organisations.ts'
import { tellStaff } from './tell-staff.ts'
import { tellVisitors } from './tell-visitors.ts'

export type Notices = ReturnType<typeof createNotices>

/** `secret`: at least 32 octets, or it throws. */
export function createNotices({
  secret,
  ...wired
}: Omit<NoticesDeps, 'sealing'> & { readonly secret: Uint8Array }) {
  const deps: NoticesDeps = { ...wired, sealing: createSealing(secret, 'notices') }
  return {
    viewOwnContact: viewOwnContact(deps),
    askOwnAddress: askOwnAddress(deps),
    removeOwnAddress: removeOwnAddress(deps),
    confirmOwnAddress: confirmOwnAddress(deps),
    chooseOwnNotices: chooseOwnNotices(deps),
    viewOwnNotices: viewOwnNotices(deps),
    planReminders: planReminders(deps),
    isBounceTag: isBounceTag(deps),
    takeBounce: takeBounce(deps),
    jobs: [sendNotice(deps)],
    subscriptions: [
      ...tellHolders(deps),
      ...tellStaff(deps),
      ...tellVisitors(deps),
      ...tellOrganisations(deps),
      forgetDead(deps),
    ],
  }
}
