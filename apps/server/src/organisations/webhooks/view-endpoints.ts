import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/webhooks'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { memberProblems, type MemberRefusal } from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import type { WebhooksDeps } from './deps.ts'
import { viewEndpointProblems } from './problems.ts'
import { showDelivery, showEndpoint } from './show.ts'
import { countWaiting, deliveriesOf, endpointsOf, findEndpoint } from './store.ts'

type Listed = ResponseOf<typeof contracts.viewWebhooks>

/** For those who manage the organisation's people. Not about persons: it leaves no audit entry. */
export const viewWebhooks = operation({
  contract: contracts.viewWebhooks,
  problems: memberProblems,
  handle:
    ({ db, clock, accounts, sealing }: WebhooksDeps) =>
    (permit, { organisationId }): Promise<Result<Listed, MemberRefusal>> =>
      db.read(async (tx): Promise<Result<Listed, MemberRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'readPeople' } as const
        const member = await accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const endpoints = await endpointsOf(tx, sealing, organisationId)
        const ids = endpoints.map(({ endpointId }) => endpointId)
        const waiting = await countWaiting(tx, ids)
        return ok({
          endpoints: endpoints.map((endpoint) =>
            showEndpoint(endpoint, {
              ...{ now: clock.now(), waiting: waiting.get(endpoint.endpointId) ?? 0 },
            }),
          ),
        })
      }),
})

type Page = ResponseOf<typeof contracts.listWebhookDeliveries>
export type ListDeliveriesRefusal =
  MemberRefusal | CursorRefusal | { readonly kind: 'webhook-not-found' }

/** Identifiers and states only: it leaves no audit entry. */
export const listWebhookDeliveries = operation({
  contract: contracts.listWebhookDeliveries,
  problems: { ...viewEndpointProblems, ...cursorProblems },
  handle:
    ({ db, accounts, sealing }: WebhooksDeps) =>
    (
      permit,
      { organisationId, endpointId: id, ...requested },
    ): Promise<Result<Page, ListDeliveriesRefusal>> =>
      db.read(async (tx): Promise<Result<Page, ListDeliveriesRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'readPeople' } as const
        const member = await accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const endpoint = await findEndpoint(tx, sealing, { organisationId, endpointId: id })
        if (endpoint === undefined) return refuse({ kind: 'webhook-not-found' })
        const { endpointId } = endpoint
        return showPage(requested, {
          find: (sought) => deliveriesOf(tx, { ...sought, endpointId }),
          placeOf: ({ createdAt, deliveryId }) => ({ at: createdAt, id: deliveryId }),
          show: (page) => ({ deliveries: page.map(showDelivery) }),
        })
      }),
})
