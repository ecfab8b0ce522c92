import { randomUUID } from 'node:crypto'
import { birthDateOf, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Address, DisclosureChanged, Language, PersonId } from './contract.ts'
import { wordsOfName } from './domain/name-words.ts'
import { birthFingerprint } from './search-people.ts'
import { savePerson } from './store.ts'
import { saveSearch } from './stores/search.ts'

export type PersonFacts = {
  readonly identityCode: IdentityCode
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly nonDisclosure: boolean
  readonly address?: Address
}

/** Plans the consequences of what the register said (`Outbox.planListeners`), in the transaction that remembers it. */
export type TellListeners = (tx: Tx, event: DisclosureChanged, eventId: string) => Promise<void>

/** Keeps the facts by the whole identity code; its sign tells people apart and is never normalised. */
export const rememberPerson =
  ({ sealing, clock, tell }: { sealing: Sealing; clock: Clock; tell: TellListeners }) =>
  async (tx: Tx, facts: PersonFacts): Promise<PersonId> => {
    const newId = randomUUID() as string as PersonId
    const { address } = facts
    const { personId, isDisclosureChanged, isSearchable } = await savePerson(tx, {
      personId: newId,
      fingerprint: sealing.fingerprint(facts.identityCode),
      sealed: sealing.seal(Buffer.from(facts.identityCode, 'utf8'), newId),
      givenNames: facts.givenNames,
      surname: facts.surname,
      language: facts.language,
      whereabouts: facts.nonDisclosure
        ? { nonDisclosure: true }
        : { nonDisclosure: false, ...(address && { address }) },
      at: clock.now(),
    })
    if (!isSearchable)
      await saveSearch(tx, {
        personId,
        birth: birthFingerprint(sealing, birthDateOf(facts.identityCode)),
        words: wordsOfName(`${facts.givenNames} ${facts.surname}`),
      })
    const event: DisclosureChanged = { type: 'DisclosureChanged', about: { personId } }
    if (isDisclosureChanged) await tell(tx, event, randomUUID())
    return personId
  }
