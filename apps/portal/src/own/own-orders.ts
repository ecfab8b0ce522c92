import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../api/call-api.ts'

export const ownOrdersKey = ['own-orders'] as const

/** The holder's orders, and which of the holder's cards may be renewed. */
export const useOwnOrders = () =>
  useQuery({
    queryKey: ownOrdersKey,
    queryFn: ({ signal }) => callApi(viewOwnOrders, {}, signal),
  })
