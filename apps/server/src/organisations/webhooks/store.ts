import type {
  SentKind,
  WebhookDeliveryFault,
  WebhookDeliveryState,
  WebhookEventKind,
  WebhookState,
} from '@sotevarmenne/api/webhooks'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { hasRow, json, optionalTimestamp, readOne, timestamp, type Tx } from '#platform/db.ts'
import { leaseEnd } from '#platform/lease.ts'
import { inOrderOfTime, isAmong, type RowsSought } from '#platform/paging.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { DeliveryId, EndpointId, WebhookDelivery, WebhookEndpoint } from './contract.ts'

export async function insertEndpoint(
  tx: Tx,
  sealing: Sealing,
  endpoint: WebhookEndpoint,
): Promise<void> {
  await tables(tx)
    .insertInto('webhooks.endpoint')
    .values({
      ...{ endpoint_id: endpoint.endpointId, organisation_id: endpoint.organisationId },
      ...{ created_at: timestamp(endpoint.createdAt), lease: null, leased_until: null },
      ...columnsOf(sealing, endpoint),
    })
    .execute()
}

export async function saveEndpoint(
  tx: Tx,
  sealing: Sealing,
  endpoint: WebhookEndpoint,
): Promise<void> {
  await tables(tx)
    .updateTable('webhooks.endpoint')
    .set(columnsOf(sealing, endpoint))
    .where('endpoint_id', '=', endpoint.endpointId)
    .execute()
}

/** Newest first. */
export async function endpointsOf(
  tx: Tx,
  sealing: Sealing,
  organisationId: string,
): Promise<readonly WebhookEndpoint[]> {
  const rows = await tables(tx)
    .selectFrom('webhooks.endpoint')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .orderBy('created_at', 'desc')
    .orderBy('endpoint_id', 'desc')
    .execute()
  return rows.map((row) => endpointOf(sealing, row))
}

/** Those to which an event of the kind goes now. */
export async function endpointsFor(
  tx: Tx,
  { organisationId, kind }: { readonly organisationId: string; readonly kind: WebhookEventKind },
): Promise<readonly EndpointId[]> {
  const rows = await tables(tx)
    .selectFrom('webhooks.endpoint')
    .select('endpoint_id')
    .where('organisation_id', '=', organisationId)
    .where('state', '=', 'enabled')
    .where(sql<boolean>`kinds ? ${kind}`)
    .orderBy('endpoint_id')
    .execute()
  return rows.map(({ endpoint_id }) => endpoint_id)
}

export const findEndpoint = (
  tx: Tx,
  sealing: Sealing,
  { organisationId, endpointId }: { readonly organisationId: string; readonly endpointId: string },
): Promise<WebhookEndpoint | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('webhooks.endpoint')
      .selectAll()
      .where('organisation_id', '=', organisationId)
      .where('endpoint_id', '=', endpointId as EndpointId),
    (row) => endpointOf(sealing, row),
  )

export const lockEndpoint = (
  tx: Tx,
  sealing: Sealing,
  endpointId: string,
): Promise<WebhookEndpoint | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('webhooks.endpoint')
      .selectAll()
      .where('endpoint_id', '=', endpointId as EndpointId)
      .forUpdate(),
    (row) => endpointOf(sealing, row),
  )

export async function removeEndpoint(tx: Tx, endpointId: EndpointId): Promise<void> {
  await tables(tx).deleteFrom('webhooks.delivery').where('endpoint_id', '=', endpointId).execute()
  await tables(tx).deleteFrom('webhooks.endpoint').where('endpoint_id', '=', endpointId).execute()
}

/**
 * The endpoint, if something may be sent to it now and no other worker sends; leased from now on. Leases follow the
 * database's clock: moving ours must not end them.
 */
export async function leaseEndpoint(
  tx: Tx,
  sealing: Sealing,
  {
    endpointId,
    lease,
    now,
  }: { readonly endpointId: string; readonly lease: string; readonly now: Instant },
): Promise<WebhookEndpoint | undefined> {
  return readOne(
    tables(tx)
      .updateTable('webhooks.endpoint')
      .set({
        lease,
        leased_until: leaseEnd(),
      })
      .where('endpoint_id', '=', endpointId as EndpointId)
      .where('state', '=', 'enabled')
      .where(sql<boolean>`(paused_until is null or paused_until <= ${timestamp(now)})`)
      .where(
        sql<boolean>`(lease is null or lease = ${lease}::uuid or leased_until < clock_timestamp())`,
      )
      .returningAll(),
    (row) => endpointOf(sealing, row),
  )
}

/** Whether it is still ours. */
export const renewLease = (tx: Tx, held: HeldLease): Promise<boolean> =>
  changeLease(tx, held, { leased_until: leaseEnd() })

/** Whether it was ours. */
export const endLease = (tx: Tx, held: HeldLease): Promise<boolean> =>
  changeLease(tx, held, { lease: null, leased_until: null })

