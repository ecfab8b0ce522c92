import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Finds people by the beginnings of their names' words, and by the keyed hash of their birth date. */
export async function up(tx: Tx): Promise<void> {
  await sql`alter table people.person add column birth_fingerprint bytea`.execute(tx)
  await sql`
    create index person_born on people.person (birth_fingerprint)
    where birth_fingerprint is not null`.execute(tx)
  // Of those whom the service knew before: empty once it has gone through them.
  await sql`
    create index person_not_searchable on people.person (person_id)
    where birth_fingerprint is null`.execute(tx)
  await sql`
    create table people.name_word (
      word text collate "C" not null,
      person_id uuid not null references people.person on delete cascade,
      primary key (word, person_id)
    )`.execute(tx)
  await sql`create index name_word_of_person on people.name_word (person_id)`.execute(tx)
}
