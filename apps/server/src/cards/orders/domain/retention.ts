import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addYears,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import type { Setting, UsedSettings } from '#settings/contract.ts'
import { lapsesAt, type Order } from './order.ts'

/** How long is retained what an order has, as in force on the day of its last step. */
export type Retention = {
  readonly 'order-retention': Setting<'order-retention'>
  readonly 'cancelled-order-retention': Setting<'cancelled-order-retention'>
  readonly 'photo-retention': Setting<'photo-retention'>
}

/** Until when, by these versions of the settings. */
type Retained = { readonly until: Instant; readonly settings: UsedSettings }

/** The day of the last step: what is in force then stays in force for the order. */
export function retentionDayOf(order: Order): LocalDate {
  if (order.state === 'cancelled') return dateInHelsinki(order.cancelledAt)
  if (order.state === 'produced') return dateInHelsinki(order.producedAt)
  if (order.state === 'ordered') return dateInHelsinki(order.placement.orderedAt)
  return dateInHelsinki(order.content.draftedAt)
}

/**
 * Retention of the documents of an order: its data about the person, the identity document and the letter,
 * and the signed text (R60, R61).
 */
export function documentsRetained(order: Order, retention: Retention): Retained {
  if (order.state === 'draft' || !order.placement)
    return { until: lapsesAt(order.content), settings: {} }
  const key = order.state === 'cancelled' ? 'cancelled-order-retention' : 'order-retention'
  const { value: years, version } = retention[key]
  const from =
    order.state === 'cancelled' ? dateInHelsinki(order.cancelledAt) : order.content.validTo
  return { until: endOf(addYears(from, years)), settings: { [key]: version } }
}

/** Retention of the photo of an order (R62). */
export function photoRetained(order: Order, retention: Retention): Retained {
  if (order.state !== 'ordered' && order.state !== 'produced')
    return { until: lapsesAt(order.content), settings: {} }
  const { value: days, version } = retention['photo-retention']
  return {
    until: endOf(addDays(order.content.validTo, days)),
    settings: { 'photo-retention': version },
  }
}

const endOf = (lastDay: LocalDate): Instant => startOfDay(addDays(lastDay, 1))
