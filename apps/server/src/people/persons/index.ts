import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import type { Person, PersonId } from './contract.ts'
import { findByIdentityCode, identityCodeOf, knownAmong } from './find-person.ts'
import { rememberPerson, type PersonFacts, type NotifySubscribers } from './remember-person.ts'
import { searchPeople, type PeopleSought } from './search-people.ts'
import { subjectNumberOf } from './subject-number.ts'
import { namesOf, personById, personsConfirmedBetween, type ConfirmedBetween } from './store.ts'

export { isSameAddress } from './domain/address.ts'
export { holdersNamed, searchTooBroadProblems, type SearchTooBroad } from './holders-named.ts'
export { personNotFoundProblems } from './problems.ts'
export type { PersonFacts } from './remember-person.ts'

export type People = {
  /** Stores the population register's response; the same code is the same person, with updated data. */
  readonly rememberPerson: (tx: Tx, facts: PersonFacts) => Promise<PersonId>
  readonly findPerson: (tx: Tx, personId: string) => Promise<Person | undefined>
  /** Given names and surname. */
  readonly personNamed: (tx: Tx, personId: string) => Promise<string | undefined>
  /** Given names and surname by person id, in one query. Unknown ids are left out. */
  readonly namesOf: (tx: Tx, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly findByIdentityCode: (tx: Tx, identityCode: IdentityCode) => Promise<Person | undefined>
  /** Person ids of those codes that the service knows, in one query. */
  readonly knownAmong: (
    tx: Tx,
    identityCodes: readonly IdentityCode[],
  ) => Promise<ReadonlyMap<IdentityCode, PersonId>>
  /** Persons found by name or birth date, sorted by name. */
  readonly searchPeople: (tx: Tx, sought: PeopleSought) => Promise<readonly Person[]>
  /** Persons whom the population register last confirmed within that time. */
  readonly confirmedBetween: (tx: Tx, requested: ConfirmedBetween) => Promise<readonly PersonId[]>
  /**
   * The eleven digits that name a person without registration number in certificates: issued when first
   * needed.
   */
  readonly subjectNumberOf: (tx: Tx, personId: string) => Promise<string>
  /** The code in clear, for requests to the registers. Throws when the person is unknown. */
  readonly identityCodeOf: (tx: Tx, personId: string) => Promise<IdentityCode>
}

/**
 * `key`: at least 32 secret bytes; without it no identity code can be read or found. `tell`: no subscribers
 * by default.
 */
export function createPeople({
  secret,
  clock,
  notify = () => Promise.resolve(),
}: {
  secret: Uint8Array
  clock: Clock
  notify?: NotifySubscribers
}): People {
  const sealing = createSealing(secret, 'people')
  return {
    rememberPerson: rememberPerson({ sealing, clock, notify }),
    findPerson: personById,
    personNamed: async (tx, personId) => (await namesOf(tx, [personId])).get(personId),
    namesOf,
    findByIdentityCode: findByIdentityCode({ sealing }),
    knownAmong: knownAmong({ sealing }),
    searchPeople: searchPeople({ sealing }),
    confirmedBetween: personsConfirmedBetween,
    subjectNumberOf,
    identityCodeOf: identityCodeOf({ sealing }),
  }
}
