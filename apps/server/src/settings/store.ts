import { settingKey, settings, type SettingKey } from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import { storedChanges } from '#platform/dated-changes/stored-changes.ts'
import { waitingChanges } from '#platform/dated-changes/waiting-changes.ts'
import type { Setting, SettingChange } from './contract.ts'
import { changeInForce, numbersOf, type ApprovedNumbers } from './domain/setting.ts'

export const settingChanges = storedChanges<SettingChange>(
  sql.table('settings.dated_change'),
  settingKey.options,
)

export const waitingSettings = waitingChanges({
  ...{ kind: 'setting-change', decidedBy: 'settings.decide' },
  ...{ table: 'settings.dated_change', kinds: settingKey.options, topic: sql`kind` },
})

/** The change of each setting that is in force on the day; none: the shipped value. */
export async function findChangesInForce(
  tx: Tx,
  keys: readonly SettingKey[],
  on: LocalDate,
): Promise<ReadonlyMap<SettingKey, ApprovedNumbers>> {
  const approved = Map.groupBy(await settingChanges.approved(tx, ...keys), ({ kind }) => kind)
  return new Map(
    keys.flatMap((key) => {
      const change = changeInForce(key, approved.get(key) ?? [], on)
      return change ? [[key, change] as const] : []
    }),
  )
}

/**
 * Settings on a day, read in the transaction of the decision: nobody decides by a value that has ended.
 */
export async function settingsOn<const Key extends SettingKey>(
  tx: Tx,
  keys: readonly Key[],
  on: LocalDate,
): Promise<{ readonly [Of in Key]: Setting<Of> }> {
  const changes = await findChangesInForce(tx, keys, on)
  const read = keys.map((key) => {
    const change = changes.get(key)
    const numbers = numbersOf(key, change)
    const value = settings[key].unit === 'days-before' ? numbers : numbers[0]
    return [key, { value, version: change?.changeId ?? 'shipped' }]
  })
  return Object.fromEntries(read) as { readonly [Of in Key]: Setting<Of> }
}

/** One of them. */
export const settingOn = async <const Key extends SettingKey>(
  tx: Tx,
  key: Key,
  on: LocalDate,
): Promise<Setting<Key>> => (await settingsOn(tx, [key], on))[key]
