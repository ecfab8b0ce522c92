import { isDeepStrictEqual } from 'node:util'
import * as api from '@sotevarmenne/api/blank-orders'
import type { BlankOrderView } from '@sotevarmenne/api/blank-orders'
import { chipSerial } from '@sotevarmenne/api/values'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { notAtAPointProblems, registrarOf, type NotAtAPoint } from '#points/points/index.ts'
import type { Tx } from '#platform/db.ts'
import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { operation } from '#platform/operation.ts'
import { cursorProblems, showPage, type CursorRefusal } from '#platform/paging.ts'
import { personOf, type Permit } from '#platform/permit.ts'
import {
  blankOrders,
  endTransit,
  findBlankOrder,
  insertBlankOrder,
  inTransitFor,
  lockBlankOrder,
  putInTransit,
  saveBlankOrder,
} from './stores/blank-orders.ts'
import {
  productionSite,
  type BlankOrder,
  type BlankOrderId,
  type BlankOrderRefused,
  type BlankOrderWithdrawn,
  type BlanksOrdered,
  type OrderedBlanksReceived,
  type OrderedBlanksSent,
} from './contract.ts'
import type { BlanksDeps } from './deps.ts'
import {
  checkStep,
  compareDelivery,
  mayBy,
  waitingDays,
  type BlankOrderRefusal,
  type BlankOrderStep,
} from './domain/blank-order.ts'
import { serialsBetween, type RangeRefusal } from './domain/serials.ts'
import { texts } from './texts.ts'

const orderProblems = {
  'blank-order-not-found': { status: 404, ...texts.orderNotFound },
  'step-not-possible': { status: 409, ...texts.orderStepNotPossible },
  ...dualControlProblems,
}

export type OrderBlanksRefusal =
  | NotAtAPoint
  | { readonly kind: 'blank-order-waiting' }
  | { readonly kind: 'blank-order-already-sent' }

/** A point orders blank cards for its stock; one order of it waits at a time (R401). */
export const orderBlanks = operation({
  contract: api.orderBlanks,
  problems: {
    ...notAtAPointProblems,
    'blank-order-waiting': { status: 409, ...texts.orderWaiting },
    'blank-order-already-sent': { status: 409, ...texts.orderAlreadySent },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId, amount, address, note }) =>
      deps.db.write(async (tx): Promise<Result<BlankOrderView, OrderBlanksRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const { pointId, registrar } = desk.value
        const order: BlankOrder = {
          ...{ orderId: orderId as BlankOrderId, pointId, state: 'ordered', amount, address },
          ...(note !== undefined && { note }),
          ...{ orderedAt: deps.clock.now(), orderedBy: registrar },
        }
        if (!(await insertBlankOrder(tx, order))) {
          const before = await lockBlankOrder(tx, orderId)
          if (before === undefined) return refuse({ kind: 'blank-order-waiting' })
          return isSame(before, order)
            ? ok(await showOrder(deps, tx, before, permit))
            : refuse({ kind: 'blank-order-already-sent' })
        }
        const event: BlanksOrdered = { type: 'BlanksOrdered', ...about(order), amount }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, order, permit))
      }),
})

const isSame = (before: BlankOrder, order: BlankOrder): boolean =>
  before.pointId === order.pointId &&
  before.amount === order.amount &&
  before.note === order.note &&
  isDeepStrictEqual(before.address, order.address)

type Listed = ResponseOf<typeof api.listBlankOrders>

/** Of the registrar's point, or of all points for the office. No personal data: no audit entry. */
export const listBlankOrders = operation({
  contract: api.listBlankOrders,
  problems: cursorProblems,
  handle:
    (deps: BlanksDeps) =>
    (permit, { show, search, ...requested }): Promise<Result<Listed, CursorRefusal>> =>
      deps.db.read(async (tx) => {
        const found = search === undefined ? undefined : await soughtIn(deps, tx, search)
        return showPage(requested, {
          find: (sought) =>
            blankOrders(tx, { ...sought, pointId: permit.pointId, show, ...(found && { found }) }),
          placeOf: ({ orderedAt, orderId }) => ({ at: orderedAt, id: orderId }),
          show: async (page) => {
            const names = await deps.registration.findPoints(
              tx,
              page.map(({ pointId }) => pointId),
            )
            return {
              orders: page.map((order) =>
                viewOf(deps, order, { permit, name: names.get(order.pointId)?.name }),
              ),
            }
          },
        })
      }),
})

