import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { ProblemsFor } from '#platform/endpoint.ts'
import type { Person, PersonId } from './contract.ts'
import type { PeopleSought } from './search-people.ts'
import { texts } from './texts.ts'

export type SearchTooBroad = { readonly kind: 'search-too-broad' }

export const searchTooBroadProblems = {
  'search-too-broad': { status: 422, ...texts.searchTooBroad },
} satisfies ProblemsFor<SearchTooBroad>

/** More people than a list is filtered by. */
const max = 200

/**
 * The people of that name, to filter a list by. People under non-disclosure are found by what they bring along,
 * never by name.
 */
export async function holdersNamed(
  {
    searchPeople,
  }: { readonly searchPeople: (tx: Tx, sought: PeopleSought) => Promise<readonly Person[]> },
  tx: Tx,
  name: string,
): Promise<Result<readonly PersonId[], SearchTooBroad>> {
  const found = await searchPeople(tx, { name, limit: max + 1 })
  if (found.length > max) return refuse({ kind: 'search-too-broad' })
  return ok(
    found.filter(({ whereabouts }) => !whereabouts.nonDisclosure).map(({ personId }) => personId),
  )
}
