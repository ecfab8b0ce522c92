import type { OrderState } from '@sotevarmenne/api/orders'

/** How a state of an order is tinted beside its word. */
export const orderTones: Record<OrderState, 'neutral' | 'good' | 'waiting' | 'bad'> = {
  draft: 'waiting',
  ordered: 'neutral',
  produced: 'good',
  cancelled: 'bad',
}
