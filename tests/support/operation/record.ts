import type { Record, RecordAll } from '../../../apps/server/src/platform/record.ts'

/** `recordAll` over a test's own `record`. */
export const recordEach =
  (record: Record): RecordAll =>
  async (tx, happened) => {
    for (const { event, permit } of happened) await record(tx, event, permit)
  }
