import { randomUUID } from 'node:crypto'
import type { SettingKey } from '@sotevarmenne/api/settings'
import { instant } from '@sotevarmenne/kernel/instant'
import { addDays, localDate, startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { ChangeId } from '#platform/dated-changes/stored-changes.ts'
import { settingChanges } from './store.ts'

/** Two case officers decided these numbers the day before; returns the id of the change. */
export async function changeSetting(
  db: Db,
  kind: SettingKey,
  numbers: readonly number[],
  beginsOn: LocalDate = localDate('2026-01-01'),
): Promise<string> {
  const changeId = randomUUID() as string as ChangeId
  const at = instant(startOfDay(addDays(beginsOn, -1)))
  await db.write(async (tx) => {
    await settingChanges.insert(tx, { kind, beginsOn, numbers }, { changeId, by: randomUUID(), at })
    await settingChanges.saveDecision(tx, changeId, {
      ...{ decision: 'approved', by: randomUUID(), at },
    })
    return ok(undefined)
  })
  return changeId
}

/** All settings have their shipped values again. */
export const forgetSettingChanges = (db: Db) =>
  db.write(async (tx) => {
    await sql`delete from settings.dated_change`.execute(tx)
    return ok(undefined)
  })
