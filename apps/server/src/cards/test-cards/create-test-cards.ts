import { createSealing } from '#platform/sealing.ts'
import type { TestCardsDeps } from './deps.ts'
import { fetchTestCardFile, makeVirtualTestCard } from './make-virtual-card.ts'
import { mailsOf } from './mails.ts'
import {
  decideTestCardOrder,
  listTestCardOrders,
  listTestCardQueue,
  orderTestCards,
  payerOfTestCard,
} from './order-test-cards.ts'
import { cancelTestCard, lapseForgotten, revokeTestCard } from './revoke-test-card.ts'
import { listTestCards, viewTestPeople } from './view-test-cards.ts'

export type TestCards = ReturnType<typeof createTestCards>

/** `key`: at least 32 secret bytes, from which the key that seals addresses is derived. */
export function createTestCards({
  key,
  ...rest
}: Omit<TestCardsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: TestCardsDeps = { ...rest, sealing: createSealing(key, 'test-cards') }
  return {
    viewTestPeople: viewTestPeople(deps),
    listTestCards: listTestCards(deps),
    makeVirtualTestCard: makeVirtualTestCard(deps),
    fetchTestCardFile: fetchTestCardFile(deps),
    revokeTestCard: revokeTestCard(deps),
    cancelTestCard: cancelTestCard(deps),
    orderTestCards: orderTestCards(deps),
    listTestCardOrders: listTestCardOrders(deps),
    listTestCardQueue: listTestCardQueue(deps),
    decideTestCardOrder: decideTestCardOrder(deps),
    /** The payer of a produced card, by the order that production knows. */
    payerOf: payerOfTestCard,
    mailsOf: mailsOf(deps),
    /** Runs every minute. */
    lapseForgotten: () => lapseForgotten(deps),
  }
}
