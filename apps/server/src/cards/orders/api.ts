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
    deed: 'orders.viewVisitor',
    act: orders.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.viewKnownVisitor,
    deed: 'orders.viewVisitor',
    act: orders.viewVisitor,
    problems: viewVisitorProblems,
  }),
  endpoint({
    contract: contracts.searchVisitors,
    deed: 'orders.searchVisitors',
    act: orders.searchVisitors,
    problems: searchVisitorsProblems,
  }),
  endpoint({
    contract: contracts.storePhoto,
    deed: 'orders.storePhoto',
    act: orders.storePhoto,
    problems: storePhotoProblems,
    // A camera's photo of some ten megabytes, in base64.
    bodyLimit: 16 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewPhoto,
    deed: 'orders.viewPhoto',
    act: orders.viewPhoto,
    problems: viewPhotoProblems,
  }),
  endpoint({
    contract: contracts.draftOrder,
    deed: 'orders.draftOrder',
    act: orders.draftOrder,
    problems: draftOrderProblems,
  }),
  endpoint({
    contract: contracts.draftMemberOrder,
    deed: 'orders.draftOrder',
    act: orders.draftMemberOrder,
    problems: draftMemberOrderProblems,
  }),
  endpoint({
    contract: contracts.storeEmploymentCertificate,
    deed: 'orders.storeEmploymentCertificate',
    act: orders.storeEmploymentCertificate,
    problems: storeEmploymentCertificateProblems,
    // Three scanned pages, in base64.
    bodyLimit: 8 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewEmploymentCertificate,
    deed: 'orders.viewEmploymentCertificate',
    act: orders.viewEmploymentCertificate,
    problems: viewEmploymentCertificateProblems,
  }),
  endpoint({
    contract: contracts.confirmOrder,
    deed: 'orders.confirmOrder',
    act: orders.confirmOrder,
    problems: confirmOrderProblems,
    // With the paper that was signed, in base64.
    bodyLimit: 8 * 1024 * 1024,
  }),
  endpoint({
    contract: contracts.viewConfirmation,
    deed: 'orders.viewConfirmation',
    act: orders.viewConfirmation,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.viewConfirmationScan,
    deed: 'orders.viewConfirmation',
    act: orders.viewConfirmationScan,
    problems: viewConfirmationProblems,
  }),
  endpoint({
    contract: contracts.placeOrder,
    deed: 'orders.placeOrder',
    act: orders.placeOrder,
    problems: placeOrderProblems,
  }),
  endpoint({
    contract: contracts.cancelOrder,
    deed: 'orders.cancelOrder',
    act: orders.cancelOrder,
    problems: cancelOrderProblems,
  }),
  endpoint({
    contract: contracts.viewOrder,
    deed: 'orders.viewOrder',
    act: orders.viewOrder,
    problems: viewOrderProblems,
  }),
  endpoint({
    contract: contracts.listOrders,
    deed: 'orders.listOrders',
    act: orders.listOrders,
    problems: listOrdersProblems,
  }),
  endpoint({
    contract: renewals.viewRenewal,
    deed: 'orders.viewRenewal',
    act: orders.viewRenewal,
    problems: viewRenewalProblems,
  }),
  endpoint({
    contract: renewals.renewCard,
    deed: 'orders.renewCard',
    act: orders.renewCard,
    problems: renewCardProblems,
  }),
  endpoint({
    contract: renewals.viewOwnOrders,
    deed: 'orders.viewOwnOrders',
    act: orders.viewOwnOrders,
    problems: {},
  }),
  endpoint({
    contract: renewals.viewDecision,
    deed: 'orders.viewDecision',
    act: orders.viewDecision,
    problems: viewDecisionProblems,
  }),
]
