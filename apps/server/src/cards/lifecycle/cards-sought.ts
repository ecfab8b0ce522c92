import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { CardsSought } from '#cards/card/index.ts'
import { holdersNamed, type SearchTooBroad } from '#people/persons/index.ts'
import type { Tx } from '#platform/db.ts'
import type { CardsDeps } from './deps.ts'

/** A card by its number of seventeen digits, or the cards of the people of that name; undefined for all. */
export async function cardsSoughtBy(
  people: CardsDeps['people'],
  tx: Tx,
  search: string | undefined,
): Promise<Result<CardsSought | undefined, SearchTooBroad>> {
  if (search === undefined) return ok(undefined)
  const bare = search.replaceAll(/\s/gu, '')
  if (/^\d{17}$/.test(bare)) return ok({ cardNumber: bare })
  const named = await holdersNamed(people, tx, search)
  return named.ok ? ok({ holders: named.value }) : named
}
