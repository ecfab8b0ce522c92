import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema products`.execute(tx)
  await sql`
    create table products.price_change (
      change_id uuid default gen_random_uuid() not null,
      kind text not null,
      price_list text,
      begins_on date not null,
      content jsonb not null,
      proposed_by uuid,
      proposed_at timestamptz,
      decision text,
      decided_by uuid,
      decided_at timestamptz,
      check ((price_list is null) = (kind = 'vat-rate')),
      check ((proposed_by is null) = (proposed_at is null)),
      check ((decided_by is null) = (decided_at is null)),
      check (((decision is null) = (decided_by is null)) or (proposed_by is null)),
      check ((proposed_by is not null) or (decision = 'approved')),
      check ((decision <> 'approved') or (decided_by <> proposed_by)),
      check (decision in ('approved', 'rejected')),
      check (kind in ('prices', 'vat-rate')),
      primary key (change_id)
    )`.execute(tx)
  await sql`
    create unique index price_change_open on products.price_change (kind, coalesce(price_list, ''), begins_on) where (decision is null)`.execute(
    tx,
  )
  await sql`
    insert into products.price_change values ('2f6c62f3-b573-4a3e-bced-a6ceb9ff23f4', 'prices', 'standard', '2021-01-01', '{"vat": "outside", "cents": {"test-card": 2300, "actor-card": 2300, "staff-card": 2300, "service-certificate": 1629, "temporary-certificate": 1629}}', NULL, NULL, 'approved', NULL, NULL)`.execute(
    tx,
  )
  await sql`
    insert into products.price_change values ('17b44bdc-0f24-4e0e-9795-43ab86bc9fc1', 'vat-rate', NULL, '2013-01-01', '{"permille": 240}', NULL, NULL, 'approved', NULL, NULL)`.execute(
    tx,
  )
  await sql`
    insert into products.price_change values ('2ecfcf0e-73d9-485c-85c7-6f1fd03fe62e', 'vat-rate', NULL, '2024-09-01', '{"permille": 255}', NULL, NULL, 'approved', NULL, NULL)`.execute(
    tx,
  )
}
