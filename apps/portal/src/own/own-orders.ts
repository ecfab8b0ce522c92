import { viewOwnOrders } from '@sotevarmenne/api/renewals'
import { useApiQuery } from '../api/queries.ts'

export const ownOrdersKey = ['own-orders'] as const

/** The holder's orders, and which of the holder's cards may be renewed. */
export const useOwnOrders = () => useApiQuery(ownOrdersKey, viewOwnOrders, {})
