import { webhookEvents } from '@sotevarmenne/api/webhooks'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import { settingOn } from '#settings/index.ts'
import type { WebhooksDeps } from './deps.ts'
import { planMessage } from './plan-deliveries.ts'
import { endpointsFor, forgetDeliveries } from './store.ts'

/** A copy of what happened is in the audit log (R527). */
export const forgettingDeliveries = (deps: WebhooksDeps) =>
  dailyJob(deps, 'webhooks.forget', () =>
    deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const retention = await settingOn(tx, 'webhook-delivery-retention', dateInHelsinki(now))
      await forgetDeliveries(tx, plus(now, -retention.value * day))
      return ok(undefined)
    }),
  )

/** Before the last day of a card: what the event promises to programs, whatever its holder is reminded of. */
const daysBefore = 60
const pageSize = 200

/** `card.expiring`: no event tells it. A day is not caught up after an outage of more than that day. */
export const notifyingOfEnds = (deps: WebhooksDeps) =>
  dailyJob(deps, 'webhooks.cardsExpiring', async () => {
    const kind = 'card.expiring'
    const endingOn = addDays(dateInHelsinki(deps.clock.now()), daysBefore)
    for (let after: string | undefined; ;) {
      const found = await deps.db.write(async (tx) => {
        const page = await deps.cards.cardsEndingOn(tx, { day: endingOn, after, limit: pageSize })
        for (const { cardId } of page) {
          const card = await deps.cards.cardForEmployer(tx, cardId)
          if (card === undefined) continue
          const { organisationId } = card
          const data = webhookEvents[kind].data.parse(card)
          const eventId = `${kind} ${cardId} ${endingOn}`
          for (const endpointId of await endpointsFor(tx, { organisationId, kind }))
            await planMessage(deps, tx, {
              ...{ endpointId, kind, eventId, happenedAt: deps.clock.now(), data },
            })
        }
        return ok(page)
      })
      if (!found.ok || found.value.length < pageSize) return
      after = found.value.at(-1)?.cardId
    }
  })
