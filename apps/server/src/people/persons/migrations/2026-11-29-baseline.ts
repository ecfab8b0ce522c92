import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** The tables of this module in the first release. */
export async function up(tx: Tx): Promise<void> {
  await sql`create schema persons`.execute(tx)
  await sql`
    create sequence persons.subject_serial maxvalue 999999999`.execute(tx)
  await sql`
    create table persons.person (
      person_id uuid not null,
      identity_code_fingerprint bytea not null,
      identity_code_sealed bytea not null,
      given_names text not null,
      surname text not null,
      language text not null,
      non_disclosure boolean not null,
      address jsonb,
      remembered_at timestamptz not null,
      confirmed_at timestamptz not null,
      subject_number text,
      birth_fingerprint bytea,
      constraint no_address_under_non_disclosure check (not (non_disclosure and (address is not null))),
      check (language in ('fi', 'sv', 'en')),
      unique (identity_code_fingerprint),
      primary key (person_id),
      unique (subject_number)
    )`.execute(tx)
  await sql`
    create table persons.name_word (
      word text not null collate "C",
      person_id uuid not null,
      primary key (word, person_id),
      foreign key (person_id) references persons.person(person_id) on delete cascade
    )`.execute(tx)
  await sql`
    create index name_word_of_person_and_word on persons.name_word (person_id, word)`.execute(tx)
  await sql`
    create index person_born on persons.person (birth_fingerprint) where (birth_fingerprint is not null)`.execute(
    tx,
  )
}
