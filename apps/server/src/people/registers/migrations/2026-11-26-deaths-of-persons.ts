import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A death is noticed of the person too, whatever card there is. Whoever the register told of before is asked about once more. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table registers.change alter column card_id drop not null`.execute(tx)
  await sql`
    alter table registers.change
    add constraint change_of_whom check (card_id is not null or kind = 'holder-died')`.execute(tx)
  await sql`
    create unique index change_of_person on registers.change (person_id)
    where card_id is null and state not in ('lapsed', 'withdrawn')`.execute(tx)
  await sql`
    insert into registers.to_ask (person_id, register, event_id, due_at)
    select distinct on (person_id) person_id, register, event_id, now() from registers.heard
    where register = 'population' order by person_id, heard_at desc
    on conflict do nothing`.execute(tx)
}
