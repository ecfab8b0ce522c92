import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { UsedSettings } from '#settings/contract.ts'
import { settingsOn } from '#settings/index.ts'
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
