import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/db.ts'
import type { Person, PersonId } from '../contract.ts'
import { personOf, type PersonRow } from '../store.ts'

/**
 * Persons with name words that begin with each of these, sorted by name. Never a full scan: a birth date is
 * used as the index if given, otherwise the rarest word. Of words that more than `broadly` people have, only
 * the first so many by the leading word are sorted.
 */
export async function personsByWords(
  tx: Tx,
  requested: {
    readonly words: readonly string[]
    readonly birth?: Uint8Array
    readonly limit: number
  },
): Promise<readonly Person[]> {
  const { birth, limit } = requested
  const words = birth === undefined ? await rarestFirst(tx, requested.words) : requested.words
  const [leading = '', ...others] = words
  const candidates =
    birth === undefined
      ? sql`
          select person_id from persons.name_word as named
          where ${hasBeginning('named', leading)} and ${haveBeginnings('named', others)}
          order by word, person_id limit ${broadly}`
      : sql`
          select person_id from persons.person as born
          where birth_fingerprint = ${birth} and ${haveBeginnings('born', words)}`
  const { rows } = await sql<PersonRow>`
    with found as materialized (${candidates})
    select * from persons.person
    where person_id in (select person_id from found)
    order by surname, given_names, person_id
    limit ${limit}`.execute(tx)
  return rows.map(personOf)
}

/** More people than anybody looks through: such a search must be narrowed. */
const broadly = 500

/** Counting stops here: two words with so many people soon match, whichever leads. */
const counted = 20_000

async function rarestFirst(tx: Tx, words: readonly string[]): Promise<readonly string[]> {
  if (words.length < 2) return words
  const { rows } = await sql<{ word: string }>`
    select requested.word
    from json_array_elements_text(${JSON.stringify(words)}::json) as requested (word),
      lateral (
        select count(*) as many from (
          select from persons.name_word as named
          where named.word >= requested.word and named.word < requested.word || ${afterAll}
          limit ${counted}
        ) as walked
      ) as counted
    order by many`.execute(tx)
  return rows.map(({ word }) => word)
}

/** Sorts after every letter of a name. */
const afterAll = '\uffff'

const hasBeginning = (table: 'named' | 'other', word: string): RawBuilder<boolean> => sql`
  ${sql.ref(`${table}.word`)} >= ${word} and ${sql.ref(`${table}.word`)} < ${`${word}${afterAll}`}`

const haveBeginnings = (table: 'named' | 'born', words: readonly string[]): RawBuilder<boolean> =>
  sql`${sql.join(
    [
      sql`true`,
      ...words.map(
        (word) => sql`exists (
        select from persons.name_word as other
        where other.person_id = ${sql.ref(`${table}.person_id`)} and ${hasBeginning('other', word)}
      )`,
      ),
    ],
    sql` and `,
  )}`

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
    .updateTable('persons.person')
    .set({ birth_fingerprint: birth })
    .where('person_id', '=', personId)
    .execute()
  await sql`delete from persons.name_word where person_id = ${personId}`.execute(tx)
  await sql`
    insert into persons.name_word (word, person_id)
    select word, ${personId}::uuid from json_array_elements_text(${JSON.stringify(words)}::json) as word
    on conflict do nothing`.execute(tx)
}

type Tables = {
  'persons.person': PersonRow
  'persons.name_word': { word: string; person_id: string }
}
