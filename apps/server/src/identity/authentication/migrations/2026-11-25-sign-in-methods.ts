import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** A session says how and when its person signed in: by card, or by Suomi.fi without one. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table access.session
      alter column card_id drop not null,
      alter column issuer drop not null,
      alter column serial drop not null,
      add column means text,
      add column level_of_assurance text check (level_of_assurance in ('substantial', 'high')),
      add column identified_at timestamptz,
      add constraint session_by_card_or_suomi_fi check (
        (card_id is not null and issuer is not null and serial is not null
          and means is null and level_of_assurance is null and identified_at is null)
        or (card_id is null and issuer is null and serial is null
          and means is not null and level_of_assurance is not null and identified_at is not null)
      )`.execute(tx)
}
