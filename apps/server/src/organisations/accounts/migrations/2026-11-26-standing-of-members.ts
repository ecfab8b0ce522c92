import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A mandate has a last day: of those from before, as far as a new one may reach. What the register said last of a right to sign stays. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table accounts.member
      add column valid_to date,
      add column told_days smallint,
      add column right_asked_at timestamptz,
      add column right_lost_at timestamptz`.execute(tx)
  await sql`
    update accounts.member
    set valid_to = ((since at time zone 'Europe/Helsinki') + interval '2 years')::date
    where basis = 'mandate'`.execute(tx)
  await sql`
    alter table accounts.member
      add constraint a_last_day_of_a_mandate check ((basis = 'mandate') = (valid_to is not null)),
      add constraint lost_by_the_register check (right_lost_at is null or basis = 'right-to-sign')
  `.execute(tx)
  await sql`
    create index member_by_right on accounts.member (right_asked_at nulls first)
    where ended_at is null and basis = 'right-to-sign'`.execute(tx)
  await sql`
    create index member_on_mandate on accounts.member (valid_to)
    where ended_at is null and basis = 'mandate'`.execute(tx)
}
