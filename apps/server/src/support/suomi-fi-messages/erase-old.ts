import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { MessagesDeps } from './deps.ts'
import { eraseMessages } from './store.ts'

/** For questions about a notice; the audit log has each state for years. */
const retentionDays = 365

/** Erases the messages whose state has not changed for a year (R350), those that were never sent too. */
export async function eraseOldMessages({
  db,
  clock,
}: Pick<MessagesDeps, 'db' | 'clock'>): Promise<void> {
  await db.write(async (tx) => {
    await eraseMessages(tx, plus(clock.now(), -retentionDays * day))
    return ok(undefined)
  })
}
