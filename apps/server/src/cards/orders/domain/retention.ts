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
 * Until when the papers of an order are kept: what it says of the person, the document and the letter, and the text that
 * was signed (R60, R61).
 */
export function papersKeptUntil(order: Order): Instant {
  if (order.state === 'draft' || !order.placement) return lapsesAt(order.content)
  if (order.state === 'cancelled')
    return endOf(addYears(dateInHelsinki(order.cancelledAt), yearsAfterCancelling))
  return endOf(addYears(order.content.validTo, yearsAfterCard))
}

/** Until when the photo of an order is kept (R62). */
export const photoKeptUntil = (order: Order): Instant =>
  order.state === 'ordered' || order.state === 'produced'
    ? endOf(addDays(order.content.validTo, photoDaysAfterCard))
    : lapsesAt(order.content)

const yearsAfterCard = 10
const yearsAfterCancelling = 1
const photoDaysAfterCard = 90

const endOf = (lastDay: LocalDate): Instant => startOfDay(addDays(lastDay, 1))
