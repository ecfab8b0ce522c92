import { isDeepStrictEqual } from 'node:util'
import * as contracts from '@sotevarmenne/api/incidents'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import { responseOf } from './list-incidents.ts'
import { endIncident, findUpdate, insertIncident, insertUpdate, lockIncident } from './store.ts'
import { announceProblems, continueProblems } from './problems.ts'

export type IncidentsDeps = Pick<Runtime, 'db' | 'clock' | 'record'>

export type AnnounceRefusal = { readonly kind: 'incident-created-before' }
export type ContinueRefusal =
  | { readonly kind: 'incident-not-found' }
  | { readonly kind: 'incident-has-ended' }
  | { readonly kind: 'incident-created-before' }

/**
 * Publishes an incident. The same one sent again returns the same response; another one with the same id is
 * refused.
 */
export const announceIncident = operation({
  contract: contracts.announceIncident,
  problems: announceProblems,
  handle:
    ({ db, clock, record }: IncidentsDeps) =>
    (
      permit,
      { incidentId, beganMinutesAgo, title, text },
    ): Promise<Result<contracts.IncidentView, AnnounceRefusal>> =>
      db.write(async (tx) => {
        const known = await lockIncident(tx, incidentId)
        if (known !== undefined)
          return isDeepStrictEqual([known.title, known.updates[0]?.text], [title, text])
            ? ok(responseOf(known))
            : refuse({ kind: 'incident-created-before' })

        const now = clock.now()
        const incident = { incidentId, beganAt: plus(now, -beganMinutesAgo * minute), title }
        const first = { updateId: incidentId, at: now, text }
        await insertIncident(tx, incident)
        await insertUpdate(tx, { ...first, incidentId, position: 0 })
        const event = { type: 'IncidentAnnounced', incidentId } as const
        await record(tx, event, permit)
        return ok(responseOf({ ...incident, updates: [first] }))
      }),
})

/** Publishes an update of an incident, or its end. */
export const continueIncident = operation({
  contract: contracts.continueIncident,
  problems: continueProblems,
  handle:
    ({ db, clock, record }: IncidentsDeps) =>
    (permit, { incidentId, updateId, text, ends }) =>
      db.write(async (tx): Promise<Result<contracts.IncidentView, ContinueRefusal>> => {
        const known = await lockIncident(tx, incidentId)
        if (known === undefined) return refuse({ kind: 'incident-not-found' })
        const before = await findUpdate(tx, updateId)
        if (before !== undefined)
          return before.incidentId === incidentId && isDeepStrictEqual(before.text, text)
            ? ok(responseOf(known))
            : refuse({ kind: 'incident-created-before' })
        if (known.endedAt !== undefined) return refuse({ kind: 'incident-has-ended' })

        const now = clock.now()
        const update = { updateId, at: now, text }
        await insertUpdate(tx, { ...update, incidentId, position: known.updates.length })
        if (ends) await endIncident(tx, { incidentId, endedAt: now })
        const type = ends ? 'IncidentEnded' : 'IncidentContinued'
        const event = { type, incidentId, updateId } as const
        await record(tx, event, permit)
        return ok(
          responseOf({
            ...known,
            ...(ends && { endedAt: now }),
            updates: [...known.updates, update],
          }),
        )
      }),
})
