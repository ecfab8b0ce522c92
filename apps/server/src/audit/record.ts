import { randomBytes, randomUUID } from 'node:crypto'
import { afterCommit, type Tx } from '#platform/db.ts'
import type { Clock } from '#platform/clock.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { Record } from '#platform/record.ts'
import type { EntryId } from './contract.ts'
import { entryDigest } from './digest.ts'
import { insertEntry, type EntryContent } from './store.ts'

export type RecordDeps = {
  readonly clock: Clock
  readonly planListeners: (tx: Tx, event: RecordedEvent, eventId: string) => Promise<void>
  /** Called once the entry is committed: it waits for its place in the tree. */
  readonly onRecorded: () => void
}

/** Writes the trail's entry and plans what follows from the event. The deed's transaction fails when this does. */
export const recordEvent =
  ({ clock, planListeners, onRecorded }: RecordDeps): Record =>
  async (tx, event, permit) => {
    const entryId = randomUUID() as EntryId
    const { about, ...facts } = event
    const recorded = JSON.parse(JSON.stringify({ ...facts, about })) as RecordedEvent
    const content: EntryContent = {
      entry_id: entryId,
      at: clock.now(),
      type: event.type,
      deed: permit.deed,
      actor: permit.actor,
      reason: permit.reason,
      point_id: permit.pointId ?? null,
      about_person: about?.personId ?? null,
      about_card: about?.cardId ?? null,
      about_order: about?.orderId ?? null,
      event: recorded,
    }
    const salt = new Uint8Array(randomBytes(32))
    await insertEntry(tx, { content, salt, digest: entryDigest(salt, content) })
    await planListeners(tx, recorded, entryId)
    afterCommit(onRecorded)
  }
