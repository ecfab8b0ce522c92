import type { BlankOrderState, BlankOrderView } from '@sotevarmenne/api/blank-orders'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { day, type Instant } from '@sotevarmenne/kernel/instant'
import {
  allowed,
  mayStep,
  stepNotPossible,
  type Lifecycle,
  type StepNotPossible,
} from '@sotevarmenne/kernel/lifecycle'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { BlankOrder } from '../contract.ts'

export const lifecycle = {
  ordered: { send: 'sent', refuse: 'refused', withdraw: 'withdrawn' },
  sent: { receive: 'received' },
  received: {},
  refused: {},
  withdrawn: {},
} as const satisfies Lifecycle<BlankOrderState>

export type BlankOrderStep = BlankOrderView['may'][number]

export type BlankOrderRefusal = StepNotPossible<BlankOrderState> | SecondPersonRequired

/** Who acts: a registrar of a point, or the office without one. */
export type BlankOrderActor = { readonly personId: string; readonly pointId?: string | undefined }

/** Whether the step may be taken now. Who ordered the cards does not send or refuse them (R402). */
export function checkStep(
  order: Pick<BlankOrder, 'state' | 'orderedBy'>,
  step: BlankOrderStep,
  by: string,
): Result<void, BlankOrderRefusal> {
  if (!mayStep(lifecycle, order, step)) return stepNotPossible(order)
  if (step === 'withdraw' || step === 'receive') return ok(undefined)
  const second = checkDualControl(by, [order.orderedBy])
  return second.ok ? ok(undefined) : second
}

/** The point withdraws and receives its own orders; the office sends and refuses. */
export function mayBy(
  order: Pick<BlankOrder, 'state' | 'orderedBy' | 'pointId'>,
  { personId, pointId }: BlankOrderActor,
  isOffice: boolean,
): BlankOrderView['may'] {
  const may = (step: BlankOrderStep) => checkStep(order, step, personId).ok
  const isOfPoint = pointId === order.pointId
  return allowed({
    send: isOffice && may('send'),
    refuse: isOffice && may('refuse'),
    withdraw: isOfPoint && may('withdraw'),
    receive: isOfPoint && may('receive'),
  })
}

/** Whole days for which the order, or what was sent for it, has waited. */
export function waitingDays(order: BlankOrder, now: Instant): number | undefined {
  if (order.state === 'ordered') return wholeDays(order.orderedAt, now)
  if (order.state === 'sent') return order.sent && wholeDays(order.sent.at, now)
  return undefined
}

const wholeDays = (since: Instant, now: Instant): number =>
  Math.max(0, Math.floor((now - since) / day))

/** A delivery against what was sent: which serials arrived, which are missing, and which were not sent. */
export function compareDelivery(
  inTransit: readonly string[],
  arrived: readonly string[],
): {
  readonly received: readonly string[]
  readonly missing: readonly string[]
  readonly extra: readonly string[]
} {
  const sent = new Set(inTransit)
  const seen = new Set(arrived)
  return {
    received: inTransit.filter((serial) => seen.has(serial)),
    missing: inTransit.filter((serial) => !seen.has(serial)),
    extra: [...seen].filter((serial) => !sent.has(serial)),
  }
}
