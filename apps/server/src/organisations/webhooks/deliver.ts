import { randomUUID } from 'node:crypto'
import { plus, second } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { whileLeased } from '#platform/lease.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { WebhookDelivery, WebhookDisabled, WebhookEndpoint } from './contract.ts'
import type { Attempt, WebhooksDeps } from './deps.ts'
import { maxAge, maxFailing, nextAttempt, pauseAfter } from './domain/attempts.ts'
import { deliverKind, planRound } from './plan-deliveries.ts'
import { headersOf } from './sign.ts'
import {
  dueDeliveries,
  endLease,
  abandonBefore,
  leaseEndpoint,
  renewLease,
  lockDelivery,
  lockEndpoint,
  neglectedEndpoints,
  nextDue,
  saveDelivery,
  saveEndpoint,
} from './store.ts'

/** Connections to one endpoint at a time. */
const maxConcurrent = 4

/** Then others of the queue have their turn. */
const maxRound = 30 * second

/** Every lock here is held for a moment, and what follows must see what its last holder wrote. */
const queueing = { isolation: 'read committed' } as const

/**
 * Sends what is due at one endpoint, a few at a time, until nothing is, an attempt fails, or its turn is over (R523).
 * One round of an endpoint at a time, over all processes.
 */
export const deliverDue = (deps: WebhooksDeps): JobHandler => ({
  kind: deliverKind,
  handle: async ({ payload }) => {
    const { endpointId } = ofRound.parse(payload)
    const lease = randomUUID()
    const until = performance.now() + maxRound
    try {
      while (performance.now() < until) if (!(await sendSome(deps, endpointId, lease))) break
    } finally {
      await endRound(deps, endpointId, lease)
    }
  },
})

const ofRound = z.object({ endpointId: z.string() })

/** Whether the round goes on. */
async function sendSome(deps: WebhooksDeps, endpointId: string, lease: string): Promise<boolean> {
  const { db, clock, sealing } = deps
  const takenAt = performance.now()
  const taken = await db.write(async (tx) => {
    const now = clock.now()
    const endpoint = await leaseEndpoint(tx, sealing, { endpointId, lease, now })
    if (endpoint === undefined) return ok(undefined)
    // A failing endpoint is tried with one message.
    const limit = endpoint.failures > 0 ? 1 : maxConcurrent
    const due = await dueDeliveries(tx, { endpointId: endpoint.endpointId, now, limit })
    return ok({ endpoint, due })
  }, queueing)
  if (!taken.ok || taken.value === undefined || taken.value.due.length === 0) return false
  const { endpoint, due } = taken.value
  const renew = async (): Promise<boolean> => {
    const renewed = await db.write(
      async (tx) => ok(await renewLease(tx, { endpointId, lease })),
      queueing,
    )
    return renewed.ok && renewed.value
  }
  return whileLeased({ takenAt, renew }, async () => {
    const attempts = await Promise.all(due.map((delivery) => attempt(deps, endpoint, delivery)))
    await settleRound(deps, endpoint, attempts)
    return attempts.every(isSuccess)
  })
}

async function attempt(
  { db, clock, receivers, jitter = Math.random }: WebhooksDeps,
  endpoint: WebhookEndpoint,
  delivery: WebhookDelivery,
): Promise<Attempt> {
  const headers = headersOf(endpoint, delivery, clock.now())
  const url = new URL(endpoint.url)
  const outcome = await receivers.send({ url, headers, body: delivery.body })
  await db.write(async (tx) => {
    const now = clock.now()
    const current = await lockDelivery(tx, delivery)
    // Its endpoint was removed meanwhile.
    if (current === undefined) return ok(undefined)
    const { nextAt: _before, lastStatus: _status, lastFault: _fault, ...rest } = current
    const attempts = current.attempts + 1
    const seen = {
      ...{ ...rest, attempts, lastAt: now },
      ...('status' in outcome
        ? { lastStatus: outcome.status, ...(!isSuccess(outcome) && faultOfStatus(outcome.status)) }
        : { lastFault: outcome.fault }),
    }
    if (isSuccess(outcome)) {
      await saveDelivery(tx, { ...seen, state: 'delivered' })
      return ok(undefined)
    }
    const { createdAt } = current
    const nextAt = nextAttempt({ attempts, createdAt, now, jitter: jitter() })
    await saveDelivery(
      tx,
      nextAt === undefined
        ? { ...seen, state: 'abandoned' }
        : { ...seen, state: 'waiting', nextAt },
    )
    return ok(undefined)
  }, queueing)
  return outcome
}

const isSuccess = (outcome: Attempt): boolean =>
  'status' in outcome && outcome.status >= 200 && outcome.status < 300

const faultOfStatus = (status: number): Pick<WebhookDelivery, 'lastFault'> => ({
  lastFault: status >= 300 && status < 400 ? 'redirect' : 'status',
})

/** What the attempts say of the endpoint: it works, is left alone for a while, or is disabled (R524). */
const settleRound = (
  deps: WebhooksDeps,
  { endpointId }: WebhookEndpoint,
  attempts: readonly Attempt[],
) =>
  deps.db.write(async (tx) => {
    const now = deps.clock.now()
    const endpoint = await lockEndpoint(tx, deps.sealing, endpointId)
    if (endpoint?.state !== 'enabled') return ok(undefined)
    const { failingSince, pausedUntil: _before, ...rest } = endpoint
    const isGone = attempts.some((outcome) => 'status' in outcome && outcome.status === 410)
    if (attempts.some(isSuccess) && !isGone) {
      if (endpoint.failures > 0) await saveEndpoint(tx, deps.sealing, { ...rest, failures: 0 })
      return ok(undefined)
    }
    const failures = endpoint.failures + 1
    const since = failingSince ?? now
    await abandonBefore(tx, { endpointId, before: plus(now, -maxAge) })
    const state = isGone ? 'gone' : plus(since, maxFailing) <= now ? 'failing' : 'enabled'
    await saveEndpoint(tx, deps.sealing, {
      ...{ ...rest, state, failures, failingSince: since },
      pausedUntil: pauseAfter(failures, now),
    })
    if (state === 'enabled') return ok(undefined)
    const event: WebhookDisabled = {
      ...{ type: 'WebhookDisabled', because: state, endpointId },
      organisationId: endpoint.organisationId,
    }
    await deps.record(tx, event, deps.systemPermit('webhooks.deliver'))
    return ok(undefined)
  }, queueing)

/** Plans the next round, if something waits. */
const endRound = (deps: WebhooksDeps, endpointId: string, lease: string) =>
  deps.db.write(async (tx) => {
    if (!(await endLease(tx, { endpointId, lease }))) return ok(undefined)
    const endpoint = await lockEndpoint(tx, deps.sealing, endpointId)
    if (endpoint?.state !== 'enabled') return ok(undefined)
    const due = await nextDue(tx, endpoint.endpointId)
    const { pausedUntil = due } = endpoint
    if (due !== undefined && pausedUntil !== undefined)
      await planRound(deps, tx, endpoint.endpointId, due > pausedUntil ? due : pausedUntil)
    return ok(undefined)
  }, queueing)

/** What a crash left: rounds that nobody ended. */
export const resumeNeglected = (deps: WebhooksDeps) => async (): Promise<void> => {
  await deps.db.write(async (tx) => {
    for (const endpointId of await neglectedEndpoints(tx, deps.clock.now()))
      await planRound(deps, tx, endpointId)
    return ok(undefined)
  }, queueing)
}
