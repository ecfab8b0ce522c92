import { randomBytes, randomUUID } from 'node:crypto'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { afterCommit, type Tx } from '#platform/db.ts'
import type { Clock } from '#platform/clock.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { DomainEvent, RecordAll } from '#platform/record.ts'
import type { EntryId } from './contract.ts'
import { entryDigest } from './digest.ts'
import { insertEntries, type EntryContent } from './store.ts'

export type RecordDeps = {
  readonly clock: Clock
  readonly planListeners: (tx: Tx, event: RecordedEvent, eventId: string) => Promise<void>
  /** Called once the entry is committed: it waits for its place in the tree. */
  readonly onRecorded: () => void
}

/** Writes the trail's entries and plans what follows from the events. The deed's transaction fails when this does. */
export const recordEvents =
  ({ clock, planListeners, onRecorded }: RecordDeps): RecordAll =>
  async (tx, happened) => {
    const entries = happened.map(({ event, permit }) => newEntry(event, permit, clock.now()))
    await insertEntries(tx, entries)
    for (const { content } of entries) await planListeners(tx, content.event, content.entry_id)
    afterCommit(onRecorded)
  }

function newEntry(event: DomainEvent, permit: Permit, at: Instant) {
  const { about, ...facts } = event
  const content = {
    entry_id: randomUUID() as EntryId,
    at,
    type: event.type,
    deed: permit.deed,
    actor: permit.actor,
    reason: permit.reason,
    point_id: permit.pointId ?? null,
    about_person: about?.personId ?? null,
    about_card: about?.cardId ?? null,
    about_order: about?.orderId ?? null,
    event: JSON.parse(JSON.stringify({ ...facts, about })) as RecordedEvent,
  } satisfies EntryContent
  const salt = new Uint8Array(randomBytes(32))
  return { content, salt, digest: entryDigest(salt, content) }
}