type HeldLease = { readonly endpointId: string; readonly lease: string }

const changeLease = (
  tx: Tx,
  { endpointId, lease }: HeldLease,
  change: { readonly lease?: null; readonly leased_until: ReturnType<typeof leaseEnd> | null },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .updateTable('webhooks.endpoint')
      .set(change)
      .where('endpoint_id', '=', endpointId as EndpointId)
      .where('lease', '=', lease)
      .returning('endpoint_id'),
  )

/** Whether it is new: an event goes to an endpoint once, however often its subscriber is called. */
export const insertDelivery = (
  tx: Tx,
  { eventId, ...delivery }: WebhookDelivery & { readonly eventId: string },
): Promise<boolean> =>
  hasRow(
    tables(tx)
      .insertInto('webhooks.delivery')
      .values({
        ...{ delivery_id: delivery.deliveryId, endpoint_id: delivery.endpointId },
        ...{ event_id: eventId, kind: delivery.kind, body: delivery.body },
        created_at: timestamp(delivery.createdAt),
        happened_at: timestamp(delivery.happenedAt),
        ...progressOf(delivery),
      })
      .onConflict((conflict) => conflict.columns(['endpoint_id', 'event_id']).doNothing())
      .returning('delivery_id'),
  )

export async function saveDelivery(tx: Tx, delivery: WebhookDelivery): Promise<void> {
  await tables(tx)
    .updateTable('webhooks.delivery')
    .set(progressOf(delivery))
    .where('delivery_id', '=', delivery.deliveryId)
    .execute()
}

export const lockDelivery = (
  tx: Tx,
  { endpointId, deliveryId }: { readonly endpointId: string; readonly deliveryId: string },
): Promise<WebhookDelivery | undefined> =>
  readOne(
    tables(tx)
      .selectFrom('webhooks.delivery')
      .selectAll()
      .where('endpoint_id', '=', endpointId as EndpointId)
      .where('delivery_id', '=', deliveryId as DeliveryId)
      .forUpdate(),
    deliveryOf,
  )

/** The ones that have been due for longest. */
export async function dueDeliveries(
  tx: Tx,
  {
    endpointId,
    now,
    limit,
  }: { readonly endpointId: EndpointId; readonly now: Instant; readonly limit: number },
): Promise<readonly WebhookDelivery[]> {
  const rows = await tables(tx)
    .selectFrom('webhooks.delivery')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`next_at <= ${timestamp(now)}`)
    .orderBy('next_at')
    .orderBy('delivery_id')
    .limit(limit)
    .execute()
  return rows.map(deliveryOf)
}

/** When the next one of those that wait is due. */
export async function nextDue(tx: Tx, endpointId: EndpointId): Promise<Instant | undefined> {
  const row = await tables(tx)
    .selectFrom('webhooks.delivery')
    .select('next_at')
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'waiting')
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_at ?? undefined
}

/** Those that have waited since before then are not tried again. */
export async function abandonBefore(
  tx: Tx,
  { endpointId, before }: { readonly endpointId: EndpointId; readonly before: Instant },
): Promise<void> {
  await tables(tx)
    .updateTable('webhooks.delivery')
    .set({ state: 'abandoned', next_at: null })
    .where('endpoint_id', '=', endpointId)
    .where('state', '=', 'waiting')
    .where(sql<boolean>`created_at <= ${timestamp(before)}`)
    .execute()
}

export async function countWaiting(
  tx: Tx,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tables(tx)
    .selectFrom('webhooks.delivery')
    .select(['endpoint_id', (expression) => expression.fn.countAll<number>().as('count')])
    .where(isAmong('endpoint_id', endpointIds))
    .where('state', '=', 'waiting')
    .groupBy('endpoint_id')
    .execute()
  return new Map(rows.map(({ endpoint_id, count }) => [endpoint_id, count]))
}

/** Newest first. */
export async function deliveriesOf(
  tx: Tx,
  { endpointId, ...page }: RowsSought & { readonly endpointId: EndpointId },
): Promise<readonly WebhookDelivery[]> {
  const rows = await tables(tx)
    .selectFrom('webhooks.delivery')
    .selectAll()
    .where('endpoint_id', '=', endpointId)
    .$call(inOrderOfTime({ at: 'created_at', id: 'delivery_id', order: 'desc', ...page }))
    .execute()
  return rows.map(deliveryOf)
}

export async function forgetDeliveries(tx: Tx, before: Instant): Promise<void> {
  await tables(tx)
    .deleteFrom('webhooks.delivery')
    .where(sql<boolean>`created_at < ${timestamp(before)}`)
    .execute()
}

/** Enabled endpoints with something due that no worker has taken: after a crash. */
export async function neglectedEndpoints(tx: Tx, now: Instant): Promise<readonly EndpointId[]> {
  const { rows } = await sql<{ endpoint_id: EndpointId }>`
    select endpoint_id from webhooks.endpoint
    where state = 'enabled'
      and (paused_until is null or paused_until <= ${timestamp(now)})
      and (leased_until is null or leased_until < clock_timestamp())
      and exists (
        select 1 from webhooks.delivery
        where delivery.endpoint_id = endpoint.endpoint_id and delivery.state = 'waiting'
          and next_at <= ${timestamp(now)})
    limit 1000`.execute(tx)
  return rows.map(({ endpoint_id }) => endpoint_id)
}

