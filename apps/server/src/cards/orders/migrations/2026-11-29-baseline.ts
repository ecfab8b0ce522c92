import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema orders`.execute(tx)
  await sql`
    create table orders.card_order (
      order_id uuid not null,
      person_id uuid not null,
      point_id uuid not null,
      state text not null,
      drafted_at timestamptz not null,
      ordered_at timestamptz,
      card_id uuid,
      signed jsonb,
      produced_at timestamptz,
      cancelled_at timestamptz,
      documents_sealed bytea,
      documents_retained_until timestamptz not null,
      erased_at timestamptz,
      product text not null,
      organisation_id uuid,
      card_agreement_id uuid,
      delegation_id uuid,
      employment_certificate_id uuid,
      constraint erased_is_empty check ((documents_sealed is null) = (erased_at is not null)),
      constraint member_card_has_its_agreements check (((product = 'professional-card') = (organisation_id is null)) and ((organisation_id is null) = (card_agreement_id is null))),
      constraint only_what_is_true_in_the_state check (
    case state
        when 'draft' then ((ordered_at is null) and (produced_at is null) and (cancelled_at is null))
        when 'ordered' then ((ordered_at is not null) and (produced_at is null) and (cancelled_at is null))
        when 'produced' then ((ordered_at is not null) and (produced_at is not null) and (cancelled_at is null))
        when 'cancelled' then ((produced_at is null) and (cancelled_at is not null))
        else false
    end),
      constraint placed_whole check (((ordered_at is null) = (card_id is null)) and ((ordered_at is null) = (signed is null))),
      unique (card_id),
      primary key (order_id)
    )`.execute(tx)
  await sql`
    create table orders.confirmation_scan (
      order_id uuid not null,
      scan_sealed bytea not null,
      stored_at timestamptz not null,
      primary key (order_id),
      foreign key (order_id) references orders.card_order(order_id)
    )`.execute(tx)
  await sql`
    create table orders.employment_certificate (
      certificate_id uuid not null,
      person_id uuid not null,
      document_sealed bytea not null,
      media_type text not null,
      digest text not null,
      stored_at timestamptz not null,
      primary key (certificate_id)
    )`.execute(tx)
  await sql`
    create index card_order_by_certificate on orders.card_order (employment_certificate_id)`.execute(
    tx,
  )
  await sql`
    create index card_order_by_person on orders.card_order (person_id, drafted_at desc)`.execute(tx)
  await sql`
    create index card_order_by_point on orders.card_order (point_id, drafted_at desc, order_id desc)`.execute(
    tx,
  )
  await sql`
    create index card_order_in_time on orders.card_order (drafted_at) include (product, state, ordered_at, produced_at)`.execute(
    tx,
  )
  await sql`
    create index card_order_of_point_in_state on orders.card_order (point_id, state, drafted_at desc, order_id desc) where (erased_at is null)`.execute(
    tx,
  )
  await sql`
    create index card_order_on_card_agreement on orders.card_order (card_agreement_id) where (state in ('draft', 'ordered'))`.execute(
    tx,
  )
  await sql`
    create index card_order_on_delegation on orders.card_order (delegation_id) where (state in ('draft', 'ordered'))`.execute(
    tx,
  )
  await sql`
    create index card_order_to_erase on orders.card_order (documents_retained_until) where (erased_at is null)`.execute(
    tx,
  )
  await sql`
    create unique index one_pending_order_a_person on orders.card_order (person_id, product, coalesce(organisation_id, person_id)) where (state = 'ordered')`.execute(
    tx,
  )
}
