import type { SettingKey, SettingValue } from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { ChangeStep } from '#platform/dated-changes/change-from-a-day.ts'

/** A setting on a day. */
export type Setting<Key extends SettingKey> = {
  readonly value: SettingValue<Key>
  /** The id of the change that set it, or `shipped`: a decision that used it records this. */
  readonly version: string
}

/** The versions of the settings that a decision used, in its audit entry. */
export type UsedSettings = { readonly [Key in SettingKey]?: string }

/** New numbers of a setting from a day on. */
export type SettingChange = {
  readonly kind: SettingKey
  readonly beginsOn: LocalDate
  readonly numbers: readonly number[]
}

export type SettingChangeEvent = {
  readonly type: `SettingChange${ChangeStep}`
  readonly changeId: string
  readonly change: SettingChange
}
