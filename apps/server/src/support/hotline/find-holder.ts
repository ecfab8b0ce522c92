import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type {
  CardOnTheLine,
  findHolder as contract,
  HolderOnTheLine,
} from '@sotevarmenne/api/revocation-line'
import {
  birthDateOf,
  parseIdentityCode,
  type IdentityCode,
} from '@sotevarmenne/identifiers/identity-code'
import { parseLocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Person } from '#people/persons/contract.ts'
import type { HolderSought } from './contract.ts'
import type { LineDeps } from './deps.ts'
import { readSearch } from './domain/search.ts'

export type FindHolderRefusal =
  /** Neither a number nor enough of a name. */
  { readonly kind: 'search-too-short' }

/**
 * Finds whose card it is by what the caller can tell. Each person shown was looked at, and sees it in the own trail (R124).
 * A birth date narrows a name, and finds by itself those who were born on it.
 */
export const findHolder =
  (deps: LineDeps) =>
  (
    permit: Permit<'revocationLine.findHolder'>,
    { search, birthDate }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, FindHolderRefusal>> =>
    deps.db.write(async (tx): Promise<Result<AnswerOf<typeof contract>, FindHolderRefusal>> => {
      const born = birthDate === undefined ? undefined : parseLocalDate(birthDate)
      const sought = readSearch(search, born !== undefined)
      if (sought.by === 'nothing') return refuse({ kind: 'search-too-short' })

      const found =
        sought.by === 'name'
          ? await deps.people.searchPeople(tx, {
              name: sought.name,
              birthDate: born,
              limit: mostShown + 1,
            })
          : await personNumbered(deps, tx, sought)
      const holders: HolderOnTheLine[] = []
      for (const person of found.slice(0, mostShown)) {
        const { personId } = person
        const shown: HolderSought = { type: 'HolderSought', about: { personId } }
        await deps.record(tx, shown, permit)
        holders.push(await showHolder(deps, tx, person))
      }
      return ok({ holders, isCut: found.length > mostShown })
    })

/** More than these are not told apart by ear. */
const mostShown = 8

async function personNumbered(
  deps: LineDeps,
  tx: Tx,
  sought: Exclude<ReturnType<typeof readSearch>, { by: 'name' | 'nothing' }>,
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
  { certificates, issuers }: LineDeps,
  tx: Tx,
  serial: string,
): Promise<string | undefined> {
  for (const issuer of issuers) {
    const row = await certificates.findCertificate(tx, { issuer, serial })
    if (row?.state === 'issued' && row.holder !== undefined) return row.holder
  }
  return undefined
}

async function showHolder(deps: LineDeps, tx: Tx, person: Person): Promise<HolderOnTheLine> {
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
        ({ cardNumber, employer, ...card }): CardOnTheLine => ({
          ...card,
          kind: 'card',
          lastDigits: cardNumber.slice(-4),
          // Where somebody works tells where they are.
          ...(employer !== undefined && !nonDisclosure && { employer }),
        }),
      ),
      ...(await deps.spareCards.spareCardsForCaller(tx, personId)).map(
        ({ spareCardId, cardNumber, ...card }): CardOnTheLine => ({
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
