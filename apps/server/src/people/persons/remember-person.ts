import { randomUUID } from 'node:crypto'
import type { Language } from '@sotevarmenne/api/values'
import { birthDateOf, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Address, DisclosureChanged, PersonId } from './contract.ts'
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

/**
 * Schedules the subscribers of a register change (`Outbox.planSubscribers`), in the transaction that stores
 * it.
 */
export type NotifySubscribers = (tx: Tx, event: DisclosureChanged, eventId: string) => Promise<void>

/**
 * Stores the data by the whole identity code; its intermediate character distinguishes people and is never
 * normalised.
 */
export const rememberPerson =
  ({ sealing, clock, notify }: { sealing: Sealing; clock: Clock; notify: NotifySubscribers }) =>
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
    if (isDisclosureChanged) await notify(tx, event, randomUUID())
    return personId
  }
