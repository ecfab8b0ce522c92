import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Copies of the register of Kanta intermediaries: bodies that give no care, whose OIDs stand apart from those of providers. */
export async function up(tx: Tx): Promise<void> {
  await sql`
    create table registers.kanta_intermediary (
      code_list text not null check (code_list = 'kanta-intermediaries'),
      oid text not null,
      from_copy bigint not null references registers.code_copy,
      until_copy bigint references registers.code_copy,
      business_id text,
      entry jsonb not null,
      primary key (oid, from_copy)
    )`.execute(tx)
  await sql`
    create unique index kanta_intermediary_now on registers.kanta_intermediary (oid)
    where until_copy is null`.execute(tx)
}
