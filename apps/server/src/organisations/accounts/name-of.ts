import type { Tx } from '#platform/db.ts'
import type { AccountsDeps } from './deps.ts'

/** Of somebody who signed in, whom the service therefore knows. */
export async function nameOf(
  { people }: Pick<AccountsDeps, 'people'>,
  tx: Tx,
  personId: string,
): Promise<string> {
  const person = await people.findPerson(tx, personId)
  if (!person) throw new Error(`nobody is known as ${personId}`)
  return `${person.givenNames} ${person.surname}`
}
