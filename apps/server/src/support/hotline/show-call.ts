import type { LineCall } from '@sotevarmenne/api/revocation-line'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Sealed } from './deps.ts'
import type { Call } from './domain/call.ts'
import { followUpsOf } from './store.ts'

/** Calls as the contract shows them, with the names of whoever they concern. */
export async function showCalls(
  deps: Sealed,
  tx: Tx,
  calls: readonly Call[],
): Promise<readonly LineCall[]> {
  const followUps = await followUpsOf(
    deps,
    tx,
    calls.map(({ callId }) => callId),
  )
  const names = namesIn(deps, tx)
  const shown: LineCall[] = []
  for (const call of calls) {
    const { personal, takenAt, agent, holder, cards, ...facts } = call
    const person = holder === undefined ? undefined : await deps.people.findPerson(tx, holder)
    const tries: LineCall['followUps'] = []
    for (const { at, by, result, note } of followUps.get(call.callId) ?? [])
      tries.push({
        at: formatInstant(at),
        by: { personId: by, name: await names(by) },
        result,
        ...(note !== undefined && { note }),
      })
    shown.push({
      ...facts,
      ...personal,
      takenAt: formatInstant(takenAt),
      agent: { personId: agent, name: await names(agent) },
      ...(person && {
        holder: {
          personId: person.personId,
          givenNames: person.givenNames,
          surname: person.surname,
        },
      }),
      cards: [...cards],
      followUps: tries,
    })
  }
  return shown
}

export async function showCall(deps: Sealed, tx: Tx, call: Call): Promise<LineCall> {
  const [shown] = await showCalls(deps, tx, [call])
  if (!shown) throw new Error('one call in, one call out')
  return shown
}

/** Of agents: a handful on a page of calls. */
function namesIn({ people }: Sealed, tx: Tx): (personId: string) => Promise<string> {
  const known = new Map<string, string>()
  return async (personId) => {
    const name = known.get(personId)
    if (name !== undefined) return name
    const person = await people.findPerson(tx, personId)
    const asked = person === undefined ? '' : `${person.givenNames} ${person.surname}`
    known.set(personId, asked)
    return asked
  }
}
