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
    deed: 'testCards.view',
    act: testCards.viewTestPeople,
    problems: {},
  }),
  endpoint({
    contract: contracts.listTestCards,
    deed: 'testCards.view',
    act: testCards.listTestCards,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.makeVirtualTestCard,
    deed: 'testCards.order',
    act: testCards.makeVirtualTestCard,
    problems: makeProblems,
  }),
  endpoint({
    contract: contracts.fetchTestCardFile,
    deed: 'testCards.fetchFile',
    act: testCards.fetchTestCardFile,
    problems: fileProblems,
  }),
  endpoint({
    contract: contracts.revokeTestCard,
    deed: 'testCards.revoke',
    act: testCards.revokeTestCard,
    problems: revokeProblems,
  }),
  endpoint({
    contract: contracts.cancelTestCard,
    deed: 'testCards.cancel',
    act: testCards.cancelTestCard,
    problems: cancelProblems,
  }),
  endpoint({
    contract: contracts.orderTestCards,
    deed: 'testCards.order',
    act: testCards.orderTestCards,
    problems: orderProblems,
  }),
  endpoint({
    contract: contracts.listTestCardOrders,
    deed: 'testCards.view',
    act: testCards.listTestCardOrders,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.listTestCardQueue,
    deed: 'testCards.viewQueue',
    act: testCards.listTestCardQueue,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.decideTestCardOrder,
    deed: 'testCards.decide',
    act: testCards.decideTestCardOrder,
    problems: decideProblems,
  }),
]
