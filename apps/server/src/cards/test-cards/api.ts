import * as contracts from '@sotevarmenne/api/test-cards'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { TestCards } from './create-test-cards.ts'
import {
  cancelProblems,
  decideProblems,
  fileProblems,
  makeProblems,
  orderProblems,
  revokeProblems,
} from './problems.ts'

export const testCardApi = (testCards: TestCards): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewTestPeople,
    action: testCards.viewTestPeople,
    problems: {},
  }),
  endpoint({
    contract: contracts.listTestCards,
    action: testCards.listTestCards,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.makeVirtualTestCard,
    action: testCards.makeVirtualTestCard,
    problems: makeProblems,
  }),
  endpoint({
    contract: contracts.fetchTestCardFile,
    action: testCards.fetchTestCardFile,
    problems: fileProblems,
  }),
  endpoint({
    contract: contracts.revokeTestCard,
    action: testCards.revokeTestCard,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.cancelTestCard,
    action: testCards.cancelTestCard,
    problems: cancelProblems,
  }),
  endpoint({
    contract: contracts.orderTestCards,
    action: testCards.orderTestCards,
    problems: orderProblems,
  }),
  endpoint({
    contract: contracts.listTestCardOrders,
    action: testCards.listTestCardOrders,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listTestCardQueue,
    action: testCards.listTestCardQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideTestCardOrder,
    action: testCards.decideTestCardOrder,
    problems: decideProblems,
  }),
]
