import type { ReportingRegister } from '@sotevarmenne/api/registers'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, timestamp, type Tx } from '#platform/db.ts'
import type { SetAside } from '#people/registers/contract.ts'

/** Stores them; returns those that were not set aside before. */
export async function storeSetAside(
  tx: Tx,
  register: ReportingRegister,
  events: readonly SetAside[],
  at: Instant,
): Promise<readonly SetAside[]> {
  if (events.length === 0) return []
  const { rows } = await sql<SetAside>`
    insert into register_changes.set_aside (register, event_id, because, set_aside_at)
    select ${register}, event->>'eventId', event->>'because', ${timestamp(at)}
    from jsonb_array_elements(${json(events)}) as event
    on conflict do nothing
    returning event_id as "eventId", because`.execute(tx)
  await sql`
    update register_changes.feed set set_aside = set_aside + ${rows.length}
    where register = ${register}`.execute(tx)
  return rows
}

/** Those of the last thirty days, newest first, twenty at most. */
export async function newestSetAside(
  tx: Tx,
  register: ReportingRegister,
  now: Instant,
): Promise<readonly (SetAside & { readonly at: Instant })[]> {
  const { rows } = await sql<SetAside & { readonly at: Instant }>`
    select event_id as "eventId", because, set_aside_at as at from register_changes.set_aside
    where register = ${register} and set_aside_at > ${timestamp(plus(now, -30 * day))}
    order by set_aside_at desc, event_id limit 20`.execute(tx)
  return rows
}

/** How many were ever set aside, by register. */
export async function countSetAside(
  tx: Tx,
): Promise<readonly { readonly register: ReportingRegister; readonly count: number }[]> {
  const { rows } = await sql<{ register: ReportingRegister; count: number }>`
    select register, set_aside as count from register_changes.feed order by register`.execute(tx)
  return rows
}
