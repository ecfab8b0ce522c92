import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
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
import {
  cancelTestCard,
  lapseForgotten,
  revokeManyTestCards,
  revokeTestCard,
} from './revoke-test-card.ts'
import { waitingOrders } from './stores/waiting.ts'
import { listTestCards, viewTestPeople } from './view-test-cards.ts'

export type TestCards = ReturnType<typeof createTestCards>

/** Seals addresses. */
export function createTestCards(wired: Unsealed<TestCardsDeps>) {
  const deps: TestCardsDeps = withSealing(wired, 'test-cards')
  return {
    ...bindOperations(deps, {
      viewTestPeople,
      listTestCards,
      makeVirtualTestCard,
      fetchTestCardFile,
      revokeTestCard,
      revokeManyTestCards,
      cancelTestCard,
      orderTestCards,
      listTestCardOrders,
      listTestCardQueue,
      decideTestCardOrder,
    }),
    /** The payer of a produced card, by the order that production knows. */
    payerOf: payerOfTestCard,
    mailsOf: mailsOf(deps),
    lapseForgotten: () => lapseForgotten(deps),
    waiting: [waitingOrders],
    schedules: [{ name: 'test cards that nobody fetched', run: () => lapseForgotten(deps) }],
  }
}
