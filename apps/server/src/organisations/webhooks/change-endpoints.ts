import { randomUUID } from 'node:crypto'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/webhooks'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { actForMember, actionProblems, type ActionRefusal } from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { checkReceiver, type ReceiverRefusal } from './check-receiver.ts'
import type {
  EndpointId,
  WebhookAdded,
  WebhookChanged,
  WebhookDisabled,
  WebhookEnabled,
  WebhookEndpoint,
  WebhookRemoved,
  WebhookSecretRotated,
} from './contract.ts'
import type { WebhooksDeps } from './deps.ts'
import { planRound } from './plan-deliveries.ts'
import { endpointProblems, receiverProblems } from './problems.ts'
import { showEndpoint } from './show.ts'
import { newSecret, showSecret } from './sign.ts'
import {
  countWaiting,
  endpointsOf,
  insertEndpoint,
  lockEndpoint,
  removeEndpoint,
  saveEndpoint,
} from './store.ts'
import { texts } from './texts.ts'

/** Per organisation. */
const maxEndpoints = 10

/** How long the former secret signs too (R525). */
const overlap = day

export type EndpointRefusal = ActionRefusal | { readonly kind: 'webhook-not-found' }

type View = contracts.WebhookEndpointView
type WithSecret = ResponseOf<typeof contracts.addWebhook>

export type AddWebhookRefusal =
  ActionRefusal | ReceiverRefusal | { readonly kind: 'too-many-webhooks' }

/** Shows the secret once, and stores it sealed. */
export const addWebhook = operation({
  contract: contracts.addWebhook,
  problems: {
    ...{ ...actionProblems, ...receiverProblems },
    'too-many-webhooks': { status: 409, ...texts.tooManyWebhooks },
  },
  handle:
    (deps: WebhooksDeps) =>
    async (
      permit: Permit<'webhooks.add'>,
      input: InputOf<typeof contracts.addWebhook>,
    ): Promise<Result<WithSecret, AddWebhookRefusal>> => {
      const { organisationId, name } = input
      const url = await checkReceiver(deps, permit, input)
      if (!url.ok) return url
      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<WithSecret, AddWebhookRefusal>(deps, permit, acting, async (tx) => {
        const { length } = await endpointsOf(tx, deps.sealing, organisationId)
        if (length >= maxEndpoints) return refuse({ kind: 'too-many-webhooks' })
        const now = deps.clock.now()
        const endpoint: WebhookEndpoint = {
          endpointId: randomUUID() as string as EndpointId,
          ...{ organisationId, name, url: url.value, kinds: [...new Set(input.kinds)] },
          ...{ state: 'enabled', createdAt: now, secret: newSecret(), failures: 0 },
        }
        await insertEndpoint(tx, deps.sealing, endpoint)
        const { endpointId, kinds } = endpoint
        const event: WebhookAdded = {
          ...{ type: 'WebhookAdded', organisationId, endpointId, url: url.value, kinds },
        }
        await deps.record(tx, event, permit)
        return ok({
          ...showEndpoint(endpoint, { now, waiting: 0 }),
          secret: showSecret(endpoint.secret),
        })
      })
    },
})

/** Deliveries that wait go to the address that it has then. */
export const changeWebhook = operation({
  contract: contracts.changeWebhook,
  problems: { ...endpointProblems, ...receiverProblems },
  handle:
    (deps: WebhooksDeps) =>
    async (
      permit: Permit<'webhooks.change'>,
      input: InputOf<typeof contracts.changeWebhook>,
    ): Promise<Result<View, EndpointRefusal | ReceiverRefusal>> => {
      const { organisationId, name } = input
      const url = await checkReceiver(deps, permit, input)
      if (!url.ok) return url
      return withEndpoint(deps, permit, input, async (tx, endpoint) => {
        const { endpointId } = endpoint
        const kinds = [...new Set(input.kinds)]
        const changed: WebhookEndpoint = { ...endpoint, name, url: url.value, kinds }
        await saveEndpoint(tx, deps.sealing, changed)
        const event: WebhookChanged = {
          ...{ type: 'WebhookChanged', organisationId, endpointId, url: url.value, kinds },
        }
        await deps.record(tx, event, permit)
        return ok(await show(deps, tx, changed))
      })
    },
})

