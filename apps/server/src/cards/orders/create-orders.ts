import type { Tx } from '#platform/db.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import { agreementsOf } from './agreements-of.ts'
import { cancelOrder } from './cancel-order.ts'
import { confirmOrder } from './confirm-order.ts'
import { continueOrder } from './continue-order.ts'
import type { OrdersDeps } from './deps.ts'
import { draftMemberOrder } from './draft-member-order.ts'
import { draftOrder } from './draft-order.ts'
import { storeEmploymentCertificate, viewEmploymentCertificate } from './employment-certificate.ts'
import { erasing } from './erase-expired.ts'
import { followCard } from './follow-card.ts'
import { followAgreements } from './follow-agreements.ts'
import { forgetAddressesOf, forgetAddressesOnEvents } from './forget-addresses.ts'
import { freeReplacements } from './free-replacement.ts'
import { listOrders } from './list-orders.ts'
import { payerOf } from './payer-of.ts'
import { placeOrder } from './place-order.ts'
import { placeRenewal } from './place-renewal.ts'
import { orderById, orderedAt, ordersOf } from './store.ts'
import { termsOf } from './terms-of.ts'
import { viewConfirmation, viewConfirmationScan } from './view-confirmation.ts'
import { viewOrder } from './view-order.ts'

export type Orders = ReturnType<typeof createOrders>

/** Seals documents. */
export function createOrders(wired: Unsealed<OrdersDeps>) {
  const observers: ((milliseconds: number) => void)[] = []
  const deps: OrdersDeps = {
    ...withSealing(wired, 'orders'),
    onProduced: (milliseconds) => {
      for (const observe of observers) observe(milliseconds)
    },
  }
  const erase = erasing(deps)
  return {
    payerOf: payerOf(deps),
    termsOf: termsOf(deps),
    agreementsOf: agreementsOf(deps),
    ...bindOperations(deps, {
      draftOrder,
      draftMemberOrder,
      storeEmploymentCertificate,
      viewEmploymentCertificate,
      continueOrder,
      confirmOrder,
      viewConfirmation,
      viewConfirmationScan,
      placeOrder,
      cancelOrder,
      viewOrder,
      listOrders,
    }),
    placeRenewal: placeRenewal(deps),
    /** For other modules, in their transactions: the caller records the access. */
    orderById: (tx: Tx, orderId: string) => orderById(tx, deps.sealing, orderId),
    /** The address for notices that the applicant gave with the order. */
    noticeEmailOf: async (tx: Tx, orderId: string): Promise<string | undefined> => {
      const order = await orderById(tx, deps.sealing, orderId)
      return order && 'noticeEmail' in order.content ? order.content.noticeEmail : undefined
    },
    /** The person's orders, newest first. */
    ordersOf: (tx: Tx, personId: string) => ordersOf(tx, deps.sealing, personId),
    orderedAt,
    /** For metrics: how many milliseconds after its order each card was produced. */
    observeProduced: (observe: (milliseconds: number) => void): void => {
      observers.push(observe)
    },
    forgetAddresses: forgetAddressesOf(deps),
    freeReplacements: freeReplacements(deps),
    planDaily: erase.plan,
    jobs: [erase.handler],
    /** Event subscriptions of this module, for the outbox. */
    subscriptions: [
      ...followCard(deps),
      ...followAgreements(deps),
      ...forgetAddressesOnEvents(deps),
    ],
  }
}
