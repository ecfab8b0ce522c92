import type { Tx } from '#platform/db.ts'
import type { AccountsDeps } from './deps.ts'

/** Name of a signed-in person, whom the service therefore knows. */
export async function nameOf(
  { people }: Pick<AccountsDeps, 'people'>,
  tx: Tx,
  personId: string,
): Promise<string> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error(`person ${personId} not found`)
  return `${person.givenNames} ${person.surname}`
}
