import { settingKey, settings, type SettingKey } from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { storedChanges } from '#platform/dated-changes/stored-changes.ts'
import type { Setting, SettingChange } from './contract.ts'
import { changeInForce, numbersOf, type ApprovedNumbers } from './domain/setting.ts'

export const settingChanges = storedChanges<SettingChange>(
  sql.table('settings.dated_change'),
  settingKey.options,
)

/** The change of the setting that is in force on the day; undefined: the shipped value. */
export const findChangeInForce = async (
  tx: Tx,
  key: SettingKey,
  on: LocalDate,
): Promise<ApprovedNumbers | undefined> =>
  changeInForce(key, await settingChanges.approved(tx, key), on)

/**
 * A setting on a day, read in the transaction of the decision: nobody decides by a value that has ended.
 */
export async function settingOn<Key extends SettingKey>(
  tx: Tx,
  key: Key,
  on: LocalDate,
): Promise<Setting<Key>> {
  const change = await findChangeInForce(tx, key, on)
  const numbers = numbersOf(key, change)
  const value = settings[key].unit === 'days-before' ? numbers : numbers[0]
  return { value: value as Setting<Key>['value'], version: change?.changeId ?? 'shipped' }
}
