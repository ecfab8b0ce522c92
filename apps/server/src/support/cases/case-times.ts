import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingOn, settingsOn } from '#settings/index.ts'
import type { CaseTimes, SupportCase } from './domain/support-case.ts'

/** The times that apply to a case in its state: those of the day on which it entered the state (R345). */
export async function timesOf(
  tx: Tx,
  { kind, state, changedAt }: Pick<SupportCase, 'kind' | 'state' | 'changedAt'>,
): Promise<{ readonly times: CaseTimes; readonly settings: UsedSettings }> {
  const retentionKey = kind === 'fee-dispute' ? 'dispute-retention' : 'case-retention'
  const read = await settingsOn(tx, ['case-closing', retentionKey], dateInHelsinki(changedAt))
  const { 'case-closing': closing, [retentionKey]: retention } = read
  return {
    times: { closingDays: closing.value, retentionYears: retention.value },
    settings:
      state === 'closed'
        ? { [retentionKey]: retention.version }
        : { 'case-closing': closing.version },
  }
}

/** In how many days the office replies to a message that comes now (R165), and the setting that says so. */
export async function replyTimeOf(
  tx: Tx,
  { kind, now }: Pick<SupportCase, 'kind'> & { readonly now: Instant },
): Promise<{ readonly replyDays: number; readonly settings: UsedSettings | undefined }> {
  const { value, version } = await settingOn(tx, 'reply-time', dateInHelsinki(now))
  // The law sets the time of a rectification request.
  const isByLaw = kind === 'rectification-request'
  return { replyDays: value, settings: isByLaw ? undefined : { 'reply-time': version } }
}
