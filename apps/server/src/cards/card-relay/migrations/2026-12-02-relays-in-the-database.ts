import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Tickets and relays, so that a relay goes on at another web process. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema card_relay`.execute(tx)
  await sql`
    create table card_relay.ticket (
      ticket_hash bytea primary key,
      session bytea not null unique,
      purpose text not null,
      content bytea not null,
      expires_at timestamptz not null
    )`.execute(tx)
  await sql`create index ticket_expired on card_relay.ticket (expires_at)`.execute(tx)
  await sql`
    create table card_relay.relay (
      relay_hash bytea primary key,
      owner uuid not null,
      leased_until timestamptz not null,
      content bytea,
      last_turn bytea
    ) with (fillfactor = 50)`.execute(tx)
  await sql`create index relay_of_owner on card_relay.relay (owner)`.execute(tx)
  for (const [table, columns] of [
    ['exchange', 'turn integer not null, commands bytea not null, responses bytea'],
    ['step', 'step integer not null, outcome bytea not null'],
  ] as const)
    await sql`
      create table card_relay.${sql.raw(table)} (
        relay_hash bytea not null references card_relay.relay on delete cascade,
        ${sql.raw(columns)},
        primary key (relay_hash, ${sql.raw(table === 'step' ? 'step' : 'turn')})
      )`.execute(tx)
  await sql`
    create table card_relay.forwarded_turn (
      relay_hash bytea not null references card_relay.relay on delete cascade,
      turn integer not null,
      digest bytea not null,
      request bytea not null,
      reply bytea,
      primary key (relay_hash, turn, digest)
    )`.execute(tx)
  await sql`
    create index forwarded_turn_open on card_relay.forwarded_turn (relay_hash)
      where reply is null`.execute(tx)
}
