import { createSealing } from '#platform/sealing.ts'
import { cancelOrder } from './cancel-order.ts'
import { confirmOrder } from './confirm-order.ts'
import type { OrdersDeps } from './deps.ts'
import { draftMemberOrder } from './draft-member-order.ts'
import { draftOrder } from './draft-order.ts'
import { storeEmploymentCertificate, viewEmploymentCertificate } from './employment-certificate.ts'
import { erasing, planErasure } from './erase-expired.ts'
import { followCard } from './follow-card.ts'
import { followAgreements } from './follow-agreements.ts'
import { forgetAddressesOnNews } from './forget-addresses.ts'
import { isRenewalOf } from './is-renewal-of.ts'
import { listOrders } from './list-orders.ts'
import { agreementsOf } from './agreements-of.ts'
import { payerOf } from './payer-of.ts'
import { photoOf } from './photo-of.ts'
import { placeOrder } from './place-order.ts'
import { viewDecision, viewOwnOrders } from './renewals/own-orders.ts'
import { renewCard } from './renewals/renew-card.ts'
import { viewRenewal } from './renewals/view-renewal.ts'
import { searchVisitors } from './search-visitors.ts'
import { storePhoto } from './store-photo.ts'
import { termsOf } from './terms-of.ts'
import { viewConfirmation, viewConfirmationScan } from './view-confirmation.ts'
import { viewOrder } from './view-order.ts'
import { viewPhoto } from './view-photo.ts'
import { viewVisitor } from './view-visitor.ts'

export type Orders = ReturnType<typeof createOrders>

/** `key`: at least 32 secret bytes, from which the key that seals photos and documents is derived. */
export function createOrders({
  key,
  ...rest
}: Omit<OrdersDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: OrdersDeps = { ...rest, sealing: createSealing(key, 'orders') }
  return {
    viewVisitor: viewVisitor(deps),
    searchVisitors: searchVisitors(deps),
    storePhoto: storePhoto(deps),
    viewPhoto: viewPhoto(deps),
    photoOf: photoOf(deps),
    payerOf: payerOf(deps),
    termsOf: termsOf(deps),
    isRenewalOf: isRenewalOf(deps),
    agreementsOf: agreementsOf(deps),
    draftOrder: draftOrder(deps),
    draftMemberOrder: draftMemberOrder(deps),
    storeEmploymentCertificate: storeEmploymentCertificate(deps),
    viewEmploymentCertificate: viewEmploymentCertificate(deps),
    confirmOrder: confirmOrder(deps),
    viewConfirmation: viewConfirmation(deps),
    viewConfirmationScan: viewConfirmationScan(deps),
    placeOrder: placeOrder(deps),
    cancelOrder: cancelOrder(deps),
    viewOrder: viewOrder(deps),
    listOrders: listOrders(deps),
    viewRenewal: viewRenewal(deps),
    renewCard: renewCard(deps),
    viewOwnOrders: viewOwnOrders(deps),
    viewDecision: viewDecision(deps),
    planErasure: planErasure(deps),
    jobs: [erasing(deps)],
    /** Event subscriptions of this module, for the outbox. */
    subscriptions: [...followCard(deps), ...followAgreements(deps), ...forgetAddressesOnNews(deps)],
  }
}
