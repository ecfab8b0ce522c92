import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn } from '#settings/index.ts'
import { letterDay } from './domain/activation-letter.ts'

/** When the letter of a card that was produced then leaves, by the delay in force on that day (R22). */
export async function plannedLetterDay(
  tx: Tx,
  producedAt: Instant,
): Promise<{ readonly plannedFor: LocalDate; readonly settings: UsedSettings }> {
  const { value, version } = await settingOn(tx, 'letter-delay', dateInHelsinki(producedAt))
  return { plannedFor: letterDay(producedAt, value), settings: { 'letter-delay': version } }
}
