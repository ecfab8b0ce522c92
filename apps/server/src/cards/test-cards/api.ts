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
    operation: 'testCards.view',
    action: testCards.viewTestPeople,
    problems: {},
  }),
  endpoint({
    contract: contracts.listTestCards,
    operation: 'testCards.view',
    action: testCards.listTestCards,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.makeVirtualTestCard,
    operation: 'testCards.order',
    action: testCards.makeVirtualTestCard,
    problems: makeProblems,
  }),
  endpoint({
    contract: contracts.fetchTestCardFile,
    operation: 'testCards.fetchFile',
    action: testCards.fetchTestCardFile,
    problems: fileProblems,
  }),
  endpoint({
    contract: contracts.revokeTestCard,
    operation: 'testCards.revoke',
    action: testCards.revokeTestCard,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.cancelTestCard,
    operation: 'testCards.cancel',
    action: testCards.cancelTestCard,
    problems: cancelProblems,
  }),
  endpoint({
    contract: contracts.orderTestCards,
    operation: 'testCards.order',
    action: testCards.orderTestCards,
    problems: orderProblems,
  }),
  endpoint({
    contract: contracts.listTestCardOrders,
    operation: 'testCards.view',
    action: testCards.listTestCardOrders,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listTestCardQueue,
    operation: 'testCards.viewQueue',
    action: testCards.listTestCardQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideTestCardOrder,
    operation: 'testCards.decide',
    action: testCards.decideTestCardOrder,
    problems: decideProblems,
  }),
]
