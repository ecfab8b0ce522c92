import * as contracts from '@sotevarmenne/api/test-cards'
import { memberProblems } from '#accounts/index.ts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { TestCards } from './create-test-cards.ts'
import { fileProblems, makeProblems, revokeProblems } from './problems.ts'

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
]
