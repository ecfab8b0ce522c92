import { sql } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { Person, PersonId } from '../contract.ts'
import { personOf, type PersonRow } from '../store.ts'

/** Those whose names have a word that begins with each of these, in the order of their names. */
export async function personsByWords(
  tx: Tx,
  asked: {
    readonly words: readonly string[]
    readonly birth?: Uint8Array
    readonly limit: number
  },
): Promise<readonly Person[]> {
  let query = tx.$extendTables<Tables>().selectFrom('people.person').selectAll()
  if (asked.birth !== undefined) query = query.where('birth_fingerprint', '=', asked.birth)
  for (const word of asked.words)
    query = query.where((person) =>
      person.exists(
        person
          .selectFrom('people.name_word')
          .select('word')
          .whereRef('people.name_word.person_id', '=', 'people.person.person_id')
          .where('word', '>=', word)
          .where('word', '<', `${word}\uffff`),
      ),
    )
  const rows = await query
    .orderBy('surname')
    .orderBy('given_names')
    .orderBy('person_id')
    .limit(asked.limit)
    .execute()
  return rows.map(personOf)
}

/** Some of those who are not found yet. */
export async function personsNotSearchable(
  tx: Tx,
  limit: number,
): Promise<
  readonly {
    readonly personId: PersonId
    readonly sealed: Uint8Array
    readonly givenNames: string
    readonly surname: string
  }[]
> {
  const rows = await tx
    .$extendTables<Tables>()
    .selectFrom('people.person')
    .select(['person_id', 'identity_code_sealed', 'given_names', 'surname'])
    .where('birth_fingerprint', 'is', null)
    .orderBy('person_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    personId: row.person_id as PersonId,
    sealed: row.identity_code_sealed,
    givenNames: row.given_names,
    surname: row.surname,
  }))
}

export async function saveSearch(
  tx: Tx,
  {
    personId,
    birth,
    words,
  }: {
    readonly personId: PersonId
    readonly birth: Uint8Array
    readonly words: readonly string[]
  },
): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .updateTable('people.person')
    .set({ birth_fingerprint: birth })
    .where('person_id', '=', personId)
    .execute()
  await sql`delete from people.name_word where person_id = ${personId}`.execute(tx)
  await sql`
    insert into people.name_word (word, person_id)
    select word, ${personId}::uuid from json_array_elements_text(${JSON.stringify(words)}::json) as word
    on conflict do nothing`.execute(tx)
}

type Tables = {
  'people.person': PersonRow
  'people.name_word': { word: string; person_id: string }
}
