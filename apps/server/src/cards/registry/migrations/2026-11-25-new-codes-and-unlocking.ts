import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/**
 * A new letter's code is one that the card does not know yet: until it learns it, the service keeps a digest of its slow
 * hash and counts wrong proofs. Unlocking is counted, so that it is done now and then only.
 */
export async function up(tx: Tx): Promise<void> {
  await sql`
    alter table cards.letter
      add column code_on_card boolean not null default true,
      add column code_digest bytea,
      add column wrong_proofs integer not null default 0,
      add check (code_digest is null or (state = 'sent' and not code_on_card))`.execute(tx)
  await sql`
    create table cards.unlocking (
      card_id uuid not null references cards.card,
      begun_at timestamptz not null
    )`.execute(tx)
  await sql`create index unlocking_of_card on cards.unlocking (card_id, begun_at)`.execute(tx)
}
