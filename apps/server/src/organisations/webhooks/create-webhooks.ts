import { bindOperations } from '#platform/operation.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  rotateWebhookSecret,
  switchWebhook,
} from './change-endpoints.ts'
import { forgettingDeliveries, notifyingOfEnds } from './daily.ts'
import { deliverDue, resumeNeglected } from './deliver.ts'
import type { WebhooksDeps } from './deps.ts'
import { endWithOrganisation } from './end-with-organisation.ts'
import { followEvents } from './follow-events.ts'
import { mailsOf } from './mails.ts'
import { resendWebhookDelivery, testWebhook } from './send-again.ts'
import { listWebhookDeliveries, viewWebhooks } from './view-endpoints.ts'

/** Seals secrets. */
export function createWebhooks(wired: Unsealed<WebhooksDeps>) {
  const deps: WebhooksDeps = withSealing(wired, 'webhooks')
  const forget = forgettingDeliveries(deps)
  const ends = notifyingOfEnds(deps)
  return {
    ...bindOperations(deps, {
      viewWebhooks,
      addWebhook,
      changeWebhook,
      switchWebhook,
      rotateWebhookSecret,
      removeWebhook,
      testWebhook,
      listWebhookDeliveries,
      resendWebhookDelivery,
    }),
    mailsOf: mailsOf(deps),
    /** Of the queue of its own. */
    deliveryJobs: [deliverDue(deps)],
    jobs: [forget.handler, ends.handler],
    subscriptions: [...followEvents(deps), endWithOrganisation(deps)],
    schedules: [{ name: 'webhook deliveries that nobody sends', run: resumeNeglected(deps) }],
    planDaily: async () => {
      await forget.plan()
      await ends.plan()
    },
  }
}
