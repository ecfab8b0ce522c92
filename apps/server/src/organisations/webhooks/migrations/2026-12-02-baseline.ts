import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Webhook endpoints of organisations, and what is sent to them. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema webhooks`.execute(tx)
  await sql`
    create table webhooks.endpoint (
      endpoint_id uuid primary key,
      organisation_id uuid not null,
      name text not null,
      url text not null,
      kinds jsonb not null,
      state text not null,
      created_at timestamptz not null,
      secret_sealed bytea not null,
      former_secret_sealed bytea,
      former_until timestamptz,
      failures integer not null default 0,
      failing_since timestamptz,
      paused_until timestamptz,
      lease uuid,
      leased_until timestamptz,
      check (state in ('enabled', 'disabled', 'gone', 'failing', 'ceased')),
      check ((former_secret_sealed is null) = (former_until is null)),
      check ((failures = 0) = (failing_since is null))
    )`.execute(tx)
  await sql`
    create index endpoint_of_organisation
      on webhooks.endpoint (organisation_id, created_at desc, endpoint_id desc)`.execute(tx)
  await sql`
    create table webhooks.delivery (
      delivery_id uuid primary key,
      endpoint_id uuid not null,
      event_id text not null,
      kind text not null,
      body text not null,
      happened_at timestamptz not null,
      created_at timestamptz not null,
      state text not null,
      attempts integer not null default 0,
      next_at timestamptz,
      last_at timestamptz,
      last_status integer,
      last_fault text,
      unique (endpoint_id, event_id),
      check (state in ('waiting', 'delivered', 'abandoned')),
      check ((state = 'waiting') = (next_at is not null))
    )`.execute(tx)
  await sql`
    create index delivery_of_endpoint
      on webhooks.delivery (endpoint_id, created_at desc, delivery_id desc)`.execute(tx)
  await sql`
    create index delivery_waiting on webhooks.delivery (endpoint_id, next_at)
      where state = 'waiting'`.execute(tx)
  await sql`create index delivery_created on webhooks.delivery (created_at)`.execute(tx)
}