export const viewBlankOrder = operation({
  contract: api.viewBlankOrder,
  problems: { 'blank-order-not-found': orderProblems['blank-order-not-found'] },
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId }): Promise<Result<BlankOrderView, NotFound>> =>
      deps.db.read(async (tx) => {
        const order = await findBlankOrder(tx, orderId)
        return order && isSeenBy(order, permit)
          ? ok(await showOrder(deps, tx, order, permit))
          : refuse({ kind: 'blank-order-not-found' })
      }),
})

/** A chip serial, or a part of the name of a point. */
async function soughtIn(
  { registration }: Pick<BlanksDeps, 'registration'>,
  tx: Tx,
  search: string,
): Promise<{ readonly pointIds: readonly string[] } | { readonly chipSerial: string }> {
  const serial = chipSerial.safeParse(search.toUpperCase())
  if (serial.success) return { chipSerial: serial.data }
  const part = search.toLocaleLowerCase('fi')
  const points = await registration.allPoints(tx)
  return {
    pointIds: points
      .filter(({ name }) => name.toLocaleLowerCase('fi').includes(part))
      .map(({ pointId }) => pointId),
  }
}

type NotFound = { readonly kind: 'blank-order-not-found' }

export type SendOrderedBlanksRefusal =
  NotFound | BlankOrderRefusal | RangeRefusal | { readonly kind: 'none-in-stock' }

/** The office sends a series from the production site; until the point receives it, it is nobody's stock (R402). */
export const sendOrderedBlanks = operation({
  contract: api.sendOrderedBlanks,
  problems: {
    ...orderProblems,
    'range-backwards': { status: 422, ...texts.rangeBackwards },
    'range-too-long': { status: 422, ...texts.rangeTooLong },
    'none-in-stock': { status: 409, ...texts.noneInStock },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId, ...range }) =>
      deps.db.write(async (tx): Promise<Result<BlankOrderView, SendOrderedBlanksRefusal>> => {
        const serials = serialsBetween(range)
        if (!serials.ok) return serials
        const order = await stepOn(tx, { orderId, step: 'send', permit })
        if (!order.ok) return order
        const at = deps.clock.now()
        const amount = await putInTransit(tx, range, {
          ...{ from: productionSite, order: order.value, since: at },
        })
        if (amount === 0) return refuse({ kind: 'none-in-stock' })

        const sent: BlankOrder = { ...order.value, state: 'sent', sent: { at, ...range, amount } }
        await saveBlankOrder(tx, sent)
        const event: OrderedBlanksSent = {
          ...{ type: 'OrderedBlanksSent', ...about(sent), ...range },
          ...{ ordered: sent.amount, sent: amount },
        }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, sent, permit))
      }),
})

export type RefuseBlankOrderRefusal = NotFound | BlankOrderRefusal

export const refuseBlankOrder = operation({
  contract: api.refuseBlankOrder,
  problems: orderProblems,
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId, because }) =>
      deps.db.write(async (tx): Promise<Result<BlankOrderView, RefuseBlankOrderRefusal>> => {
        const order = await stepOn(tx, { orderId, step: 'refuse', permit })
        if (!order.ok) return order
        const refused: BlankOrder = { ...order.value, state: 'refused', because }
        await saveBlankOrder(tx, refused)
        const event: BlankOrderRefused = { type: 'BlankOrderRefused', ...about(refused) }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, refused, permit))
      }),
})

export type WithdrawBlankOrderRefusal = NotAtAPoint | NotFound | BlankOrderRefusal

export const withdrawBlankOrder = operation({
  contract: api.withdrawBlankOrder,
  problems: { ...notAtAPointProblems, ...orderProblems },
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId }) =>
      deps.db.write(async (tx): Promise<Result<BlankOrderView, WithdrawBlankOrderRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const order = await stepOn(tx, { orderId, step: 'withdraw', permit })
        if (!order.ok) return order
        const withdrawn: BlankOrder = { ...order.value, state: 'withdrawn' }
        await saveBlankOrder(tx, withdrawn)
        const event: BlankOrderWithdrawn = { type: 'BlankOrderWithdrawn', ...about(withdrawn) }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, withdrawn, permit))
      }),
})

