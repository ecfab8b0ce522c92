import { ok } from '@sotevarmenne/kernel/result'
import type { Subscription } from '#platform/outbox.ts'
import { dataOfEvent, kindOfEvent, type NotifiedType } from './data-of-event.ts'
import type { WebhooksDeps } from './deps.ts'
import { planMessage } from './plan-deliveries.ts'
import { endpointsFor } from './store.ts'

/** A row for each endpoint of the organisation that has the kind of the event, in one transaction (R521). */
export const followEvents = (deps: WebhooksDeps): readonly Subscription[] =>
  (Object.keys(kindOfEvent) as NotifiedType[]).map((type) => ({
    event: type,
    listener: 'webhooks.notify',
    handle: async (event, eventId, happenedAt = deps.clock.now()) => {
      const kind = kindOfEvent[type]
      await deps.db.write(async (tx) => {
        const data = await dataOfEvent(deps, tx, { ...event, type })
        if (data === undefined) return ok(undefined)
        const { organisationId } = data
        for (const endpointId of await endpointsFor(tx, { organisationId, kind }))
          await planMessage(deps, tx, { endpointId, kind, eventId, happenedAt, data })
        return ok(undefined)
      })
    },
  }))
