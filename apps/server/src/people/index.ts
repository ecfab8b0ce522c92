import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Address, Language, Person, PersonId } from './contract.ts'
import { peopleSecrets } from './secrets.ts'
import { findByIdentityCode } from './find-by-identity-code.ts'
import { findPerson } from './find-person.ts'
import { identityCodeOf } from './identity-code-of.ts'
import { lockPerson } from './lock-person.ts'
import { rememberPerson } from './remember-person.ts'

export type PersonFacts = {
  readonly identityCode: IdentityCode
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly nonDisclosure: boolean
  readonly address?: Address
}

export type People = {
  /** Keeps what the population register said; the same code is the same person, whose facts are brought up to date. */
  readonly rememberPerson: (tx: Tx, facts: PersonFacts) => Promise<PersonId>
  readonly findPerson: (tx: Tx, personId: string) => Promise<Person | undefined>
  readonly findByIdentityCode: (tx: Tx, code: IdentityCode) => Promise<Person | undefined>
  /** The code in clear, for asking the registers. Throws when the person is unknown. */
  readonly identityCodeOf: (tx: Tx, personId: string) => Promise<IdentityCode>
  /** Holds the person until the transaction ends: two decisions about one person can't pass each other. */
  readonly lockPerson: (tx: Tx, personId: string) => Promise<void>
}

/** `key`: at least 32 secret octets, from which the keys for sealing and for searching identity codes are derived. */
export function createPeople({ key, clock }: { key: Uint8Array; clock: Clock }): People {
  const secrets = peopleSecrets(key)
  return {
    rememberPerson: rememberPerson({ secrets, clock }),
    findPerson,
    findByIdentityCode: findByIdentityCode({ secrets }),
    identityCodeOf: identityCodeOf({ secrets }),
    lockPerson,
  }
}
