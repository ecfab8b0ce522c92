import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * Keepers of registration points ask organisations for the fees of visits, each with its own runs, invoices and numbers
 * (M11). `service`, or the id of the organisation.
 */
export async function up(tx: Tx): Promise<void> {
  for (const table of ['last_number', 'run', 'invoice', 'charge'])
    await sql`
      alter table ${sql.table(`fees.${table}`)} add column seller_id text not null default 'service'`.execute(
      tx,
    )
  await sql`
    alter table fees.last_number
      drop constraint last_number_pkey, drop column only_one, add primary key (seller_id)`.execute(
    tx,
  )
  await sql`
    alter table fees.run drop constraint run_pkey, add primary key (seller_id, month)`.execute(tx)
  await sql`
    alter table fees.invoice
      drop constraint invoice_number_key,
      add unique (seller_id, number),
      drop constraint invoice_delivery_check,
      add check (delivery in ('by-seller', 'waiting', 'sent', 'refused')),
      drop constraint delivery_has_its_time,
      add constraint delivery_has_its_time
        check ((delivery in ('sent', 'refused')) = (delivered_at is not null)),
      add constraint keepers_send_their_own check ((seller_id = 'service') = (delivery <> 'by-seller'))`.execute(
    tx,
  )
  await sql`
    alter table fees.charge
      add column visit_id uuid,
      add column point_id uuid,
      drop constraint card_or_certificate,
      add constraint what_was_made check (
        (order_id is null) = (card_id is null) and (visit_id is null) = (point_id is null)
        and num_nonnulls(card_id, application_id, visit_id) = 1
      ),
      add constraint keepers_charge_visits check ((seller_id = 'service') = (visit_id is null))`.execute(
    tx,
  )
  await sql`
    drop index fees.one_invoice_a_month, fees.invoice_newest_first, fees.invoice_of_month,
      fees.unpaid_invoice, fees.refused_invoice, fees.charge_to_invoice, fees.charge_newest_first`.execute(
    tx,
  )
  await sql`
    create unique index one_invoice_a_month on fees.invoice (seller_id, organisation_id, month)
    where kind = 'invoice'`.execute(tx)
  await sql`
    create index invoice_newest_first
    on fees.invoice (seller_id, made_at desc, invoice_id desc)`.execute(tx)
  await sql`create index invoice_of_month on fees.invoice (seller_id, month, number)`.execute(tx)
  await sql`
    create index unpaid_invoice on fees.invoice (seller_id, made_at desc, invoice_id desc)
    where kind = 'invoice' and paid_on is null`.execute(tx)
  await sql`
    create index refused_invoice on fees.invoice (seller_id, made_at desc, invoice_id desc)
    where delivery = 'refused'`.execute(tx)
  await sql`
    create index charge_to_invoice on fees.charge (seller_id, organisation_id, acted_on)
    where invoice_id is null and net_cents > 0`.execute(tx)
  await sql`
    create index charge_newest_first on fees.charge (seller_id, born_at desc, charge_id desc)`.execute(
    tx,
  )
  await sql`
    create table fees.seller (
      organisation_id uuid primary key,
      facts jsonb not null,
      changed_at timestamptz not null,
      changed_by uuid not null
    )`.execute(tx)
}
