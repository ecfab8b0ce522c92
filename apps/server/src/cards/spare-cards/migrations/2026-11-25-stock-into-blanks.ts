import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * What lay in the stock of spare cards lies in the stock of blanks, each chip a delivery of its own (of their deliveries nothing is
 * known); what stays here is which loan took which chip, and by which admin key it opens.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    with moved as (
      select plastic.chip_serial, plastic.point_id, plastic.since, gen_random_uuid() as batch_id,
        case plastic.state
          when 'inStock' then 'in-stock'
          when 'taken' then 'used'
          else case when loan.closing_reason in ('lost', 'stolen') then 'missing' else 'rejected' end
        end as state
      from spare_cards.plastic as plastic
      left join spare_cards.spare_card as loan using (spare_card_id)
    ), batches as (
      insert into blanks.batch (batch_id, chip_model, first_serial, last_serial, amount, received_at)
      select batch_id, 'spare card', chip_serial, chip_serial, 1, since from moved
      where not exists (select from blanks.blank where blank.chip_serial = moved.chip_serial)
    )
    insert into blanks.blank (chip_serial, batch_id, place, state, since)
    select chip_serial, batch_id, point_id, state, since from moved
    on conflict (chip_serial) do update
      set place = excluded.place, state = excluded.state, since = excluded.since`.execute(tx)
  await sql`
    create table spare_cards.taken_chip (
      chip_serial text primary key check (chip_serial ~ '^[0-9A-F]{20}$'),
      spare_card_id uuid not null references spare_cards.spare_card,
      admin_key_version integer not null
    )`.execute(tx)
  await sql`create index taken_chip_of_spare_card on spare_cards.taken_chip (spare_card_id)`.execute(
    tx,
  )
  await sql`
    insert into spare_cards.taken_chip (chip_serial, spare_card_id, admin_key_version)
    select chip_serial, spare_card_id, admin_key_version
    from spare_cards.plastic join blanks.blank as blank using (chip_serial)
    where spare_card_id is not null and admin_key_version is not null and blank.state <> 'rejected'`.execute(
    tx,
  )
  await sql`drop table spare_cards.plastic`.execute(tx)
}
