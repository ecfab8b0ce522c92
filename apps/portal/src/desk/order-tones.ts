import type { OrderState } from '@sotevarmenne/api/orders'

/** The colour of an order's state, beside its word. */
export const orderTones: Record<OrderState, 'neutral' | 'good' | 'waiting' | 'bad'> = {
  draft: 'waiting',
  ordered: 'neutral',
  produced: 'good',
  cancelled: 'bad',
}
