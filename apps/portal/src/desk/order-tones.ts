import type { OrderState } from '@sotevarmenne/api/orders'
import type { Tone } from '../cards/card-facts.tsx'

/** The colour of an order's state, beside its word. */
export const orderTones: Record<OrderState, Tone> = {
  draft: 'waiting',
  ordered: 'neutral',
  produced: 'good',
  cancelled: 'bad',
}
