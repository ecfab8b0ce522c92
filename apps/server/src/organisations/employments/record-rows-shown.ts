import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { PreparedListed, PreparedOrder, ReportedEnd } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'

/** The access records of the rows that are shown: one for each person whom the service knows (R290). */
export async function recordRowsShown(
  { people, recordAll }: Pick<EmploymentsDeps, 'people' | 'recordAll'>,
  tx: Tx,
  permit: Permit,
  orders: readonly Pick<PreparedOrder | ReportedEnd, 'organisationId' | 'facts'>[],
): Promise<void> {
  const [first] = orders
  if (first === undefined) return
  const codes = orders.map(({ facts }) => facts.identityCode)
  const named = new Set<string>((await people.knownAmong(tx, codes)).values())
  if (permit.actor.kind === 'person') named.delete(permit.actor.personId)
  const { organisationId } = first
  const listed: PreparedListed = { type: 'PreparedListed', organisationId }
  const events: readonly PreparedListed[] =
    named.size === 0 ? [listed] : [...named].map((personId) => ({ ...listed, about: { personId } }))
  await recordAll(
    tx,
    events.map((event) => ({ event, permit })),
  )
}
