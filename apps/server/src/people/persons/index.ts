import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import { createSealing } from '#platform/sealing.ts'
import type { Person, PersonId } from './contract.ts'
import { findByIdentityCode, identityCodeOf, knownAmong } from './find-person.ts'
import { rememberPerson, type PersonFacts, type TellListeners } from './remember-person.ts'
import { searchPeople, type PeopleSought } from './search-people.ts'
import { subjectNumberOf } from './subject-number.ts'
import { namesOf, personById, personsConfirmedBetween, type ConfirmedBetween } from './store.ts'

export { isSameAddress } from './domain/address.ts'
export type { PersonFacts } from './remember-person.ts'

export type People = {
  /** Keeps what the population register said; the same code is the same person, whose facts are brought up to date. */
  readonly rememberPerson: (tx: Tx, facts: PersonFacts) => Promise<PersonId>
  readonly findPerson: (tx: Tx, personId: string) => Promise<Person | undefined>
  /** Given names and surname of each, by person id: one question, however many they are. Who is not known is left out. */
  readonly namesOf: (tx: Tx, personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly findByIdentityCode: (tx: Tx, identityCode: IdentityCode) => Promise<Person | undefined>
  /** Which of the codes are of persons whom the service knows, and whose: one question, however many they are. */
  readonly knownAmong: (
    tx: Tx,
    identityCodes: readonly IdentityCode[],
  ) => Promise<ReadonlyMap<IdentityCode, PersonId>>
  /** Those found by name or birth date, in the order of their names. */
  readonly searchPeople: (tx: Tx, sought: PeopleSought) => Promise<readonly Person[]>
  /** Of whom the population register last said something within that time. */
  readonly confirmedBetween: (tx: Tx, asked: ConfirmedBetween) => Promise<readonly PersonId[]>
  /** The eleven digits by which certificates name a person who is in no register of professionals: given at first need. */
  readonly subjectNumberOf: (tx: Tx, personId: string) => Promise<string>
  /** The code in clear, for asking the registers. Throws when the person is unknown. */
  readonly identityCodeOf: (tx: Tx, personId: string) => Promise<IdentityCode>
}

/** `key`: at least 32 secret octets; without them no identity code is read or found. `tell`: nobody listens unless given. */
export function createPeople({
  key,
  clock,
  tell = () => Promise.resolve(),
}: {
  key: Uint8Array
  clock: Clock
  tell?: TellListeners
}): People {
  const sealing = createSealing(key, 'people')
  return {
    rememberPerson: rememberPerson({ sealing, clock, tell }),
    findPerson: personById,
    namesOf,
    findByIdentityCode: findByIdentityCode({ sealing }),
    knownAmong: knownAmong({ sealing }),
    searchPeople: searchPeople({ sealing }),
    confirmedBetween: personsConfirmedBetween,
    subjectNumberOf,
    identityCodeOf: identityCodeOf({ sealing }),
  }
}
