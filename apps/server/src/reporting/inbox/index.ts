import { bindOperations } from '#platform/operation.ts'
import { assignInboxItem } from './assign-item.ts'
import { chooseInboxDigest, viewInboxDigest } from './choose-digest.ts'
import type { InboxDeps } from './deps.ts'
import { planDigests } from './plan-digests.ts'
import { countInbox, listInbox, viewInboxItem } from './view-inbox.ts'

/** Everything that waits for an officer, and who has it. */
export const createInbox = (deps: InboxDeps) => ({
  ...bindOperations(deps, {
    listInbox,
    countInbox,
    viewInboxDigest,
    chooseInboxDigest,
    viewInboxItem,
    assignInboxItem,
  }),
  schedules: [{ name: 'digests of the inbox', run: planDigests(deps) }],
})
