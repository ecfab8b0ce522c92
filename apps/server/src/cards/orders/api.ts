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

/** Three scanned pages, or the signed document, in base64. */
const bodyLimit = 8 * 1024 * 1024

export const orderApi = (orders: Orders): readonly Endpoint[] => [
  endpoint({
    contract: contracts.draftOrder,
    action: orders.draftOrder,
    problems: draftOrderProblems,
  }),
  endpoint({
    contract: contracts.draftMemberOrder,
    action: orders.draftMemberOrder,
    problems: draftMemberOrderProblems,
  }),
  endpoint({
    contract: contracts.storeEmploymentCertificate,
    action: orders.storeEmploymentCertificate,
    problems: storeEmploymentCertificateProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewEmploymentCertificate,
    action: orders.viewEmploymentCertificate,
    problems: viewEmploymentCertificateProblems,
  }),
  endpoint({
    contract: contracts.confirmOrder,
    action: orders.confirmOrder,
    problems: confirmOrderProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewConfirmation,
    action: orders.viewConfirmation,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.viewConfirmationScan,
    action: orders.viewConfirmationScan,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.placeOrder,
    action: orders.placeOrder,
    problems: placeOrderProblems,
  }),
  endpoint({
    contract: contracts.cancelOrder,
    action: orders.cancelOrder,
    problems: cancelOrderProblems,
  }),
  endpoint({
    contract: contracts.viewOrder,
    action: orders.viewOrder,
    problems: viewOrderProblems,
  }),
  endpoint({
    contract: contracts.listOrders,
    action: orders.listOrders,
    problems: listOrdersProblems,
  }),
]
