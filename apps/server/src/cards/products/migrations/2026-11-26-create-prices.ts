import { sql } from 'kysely'
import { json, type Tx } from '#platform/db.ts'

/**
 * The price list and the rates of value added tax, each as changes from a day on. What the service comes with nobody proposed:
 * the seed's prices of 2021, and the standard rate of 1501/1993 § 84.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema products`.execute(tx)
  await sql`
    create table products.price_change (
      change_id uuid primary key default gen_random_uuid(),
      kind text not null check (kind in ('prices', 'vat-rate')),
      price_list text check ((price_list is null) = (kind = 'vat-rate')),
      begins_on date not null,
      content jsonb not null,
      proposed_by uuid,
      proposed_at timestamptz,
      decision text check (decision in ('approved', 'rejected')),
      decided_by uuid,
      decided_at timestamptz,
      check ((proposed_by is null) = (proposed_at is null)),
      check ((decided_by is null) = (decided_at is null)),
      check ((decision is null) = (decided_by is null) or proposed_by is null),
      check (proposed_by is not null or decision = 'approved'),
      check (decision <> 'approved' or decided_by <> proposed_by)
    )`.execute(tx)
  await sql`
    create unique index price_change_open
    on products.price_change (kind, coalesce(price_list, ''), begins_on)
    where decision is null`.execute(tx)
  await sql`
    insert into products.price_change (kind, price_list, begins_on, content, decision) values
      ('prices', 'standard', '2021-01-01', ${json({
        vat: 'outside',
        cents: {
          'staff-card': 2300,
          'actor-card': 2300,
          'test-card': 2300,
          'temporary-certificate': 1629,
          'service-certificate': 1629,
        },
      })}, 'approved'),
      ('vat-rate', null, '2013-01-01', ${json({ permille: 240 })}, 'approved'),
      ('vat-rate', null, '2024-09-01', ${json({ permille: 255 })}, 'approved')`.execute(tx)
}
