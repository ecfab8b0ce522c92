import * as contracts from '@sotevarmenne/api/orders'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Orders } from './create-orders.ts'
import {
  cancelOrderProblems,
  confirmOrderProblems,
  draftMemberOrderProblems,
  draftOrderProblems,
  listOrdersProblems,
  placeOrderProblems,
  storeEmploymentCertificateProblems,
  viewConfirmationProblems,
  viewEmploymentCertificateProblems,
  viewOrderProblems,
} from './problems.ts'

export const orderApi = (orders: Orders): readonly Endpoint[] => [
  endpoint({
    contract: contracts.draftOrder,
    operation: 'orders.draftOrder',
    action: orders.draftOrder,
    problems: draftOrderProblems,
  }),
  endpoint({
    contract: contracts.draftMemberOrder,
    operation: 'orders.draftOrder',
    action: orders.draftMemberOrder,
    problems: draftMemberOrderProblems,
  }),
  endpoint({
    contract: contracts.storeEmploymentCertificate,
    operation: 'orders.storeEmploymentCertificate',
    action: orders.storeEmploymentCertificate,
    problems: storeEmploymentCertificateProblems,
    // Three scanned pages, in base64.
    bodyLimit: 8 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewEmploymentCertificate,
    operation: 'orders.viewEmploymentCertificate',
    action: orders.viewEmploymentCertificate,
    problems: viewEmploymentCertificateProblems,
  }),
  endpoint({
    contract: contracts.confirmOrder,
    operation: 'orders.confirmOrder',
    action: orders.confirmOrder,
    problems: confirmOrderProblems,
    // With the signed document, in base64.
    bodyLimit: 8 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewConfirmation,
    operation: 'orders.viewConfirmation',
    action: orders.viewConfirmation,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.viewConfirmationScan,
    operation: 'orders.viewConfirmation',
    action: orders.viewConfirmationScan,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.placeOrder,
    operation: 'orders.placeOrder',
    action: orders.placeOrder,
    problems: placeOrderProblems,
  }),
  endpoint({
    contract: contracts.cancelOrder,
    operation: 'orders.cancelOrder',
    action: orders.cancelOrder,
    problems: cancelOrderProblems,
  }),
  endpoint({
    contract: contracts.viewOrder,
    operation: 'orders.viewOrder',
    action: orders.viewOrder,
    problems: viewOrderProblems,
  }),
  endpoint({
    contract: contracts.listOrders,
    operation: 'orders.listOrders',
    action: orders.listOrders,
    problems: listOrdersProblems,
  }),
]
