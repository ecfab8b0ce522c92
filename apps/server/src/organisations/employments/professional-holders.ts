import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { EmploymentsDeps } from './deps.ts'

/**
 * Those who have a valid professional card: the desk would order no card of an employer for them (R500). A
 * right without a card is known to the register alone, which the desk calls.
 */
export async function professionalHolders(
  { people, cards, clock }: Pick<EmploymentsDeps, 'people' | 'cards' | 'clock'>,
  tx: Tx,
  identityCodes: readonly IdentityCode[],
): Promise<ReadonlySet<IdentityCode>> {
  const known = await people.knownAmong(tx, identityCodes)
  const on = dateInHelsinki(clock.now())
  const held = await cards.professionalHoldersAmong(tx, { personIds: [...known.values()], on })
  return new Set([...known].flatMap(([code, personId]) => (held.has(personId) ? [code] : [])))
}