/** Enabled again it begins without its past failures, and what waits is sent. */
export const switchWebhook = operation({
  contract: contracts.switchWebhook,
  problems: endpointProblems,
  handle:
    (deps: WebhooksDeps) =>
    (
      permit: Permit<'webhooks.change'>,
      input: InputOf<typeof contracts.switchWebhook>,
    ): Promise<Result<View, EndpointRefusal>> =>
      withEndpoint(deps, permit, input, async (tx, endpoint) => {
        const { organisationId, state } = input
        const { endpointId } = endpoint
        if (endpoint.state === state) return ok(await show(deps, tx, endpoint))
        const { failingSince: _since, pausedUntil: _until, ...rest } = endpoint
        const switched: WebhookEndpoint = { ...rest, state, failures: 0 }
        await saveEndpoint(tx, deps.sealing, switched)
        const event: WebhookEnabled | WebhookDisabled =
          state === 'enabled'
            ? { type: 'WebhookEnabled', organisationId, endpointId }
            : { type: 'WebhookDisabled', organisationId, endpointId, because: state }
        await deps.record(tx, event, permit)
        if (state === 'enabled') await planRound(deps, tx, endpointId)
        return ok(await show(deps, tx, switched))
      }),
})

export const rotateWebhookSecret = operation({
  contract: contracts.rotateWebhookSecret,
  problems: endpointProblems,
  handle:
    (deps: WebhooksDeps) =>
    (
      permit: Permit<'webhooks.change'>,
      input: InputOf<typeof contracts.rotateWebhookSecret>,
    ): Promise<Result<WithSecret, EndpointRefusal>> =>
      withEndpoint(deps, permit, input, async (tx, endpoint) => {
        const { organisationId, endpointId } = endpoint
        const rotated: WebhookEndpoint = {
          ...{ ...endpoint, secret: newSecret() },
          former: { secret: endpoint.secret, until: plus(deps.clock.now(), overlap) },
        }
        await saveEndpoint(tx, deps.sealing, rotated)
        const event: WebhookSecretRotated = {
          ...{ type: 'WebhookSecretRotated', organisationId, endpointId },
        }
        await deps.record(tx, event, permit)
        return ok({ ...(await show(deps, tx, rotated)), secret: showSecret(rotated.secret) })
      }),
})

export const removeWebhook = operation({
  contract: contracts.removeWebhook,
  problems: endpointProblems,
  handle:
    (deps: WebhooksDeps) =>
    (
      permit: Permit<'webhooks.change'>,
      input: InputOf<typeof contracts.removeWebhook>,
    ): Promise<Result<Record<string, never>, EndpointRefusal>> =>
      withEndpoint(deps, permit, input, async (tx, { organisationId, endpointId }) => {
        await removeEndpoint(tx, endpointId)
        const event: WebhookRemoved = { type: 'WebhookRemoved', organisationId, endpointId }
        await deps.record(tx, event, permit)
        return ok({})
      }),
})

/** For a member who manages the organisation's people; the endpoint is locked. */
export const withEndpoint = <Value, Refused = never>(
  deps: WebhooksDeps,
  permit: Permit,
  { organisationId, endpointId }: { readonly organisationId: string; readonly endpointId: string },
  action: (tx: Tx, endpoint: WebhookEndpoint) => Promise<Result<Value, Refused>>,
): Promise<Result<Value, EndpointRefusal | Refused>> =>
  actForMember<Value, EndpointRefusal | Refused>(
    ...([deps, permit, { organisationId, action: 'changePeople' } as const] as const),
    async (tx) => {
      const endpoint = await lockEndpoint(tx, deps.sealing, endpointId)
      return endpoint?.organisationId === organisationId
        ? action(tx, endpoint)
        : refuse({ kind: 'webhook-not-found' })
    },
  )

async function show({ clock }: WebhooksDeps, tx: Tx, endpoint: WebhookEndpoint): Promise<View> {
  const { endpointId } = endpoint
  const waiting = (await countWaiting(tx, [endpointId])).get(endpointId) ?? 0
  return showEndpoint(endpoint, { now: clock.now(), waiting })
}
