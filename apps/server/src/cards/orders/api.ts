import * as contracts from '@sotevarmenne/api/orders'
import * as renewals from '@sotevarmenne/api/renewals'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Orders } from './create-orders.ts'
import {
  cancelOrderProblems,
  confirmOrderProblems,
  draftMemberOrderProblems,
  draftOrderProblems,
  listOrdersProblems,
  placeOrderProblems,
  searchVisitorsProblems,
  storeEmploymentCertificateProblems,
  storePhotoProblems,
  viewConfirmationProblems,
  viewEmploymentCertificateProblems,
  viewOrderProblems,
  viewPhotoProblems,
  viewVisitorProblems,
} from './problems.ts'
import {
  renewCardProblems,
  viewDecisionProblems,
  viewRenewalProblems,
} from './renewals/problems.ts'

export const orderApi = (orders: Orders): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewVisitor,
    operation: 'orders.viewVisitor',
    action: orders.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.viewKnownVisitor,
    operation: 'orders.viewVisitor',
    action: orders.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.searchVisitors,
    operation: 'orders.searchVisitors',
    action: orders.searchVisitors,
    problems: searchVisitorsProblems,
  }),
  endpoint({
    contract: contracts.storePhoto,
    operation: 'orders.storePhoto',
    action: orders.storePhoto,
    problems: storePhotoProblems,
    // A camera's photo of about ten megabytes, in base64.
    bodyLimit: 16 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewPhoto,
    operation: 'orders.viewPhoto',
    action: orders.viewPhoto,
    problems: viewPhotoProblems,
  }),
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
  endpoint({
    contract: renewals.viewRenewal,
    operation: 'orders.viewRenewal',
    action: orders.viewRenewal,
    problems: viewRenewalProblems,
  }),
  endpoint({
    contract: renewals.renewCard,
    operation: 'orders.renewCard',
    action: orders.renewCard,
    problems: renewCardProblems,
  }),
  endpoint({
    contract: renewals.viewOwnOrders,
    operation: 'orders.viewOwnOrders',
    action: orders.viewOwnOrders,
    problems: {},
  }),
  endpoint({
    contract: renewals.viewDecision,
    operation: 'orders.viewDecision',
    action: orders.viewDecision,
    problems: viewDecisionProblems,
  }),
]
