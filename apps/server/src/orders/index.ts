export { orderApi } from './api.ts'
export { createOrders, type Orders } from './create-orders.ts'
export type { CardOrder, CardsDesk, SignatureCheck } from './ports.ts'
