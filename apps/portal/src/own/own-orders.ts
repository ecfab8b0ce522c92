import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../api/ask.ts'

export const ownOrdersKey = ['own-orders'] as const

/** The own orders, and which own cards may be renewed. */
export const useOwnOrders = () =>
  useQuery({
    queryKey: ownOrdersKey,
    queryFn: ({ signal }) => ask(viewOwnOrders, {}, signal),
  })
