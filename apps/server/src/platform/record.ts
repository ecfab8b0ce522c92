import type { Permit } from './permit.ts'
import type { Tx } from './db.ts'

/**
 * What happened, as a past fact. `type` is the event's name (`CardHandedOver`); every other member is a plain
 * JSON value. No name, identity code or address of a person: ids only, so that payloads may live long.
 */
export type DomainEvent = {
  readonly type: string
  /** Whom it concerns, so that a holder can ask for everything done with the own card. */
  readonly about?: {
    readonly personId?: string
    readonly cardId?: string
    readonly orderId?: string
  }
}

/**
 * Writes the event to the audit trail and plans its consequences (outbox), in the transaction of the deed.
 * If it can't be written, the deed does not happen.
 */
export type Record = (tx: Tx, event: DomainEvent, permit: Permit) => Promise<void>

/** The same for several events, each of its own deed: one statement for the trail, however many they are. */
export type RecordAll = (
  tx: Tx,
  happened: readonly { readonly event: DomainEvent; readonly permit: Permit }[],
) => Promise<void>

/**
 * The trail of a look at a page: one entry about each person whom it names, but the one who looks; one about nobody where
 * the service knows none of them (R290).
 */
export async function recordLook(
  { record }: { readonly record: Record },
  tx: Tx,
  permit: Permit,
  { looked, named }: { readonly looked: DomainEvent; readonly named: Iterable<string> },
): Promise<void> {
  const { actor } = permit
  const others = new Set(named)
  if (actor.kind === 'person') others.delete(actor.personId)
  if (others.size === 0) return record(tx, looked, permit)
  for (const personId of others) await record(tx, { ...looked, about: { personId } }, permit)
}
