import type { Permit } from './permit.ts'
import type { Tx } from './db.ts'

/**
 * What happened, as a past fact. `type` is the event's name (`CardHandedOver`); every other member is a plain
 * JSON value. No name, identity code or address of a person: ids only, so that payloads may be retained for
 * long.
 */
export type DomainEvent = {
  readonly type: string
  /** The person concerned, so that a holder can request everything done with their card. */
  readonly about?: {
    readonly personId?: string
    readonly cardId?: string
    readonly orderId?: string
  }
}

/**
 * Writes the event to the audit log and plans its consequences (outbox), in the transaction of the operation.
 * If it can't be written, the operation fails.
 */
export type Record = (tx: Tx, event: DomainEvent, permit: Permit) => Promise<void>

/**
 * The same for several events, each of its own operation: one statement for the audit log, however many they
 * are.
 */
export type RecordAll = (
  tx: Tx,
  happened: readonly { readonly event: DomainEvent; readonly permit: Permit }[],
) => Promise<void>

/**
 * The access records of a page view: one about each person named on it, except the viewer; one without a
 * person where the service knows none of them (R290).
 */
export async function recordAccess(
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