type WebhookFigures = {
  readonly failing: number
  readonly waiting: number
  readonly oldest: Instant | undefined
}

/** Of enabled endpoints: how many fail, how many deliveries wait for them, and since when the oldest of these. */
export async function figuresOfWebhooks(tx: Tx): Promise<WebhookFigures> {
  const { rows } = await sql<{ failing: number; waiting: number; oldest: Instant | null }>`
    select
      (select count(*) from webhooks.endpoint where state = 'enabled' and failures > 0) as failing,
      count(*) as waiting,
      min(delivery.created_at) as oldest
    from webhooks.delivery
      join webhooks.endpoint on endpoint.endpoint_id = delivery.endpoint_id
    where delivery.state = 'waiting' and endpoint.state = 'enabled'`.execute(tx)
  const [row] = rows
  if (row === undefined) throw new Error('no metrics')
  return { failing: row.failing, waiting: row.waiting, oldest: row.oldest ?? undefined }
}

type EndpointRow = {
  endpoint_id: EndpointId
  organisation_id: string
  name: string
  url: string
  kinds: readonly WebhookEventKind[]
  state: WebhookState
  created_at: Instant
  secret_sealed: Uint8Array
  former_secret_sealed: Uint8Array | null
  former_until: Instant | null
  failures: number
  failing_since: Instant | null
  paused_until: Instant | null
  lease: string | null
  leased_until: Instant | null
}

type DeliveryRow = {
  delivery_id: DeliveryId
  endpoint_id: EndpointId
  event_id: string
  kind: SentKind
  body: string
  happened_at: Instant
  created_at: Instant
  state: WebhookDeliveryState
  attempts: number
  next_at: Instant | null
  last_at: Instant | null
  last_status: number | null
  last_fault: WebhookDeliveryFault | null
}

const tables = (tx: Tx) =>
  tx.$extendTables<{ 'webhooks.endpoint': EndpointRow; 'webhooks.delivery': DeliveryRow }>()

/** Another endpoint's secret does not open. */
const contextOf = (endpointId: string): string => `webhook ${endpointId}`

const columnsOf = (sealing: Sealing, endpoint: WebhookEndpoint) => {
  const { endpointId, former } = endpoint
  const seal = (secret: Uint8Array) => sealing.seal(secret, contextOf(endpointId))
  return {
    ...{ name: endpoint.name, url: endpoint.url, state: endpoint.state },
    kinds: json(endpoint.kinds) as unknown as readonly WebhookEventKind[],
    secret_sealed: seal(endpoint.secret),
    former_secret_sealed: former ? seal(former.secret) : null,
    former_until: optionalTimestamp(former?.until),
    ...{ failures: endpoint.failures, failing_since: optionalTimestamp(endpoint.failingSince) },
    paused_until: optionalTimestamp(endpoint.pausedUntil),
  }
}

const endpointOf = (sealing: Sealing, row: EndpointRow): WebhookEndpoint => {
  const open = (sealed: Uint8Array) => sealing.open(sealed, contextOf(row.endpoint_id))
  return {
    ...{ endpointId: row.endpoint_id, organisationId: row.organisation_id, name: row.name },
    ...{ url: row.url, kinds: row.kinds, state: row.state, createdAt: row.created_at },
    ...{ secret: open(row.secret_sealed), failures: row.failures },
    ...(row.former_secret_sealed !== null &&
      row.former_until !== null && {
        former: { secret: open(row.former_secret_sealed), until: row.former_until },
      }),
    ...(row.failing_since !== null && { failingSince: row.failing_since }),
    ...(row.paused_until !== null && { pausedUntil: row.paused_until }),
  }
}

const progressOf = (delivery: WebhookDelivery) => ({
  ...{ state: delivery.state, attempts: delivery.attempts },
  next_at: optionalTimestamp(delivery.nextAt),
  last_at: optionalTimestamp(delivery.lastAt),
  ...{ last_status: delivery.lastStatus ?? null, last_fault: delivery.lastFault ?? null },
})

const deliveryOf = (row: DeliveryRow): WebhookDelivery => ({
  ...{ deliveryId: row.delivery_id, endpointId: row.endpoint_id, kind: row.kind, body: row.body },
  ...{ happenedAt: row.happened_at, createdAt: row.created_at, state: row.state },
  attempts: row.attempts,
  ...(row.next_at !== null && { nextAt: row.next_at }),
  ...(row.last_at !== null && { lastAt: row.last_at }),
  ...(row.last_status !== null && { lastStatus: row.last_status }),
  ...(row.last_fault !== null && { lastFault: row.last_fault }),
})
