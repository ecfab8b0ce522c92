import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'

/** Whether somebody has a second word is told by the index alone. */
export async function up(tx: Tx): Promise<void> {
  await sql`create index name_word_of_person_and_word on people.name_word (person_id, word)`.execute(
    tx,
  )
  await sql`drop index people.name_word_of_person`.execute(tx)
}
