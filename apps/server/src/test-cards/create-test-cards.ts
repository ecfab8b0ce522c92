import type { TestCardsDeps } from './deps.ts'
import { fetchTestCardFile, makeVirtualTestCard } from './make-virtual-card.ts'
import { lapseForgotten, revokeTestCard } from './revoke-test-card.ts'
import { listTestCards, viewTestPeople } from './view-test-cards.ts'

export type TestCards = ReturnType<typeof createTestCards>

export const createTestCards = (deps: TestCardsDeps) => ({
  viewTestPeople: viewTestPeople(deps),
  listTestCards: listTestCards(deps),
  makeVirtualTestCard: makeVirtualTestCard(deps),
  fetchTestCardFile: fetchTestCardFile(deps),
  revokeTestCard: revokeTestCard(deps),
  /** Each minute. */
  lapseForgotten: () => lapseForgotten(deps),
})
