import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Sealed } from './deps.ts'
import type { Call } from './domain/call.ts'
import { followUpsOf } from './store.ts'

/** Calls in the form of the contract, with the names of the people they concern. */
export async function showCalls(
  deps: Sealed,
  tx: Tx,
  calls: readonly Call[],
): Promise<readonly HotlineCallView[]> {
  const followUps = await followUpsOf(
    deps,
    tx,
    calls.map(({ callId }) => callId),
  )
  const names = namesIn(deps, tx)
  const shown: HotlineCallView[] = []
  for (const call of calls) {
    const { personal, takenAt, agent, holder, cards, ...facts } = call
    const person = holder === undefined ? undefined : await deps.people.findPerson(tx, holder)
    const tries: HotlineCallView['followUps'] = []
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

export async function showCall(deps: Sealed, tx: Tx, call: Call): Promise<HotlineCallView> {
  const [shown] = await showCalls(deps, tx, [call])
  if (!shown) throw new Error('expected exactly one call to show')
  return shown
}

/** Names of agents: a page of calls has few of them. */
function namesIn({ people }: Sealed, tx: Tx): (personId: string) => Promise<string> {
  const known = new Map<string, string>()
  return async (personId) => {
    const name = known.get(personId)
    if (name !== undefined) return name
    const person = await people.findPerson(tx, personId)
    const requested = person === undefined ? '' : `${person.givenNames} ${person.surname}`
    known.set(personId, requested)
    return requested
  }
}
