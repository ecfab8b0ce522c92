import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Address, Language, PersonId } from './contract.ts'
import { savePerson } from './store.ts'

export type PersonFacts = {
  readonly identityCode: IdentityCode
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly nonDisclosure: boolean
  readonly address?: Address
}

/** Keeps the facts by the whole identity code; its sign tells people apart and is never normalised. */
export const rememberPerson =
  ({ sealing, clock }: { sealing: Sealing; clock: Clock }) =>
  (tx: Tx, facts: PersonFacts): Promise<PersonId> => {
    const personId = randomUUID() as string as PersonId
    const { address } = facts
    return savePerson(tx, {
      personId,
      fingerprint: sealing.fingerprint(facts.identityCode),
      sealed: sealing.seal(Buffer.from(facts.identityCode, 'utf8'), personId),
      givenNames: facts.givenNames,
      surname: facts.surname,
      language: facts.language,
      whereabouts: facts.nonDisclosure
        ? { nonDisclosure: true }
        : { nonDisclosure: false, ...(address && { address }) },
      at: clock.now(),
    })
  }
