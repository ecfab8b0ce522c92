import { randomUUID } from 'node:crypto'
import type { EntryReceipt } from '@sotevarmenne/issuing/socket/messages'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { afterCommit, type Tx } from '#platform/db.ts'
import type { Clock } from '#platform/clock.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import type { DomainEvent, RecordAll } from '#platform/record.ts'
import type { EntryId, AuditEntry } from './contract.ts'
import { entryDigest } from './digest.ts'
import { insertEntries } from './stores/entries.ts'

export type RecordDeps = {
  readonly clock: Clock
  readonly planSubscribers: (tx: Tx, event: RecordedEvent, eventId: string) => Promise<void>
  /** Called once the entries are committed: they are pending for the tree. */
  readonly onRecorded: (entries: readonly EntryReceipt[]) => void
}

/**
 * Writes audit entries and plans what follows from the events. The operation's transaction fails when this
 * does.
 */
export const recordEvents =
  ({ clock, planSubscribers, onRecorded }: RecordDeps): RecordAll =>
  async (tx, happened) => {
    const entries = happened.map(({ event, permit }) => newEntry(event, permit, clock.now()))
    const digested = entries.map((salted) => ({ ...salted, digest: entryDigest(salted) }))
    await insertEntries(tx, digested)
    for (const { entry } of entries) {
      const { type, about, facts } = entry
      await planSubscribers(tx, { type, ...facts, ...(about && { about }) }, entry.entryId)
    }
    const receipts = digested.map(({ entry, digest }) => ({ entryId: entry.entryId, digest }))
    afterCommit(() => {
      onRecorded(receipts)
    })
  }

function newEntry(event: DomainEvent, permit: Permit, at: Instant) {
  const { type, about, ...facts } = event
  const entry: AuditEntry = {
    entryId: randomUUID() as string as EntryId,
    at,
    type,
    operation: permit.operation,
    actor: permit.actor,
    reason: permit.reason,
    ...(permit.pointId !== undefined && { pointId: permit.pointId }),
    ...(about && Object.keys(about).length > 0 && { about }),
    facts: JSON.parse(JSON.stringify(facts)) as AuditEntry['facts'],
  }
  return { entry, salt: secureRandomBytes(32) }
}
