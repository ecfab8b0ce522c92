import {
  isAllowed,
  maxNumbers,
  settings,
  shippedNumbers,
  type SettingKey,
} from '@sotevarmenne/api/settings'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { inForce } from '#platform/dated-changes/domain/dated-change.ts'

export type NotAllowed = {
  readonly kind: 'setting-out-of-bounds'
  readonly min: number
  readonly max: number
  readonly maxNumbers: number
}

/** Whether case officers may choose these numbers; those of a list are sorted, highest first (R345). */
export function checkNumbers(
  key: SettingKey,
  numbers: readonly number[],
): Result<readonly number[], NotAllowed> {
  const { min, max } = settings[key]
  return isAllowed(key, numbers)
    ? ok(numbers.toSorted((one, other) => other - one))
    : refuse({ kind: 'setting-out-of-bounds', min, max, maxNumbers: maxNumbers(key) })
}

/** A change of one setting that two case officers decided. */
export type ApprovedNumbers = {
  readonly changeId: string
  readonly from: LocalDate
  readonly content: { readonly numbers: readonly number[] }
}

/**
 * The change in force on the day, of the approved ones in the order of their approval; undefined: the shipped
 * value. What a later version of the service does not allow any more is as if it had never been chosen.
 */
export const changeInForce = (
  key: SettingKey,
  approved: readonly ApprovedNumbers[],
  on: LocalDate,
): ApprovedNumbers | undefined =>
  inForce(approved.filter(({ content }) => isAllowed(key, content.numbers))).findLast(
    ({ from }) => from <= on,
  )

export const numbersOf = (
  key: SettingKey,
  change: ApprovedNumbers | undefined,
): readonly number[] => change?.content.numbers ?? shippedNumbers(key)
