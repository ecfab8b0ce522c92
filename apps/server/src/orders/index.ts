export { orderApi } from './api.ts'
export { renderDecision } from './adapters/decision-typst.ts'
export { createOrders, type Orders } from './create-orders.ts'
export type { CardsDesk, SignatureCheck } from './ports.ts'