export type ReceiveOrderedBlanksRefusal = NotAtAPoint | NotFound | BlankOrderRefusal | RangeRefusal

/**
 * What arrived is in stock here, what did not is missing. What was not sent stays where the records have it: the
 * office follows it up (R403).
 */
export const receiveOrderedBlanks = operation({
  contract: api.receiveOrderedBlanks,
  problems: {
    ...notAtAPointProblems,
    ...orderProblems,
    'range-backwards': { status: 422, ...texts.rangeBackwards },
    'range-too-long': { status: 422, ...texts.rangeTooLong },
  },
  handle:
    (deps: BlanksDeps) =>
    (permit, { orderId, arrived, absent }) =>
      deps.db.write(async (tx): Promise<Result<BlankOrderView, ReceiveOrderedBlanksRefusal>> => {
        const desk = registrarOf(permit)
        if (!desk.ok) return desk
        const serials = arrived === undefined ? ok([]) : serialsBetween(arrived)
        if (!serials.ok) return serials
        const order = await stepOn(tx, { orderId, step: 'receive', permit })
        if (!order.ok) return order
        const without = new Set(absent)
        const delivery = compareDelivery(
          await inTransitFor(tx, orderId),
          serials.value.filter((serial) => !without.has(serial)),
        )
        const at = deps.clock.now()
        await endTransit(tx, delivery.received, { state: 'in-stock', since: at })
        await endTransit(tx, delivery.missing, { state: 'missing', since: at })

        const figures = {
          amount: delivery.received.length,
          missing: delivery.missing.length,
          extra: delivery.extra.length,
        }
        const received: BlankOrder = {
          ...{ ...order.value, state: 'received', received: { at, ...figures } },
        }
        await saveBlankOrder(tx, received)
        const event: OrderedBlanksReceived = {
          ...{ type: 'OrderedBlanksReceived', ...about(received), ...figures },
          sent: received.sent?.amount ?? 0,
        }
        await deps.record(tx, event, permit)
        return ok(await showOrder(deps, tx, received, permit))
      }),
})

/** The order, locked, if the step may be taken. Another point's order is not found. */
async function stepOn(
  tx: Tx,
  {
    orderId,
    step,
    permit,
  }: { readonly orderId: string; readonly step: BlankOrderStep; readonly permit: Permit },
): Promise<Result<BlankOrder, NotFound | BlankOrderRefusal>> {
  const order = await lockBlankOrder(tx, orderId)
  if (!order || !isSeenBy(order, permit)) return refuse({ kind: 'blank-order-not-found' })
  const checked = checkStep(order, step, personOf(permit))
  return checked.ok ? ok(order) : checked
}

const isSeenBy = (order: BlankOrder, { pointId }: Permit): boolean =>
  pointId === undefined || pointId === order.pointId

async function showOrder(
  deps: Pick<BlanksDeps, 'registration' | 'clock'>,
  tx: Tx,
  order: BlankOrder,
  permit: Permit,
): Promise<BlankOrderView> {
  const point = await deps.registration.findPoint(tx, order.pointId)
  return viewOf(deps, order, { permit, name: point?.name })
}

function viewOf(
  { clock }: Pick<BlanksDeps, 'clock'>,
  order: BlankOrder,
  { permit, name }: { readonly permit: Permit; readonly name: string | undefined },
): BlankOrderView {
  const { orderId, pointId, state, amount, address, note, sent, received, because } = order
  const waiting = waitingDays(order, clock.now())
  return {
    ...{ orderId, point: { pointId, name: name ?? pointId }, state, amount, address },
    ...(note !== undefined && { note }),
    orderedAt: formatInstant(order.orderedAt),
    ...(waiting !== undefined && { waitingDays: waiting }),
    ...(sent && { sent: { ...sent, at: formatInstant(sent.at) } }),
    ...(received && { received: { ...received, at: formatInstant(received.at) } }),
    ...(because !== undefined && { because }),
    may: mayBy(
      order,
      { personId: personOf(permit), pointId: permit.pointId },
      permit.pointId === undefined && permit.reason !== 'auditor',
    ),
  }
}

const about = ({ orderId, pointId }: BlankOrder) => ({ orderId, pointId })
