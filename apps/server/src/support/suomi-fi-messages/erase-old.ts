import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { settingOn } from '#settings/index.ts'
import type { MessagesDeps } from './deps.ts'
import { eraseMessages } from './store.ts'

/**
 * Erases the messages whose state has not changed for as long as the setting says, a year as shipped (R350); those that
 * were never sent too.
 */
export async function eraseOldMessages({
  db,
  clock,
}: Pick<MessagesDeps, 'db' | 'clock'>): Promise<void> {
  await db.write(async (tx) => {
    const now = clock.now()
    const retention = await settingOn(tx, 'suomi-fi-message-retention', dateInHelsinki(now))
    await eraseMessages(tx, plus(now, -retention.value * day))
    return ok(undefined)
  })
}
