import { webhookEvents } from '@sotevarmenne/api/webhooks'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { dailyJob } from '#platform/daily-job.ts'
import type { WebhooksDeps } from './deps.ts'
import { planMessage } from './plan-deliveries.ts'
import { endpointsFor, forgetDeliveries } from './store.ts'

/**
 * Long enough for a member to look into a receiver's fault and to send again what was given up; a copy of what
 * happened is in the audit log (R527).
 */
const retentionDays = 30

export const forgettingDeliveries = (deps: WebhooksDeps) =>
  dailyJob(deps, 'webhooks.forget', () =>
    deps.db.write(async (tx) => {
      await forgetDeliveries(tx, plus(deps.clock.now(), -retentionDays * day))
      return ok(undefined)
    }),
  )

/** Before the last day of a card, as for its holder's first reminder. */
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
