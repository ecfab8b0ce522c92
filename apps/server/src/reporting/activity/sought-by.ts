import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { readTypedIdentifier } from '@sotevarmenne/identifiers/typed-identifier'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { ActivitySought } from '#audit/index.ts'
import { findCardByNumber } from '#cards/card/index.ts'
import { holdersNamed, type SearchTooBroad } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { ActivityDeps } from './deps.ts'

/**
 * By what the log is searched (R538): a name or an identity code of somebody to whom something was done, or who did it
 * for the organisation; the number of a card, an order or a certificate. `nothing`: what cannot be in it.
 */
export async function soughtBy(
  { people, accounts }: Pick<ActivityDeps, 'people' | 'accounts'>,
  tx: Tx,
  {
    organisationId,
    search,
  }: { readonly organisationId: string; readonly search?: string | undefined },
): Promise<Result<ActivitySought | 'nothing' | undefined, SearchTooBroad>> {
  if (search === undefined) return ok(undefined)
  if (z.uuid().safeParse(search).success) return ok({ identifier: search.toLowerCase() })
  const typed = readTypedIdentifier(search, false)
  const ofPeople = async (personIds: readonly string[]): Promise<ActivitySought | 'nothing'> => {
    if (personIds.length === 0) return 'nothing'
    const members = await accounts.everMembersAmong(tx, { organisationId, personIds })
    return { personIds, actors: [...members] }
  }
  switch (typed.by) {
    case 'identity-code': {
      const code = parseIdentityCode(typed.identityCode)
      const person = code.ok ? await people.findByIdentityCode(tx, code.value) : undefined
      return ok(await ofPeople(person === undefined ? [] : [person.personId]))
    }
    case 'card-number': {
      const card = await findCardByNumber(tx, typed.cardNumber)
      return ok(card === undefined ? 'nothing' : { cardId: card.cardId })
    }
    case 'serial':
      return ok({ serial: typed.serial })
    case 'name': {
      const found = await holdersNamed(people, tx, typed.name)
      return found.ok ? ok(await ofPeople(found.value)) : found
    }
    case 'nothing':
      return ok('nothing')
  }
}
