import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrganisationCeased } from '#organisations/registry/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { WebhookDisabled } from './contract.ts'
import type { WebhooksDeps } from './deps.ts'
import { endpointsOf, saveEndpoint } from './store.ts'

/** Nothing is sent for an organisation that has ceased (R524). */
export const endWithOrganisation = (deps: WebhooksDeps): Subscription => ({
  event: 'OrganisationCeased' satisfies OrganisationCeased['type'],
  listener: 'webhooks.endWithOrganisation',
  handle: async (recorded) => {
    const organisationId = z.string().parse(recorded['organisationId'])
    await deps.db.write(async (tx) => {
      for (const endpoint of await endpointsOf(tx, deps.sealing, organisationId)) {
        const { endpointId, state } = endpoint
        if (state === 'ceased') continue
        await saveEndpoint(tx, deps.sealing, { ...endpoint, state: 'ceased' })
        const event: WebhookDisabled = {
          ...{ type: 'WebhookDisabled', organisationId, endpointId, because: 'ceased' },
        }
        await deps.record(tx, event, deps.systemPermit('webhooks.deliver'))
      }
      return ok(undefined)
    })
  },
})
