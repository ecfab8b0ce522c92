import type { Instant } from '@sotevarmenne/kernel/instant'
import {
  addDays,
  addYears,
  dateInHelsinki,
  startOfDay,
  type LocalDate,
} from '@sotevarmenne/kernel/local-date'
import { lapsesAt, type Order } from './order.ts'

/**
 * Retention of the documents of an order: its data about the person, the identity document and the letter,
 * and the signed text (R60, R61).
 */
export function documentsRetainedUntil(order: Order): Instant {
  if (order.state === 'draft' || !order.placement) return lapsesAt(order.content)
  if (order.state === 'cancelled')
    return endOf(addYears(dateInHelsinki(order.cancelledAt), yearsAfterCancelling))
  return endOf(addYears(order.content.validTo, yearsAfterCard))
}

/** Retention of the photo of an order (R62). */
export const photoRetainedUntil = (order: Order): Instant =>
  order.state === 'ordered' || order.state === 'produced'
    ? endOf(addDays(order.content.validTo, photoDaysAfterCard))
    : lapsesAt(order.content)

const yearsAfterCard = 10
const yearsAfterCancelling = 1
const photoDaysAfterCard = 90

const endOf = (lastDay: LocalDate): Instant => startOfDay(addDays(lastDay, 1))
