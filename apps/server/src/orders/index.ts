export { orderApi } from './api.ts'
export { createOrders, type Orders } from './create-orders.ts'
export type { CardsDesk, SignatureCheck } from './ports.ts'
