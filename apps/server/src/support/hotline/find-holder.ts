import * as api from '@sotevarmenne/api/hotline'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import type { HotlineCardView, HotlineHolderView } from '@sotevarmenne/api/hotline'
import {
  birthDateOf,
  parseIdentityCode,
  type IdentityCode,
} from '@sotevarmenne/identifiers/identity-code'
import { readTypedIdentifier } from '@sotevarmenne/identifiers/typed-identifier'
import { parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Person } from '#people/persons/contract.ts'
import { operation } from '#platform/operation.ts'
import type { HolderSought } from './contract.ts'
import type { HotlineDeps } from './deps.ts'
import { texts } from './texts.ts'

export type FindHolderRefusal =
  /** Neither a number nor enough of a name. */
  { readonly kind: 'search-too-short' }

/**
 * Finds the holder by what the caller can tell. Each person shown gets an access record, visible to that
 * person (R124). A birth date narrows a name, and alone finds those who were born on it.
 */
export const findHolder = operation({
  contract: api.findHolder,
  problems: {
    'search-too-short': { status: 422, ...texts.searchTooShort },
  },
  handle:
    (deps: HotlineDeps) =>
    (permit, { search, birthDate }) =>
      deps.db.write(
        async (tx): Promise<Result<ResponseOf<typeof api.findHolder>, FindHolderRefusal>> => {
          const born = birthDate === undefined ? undefined : parseLocalDate(birthDate)
          const sought = readTypedIdentifier(search, born !== undefined)
          if (sought.by === 'nothing') return refuse({ kind: 'search-too-short' })

          const found =
            sought.by === 'name'
              ? await deps.people.searchPeople(tx, {
                  name: sought.name,
                  birthDate: born,
                  limit: maxShown + 1,
                })
              : await personNumbered(deps, tx, sought)
          const holders: HotlineHolderView[] = []
          for (const person of found.slice(0, maxShown)) {
            const { personId } = person
            const shown: HolderSought = { type: 'HolderSought', about: { personId } }
            await deps.record(tx, shown, permit)
            holders.push(await showHolder(deps, tx, person))
          }
          return ok({ holders, isCut: found.length > maxShown })
        },
      ),
})

/** An agent can't tell more than these apart on the telephone. */
const maxShown = 8

async function personNumbered(
  deps: HotlineDeps,
  tx: Tx,
  sought: Exclude<ReturnType<typeof readTypedIdentifier>, { by: 'name' | 'nothing' }>,
): Promise<readonly Person[]> {
  if (sought.by === 'identity-code') {
    const code = parseIdentityCode(sought.identityCode)
    const person = code.ok && (await deps.people.findByIdentityCode(tx, code.value))
    return person ? [person] : []
  }
  const personId =
    sought.by === 'card-number'
      ? ((await deps.cards.holderOfCardNumber(tx, sought.cardNumber)) ??
        (await deps.spareCards.holderOfSpareCardNumber(tx, sought.cardNumber)))
      : await holderOfSerial(deps, tx, sought.serial)
  const person = personId === undefined ? undefined : await deps.people.findPerson(tx, personId)
  return person ? [person] : []
}

async function holderOfSerial(
  { certificates, issuers }: HotlineDeps,
  tx: Tx,
  serial: string,
): Promise<string | undefined> {
  for (const issuer of issuers) {
    const row = await certificates.findCertificate(tx, { issuer, serial })
    if (row?.state === 'issued' && row.holder !== undefined) return row.holder
  }
  return undefined
}

async function showHolder(deps: HotlineDeps, tx: Tx, person: Person): Promise<HotlineHolderView> {
  const { personId } = person
  const code = await deps.people.identityCodeOf(tx, personId)
  const { nonDisclosure } = person.whereabouts
  return {
    personId,
    givenNames: person.givenNames,
    surname: person.surname,
    bornIn: birthYearOf(code),
    nonDisclosure,
    language: person.language,
    cards: [
      ...(await deps.cards.cardsForCaller(tx, personId)).map(
        ({ cardNumber, employer, ...card }): HotlineCardView => ({
          ...card,
          kind: 'card',
          lastDigits: cardNumber.slice(-4),
          // An employer reveals where a person is.
          ...(employer !== undefined && !nonDisclosure && { employer }),
        }),
      ),
      ...(await deps.spareCards.spareCardsForCaller(tx, personId)).map(
        ({ spareCardId, cardNumber, ...card }): HotlineCardView => ({
          ...card,
          kind: 'spare-card',
          cardId: spareCardId,
          lastDigits: cardNumber.slice(-4),
        }),
      ),
    ],
  }
}

const birthYearOf = (code: IdentityCode): number => Number(birthDateOf(code).slice(0, 4))
