import type { Language } from '@sotevarmenne/api/values'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { json, readOne, timestamp, type Tx } from '#platform/db.ts'
import type { Address, Person, PersonId, Whereabouts } from './contract.ts'

export type PersonRow = {
  person_id: string
  identity_code_fingerprint: Uint8Array
  identity_code_sealed: Uint8Array
  given_names: string
  surname: string
  language: Language
  non_disclosure: boolean
  address: Address | null
  remembered_at: Instant
  confirmed_at: Instant
  subject_number: string | null
  birth_fingerprint: Uint8Array | null
}

type Tables = { 'persons.person': PersonRow }

export type PersonSaved = {
  readonly personId: PersonId
  readonly fingerprint: Uint8Array
  readonly sealed: Uint8Array
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly whereabouts: Whereabouts
  readonly at: Instant
}

/** Inserts the person, or updates the one with the same fingerprint; returns the id. */
export async function savePerson(
  tx: Tx,
  person: PersonSaved,
): Promise<{
  readonly personId: PersonId
  /** For a person known before: whether non-disclosure has begun or ended. */
  readonly isDisclosureChanged: boolean
  /** Whether the search columns are current. */
  readonly isSearchable: boolean
}> {
  const { whereabouts } = person
  const address = whereabouts.nonDisclosure ? undefined : whereabouts.address
  const facts = {
    given_names: person.givenNames,
    surname: person.surname,
    language: person.language,
    non_disclosure: whereabouts.nonDisclosure,
    address: address === undefined ? null : json(address),
    confirmed_at: timestamp(person.at),
  }
  // Locked, so that the later of two concurrent transactions sees what the other wrote.
  const before = await rows(tx)
    .where('identity_code_fingerprint', '=', person.fingerprint)
    .forUpdate()
    .executeTakeFirst()
  const row = await tx
    .$extendTables<Tables>()
    .insertInto('persons.person')
    .values({
      person_id: person.personId,
      identity_code_fingerprint: person.fingerprint,
      identity_code_sealed: person.sealed,
      remembered_at: timestamp(person.at),
      ...facts,
    })
    .onConflict((conflict) => conflict.column('identity_code_fingerprint').doUpdateSet(facts))
    .returning('person_id')
    .executeTakeFirstOrThrow()
  return {
    personId: row.person_id as PersonId,
    isDisclosureChanged:
      before !== undefined && before.non_disclosure !== whereabouts.nonDisclosure,
    isSearchable:
      before !== undefined &&
      before.birth_fingerprint !== null &&
      before.given_names === person.givenNames &&
      before.surname === person.surname,
  }
}

export const personById = (tx: Tx, personId: string): Promise<Person | undefined> =>
  readOne(rows(tx).where('person_id', '=', personId), personOf)

/** Names by person id; unknown ids are left out. */
export async function namesOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map()
  const found = await rows(tx)
    .where('person_id', 'in', [...new Set(personIds)])
    .execute()
  return new Map(found.map((row) => [row.person_id, `${row.given_names} ${row.surname}`]))
}

export const personByFingerprint = (tx: Tx, fingerprint: Uint8Array): Promise<Person | undefined> =>
  readOne(rows(tx).where('identity_code_fingerprint', '=', fingerprint), personOf)

/** Persons with one of these fingerprints, by fingerprint in hex. */
export async function personsByFingerprints(
  tx: Tx,
  fingerprints: readonly Uint8Array[],
): Promise<ReadonlyMap<string, PersonId>> {
  if (fingerprints.length === 0) return new Map()
  const found = await tx
    .$extendTables<Tables>()
    .selectFrom('persons.person')
    .select(['person_id', 'identity_code_fingerprint'])
    .where('identity_code_fingerprint', 'in', fingerprints)
    .execute()
  return new Map(
    found.map((row) => [
      Buffer.from(row.identity_code_fingerprint).toString('hex'),
      row.person_id as PersonId,
    ]),
  )
}

export type ConfirmedBetween = {
  /** Inclusive. */
  readonly from: Instant
  /** Exclusive. */
  readonly to: Instant
}

/** Persons whom the register last confirmed within that time. */
export async function personsConfirmedBetween(
  tx: Tx,
  { from, to }: ConfirmedBetween,
): Promise<readonly PersonId[]> {
  const found = await tx
    .$extendTables<Tables>()
    .selectFrom('persons.person')
    .select('person_id')
    .where('confirmed_at', '>=', timestamp(from))
    .where('confirmed_at', '<', timestamp(to))
    .execute()
  return found.map(({ person_id }) => person_id as PersonId)
}

export async function sealedCodeOf(tx: Tx, personId: string): Promise<Uint8Array | undefined> {
  const row = await tx
    .$extendTables<Tables>()
    .selectFrom('persons.person')
    .select('identity_code_sealed')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.identity_code_sealed
}

export async function subjectNumberStored(tx: Tx, personId: string): Promise<string | undefined> {
  const row = await rows(tx).where('person_id', '=', personId).forUpdate().executeTakeFirst()
  if (!row) throw new Error(`person ${personId} not found`)
  return row.subject_number ?? undefined
}

export async function keepSubjectNumber(tx: Tx, personId: string, number: string): Promise<void> {
  await tx
    .$extendTables<Tables>()
    .updateTable('persons.person')
    .set({ subject_number: number })
    .where('person_id', '=', personId)
    .execute()
}

/** None is ever issued twice. */
export async function nextSubjectSerial(tx: Tx): Promise<number> {
  const { rows: response } = await sql<{ serial: number }>`
    select nextval('persons.subject_serial')::integer as serial`.execute(tx)
  const serial = response.at(0)?.serial
  if (serial === undefined) throw new Error('nextval returned no row')
  return serial
}

const rows = (tx: Tx) => tx.$extendTables<Tables>().selectFrom('persons.person').selectAll()

export const personOf = (row: PersonRow): Person => ({
  personId: row.person_id as PersonId,
  givenNames: row.given_names,
  surname: row.surname,
  language: row.language,
  whereabouts: row.non_disclosure
    ? { nonDisclosure: true }
    : { nonDisclosure: false, ...(row.address && { address: row.address }) },
  confirmedAt: row.confirmed_at,
})
