import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Until now every order was one of a professional card. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table orders.employment_certificate (
      certificate_id uuid primary key,
      person_id uuid not null,
      document_sealed bytea not null,
      media_type text not null,
      digest text not null,
      stored_at timestamptz not null
    )`.execute(tx)
  await sql`
    alter table orders.card_order
      add column product text not null default 'professional-card',
      add column organisation_id uuid,
      add column agreement_id uuid,
      add column authorisation_id uuid,
      add column employment_certificate_id uuid,
      add constraint member_card_has_its_papers check (
        (product = 'professional-card') = (organisation_id is null)
        and (organisation_id is null) = (agreement_id is null)
      )`.execute(tx)
  await sql`alter table orders.card_order alter column product drop default`.execute(tx)
  await sql`drop index orders.one_pending_order_a_person`.execute(tx)
  await sql`
    create unique index one_pending_order_a_person on orders.card_order
      (person_id, product, coalesce(organisation_id, person_id))
    where state = 'ordered'`.execute(tx)
  await sql`
    create index card_order_on_agreement on orders.card_order (agreement_id)
    where state in ('draft', 'ordered')`.execute(tx)
  await sql`
    create index card_order_on_authorisation on orders.card_order (authorisation_id)
    where state in ('draft', 'ordered')`.execute(tx)
  await sql`
    create index card_order_by_certificate on orders.card_order (employment_certificate_id)
  `.execute(tx)
}
