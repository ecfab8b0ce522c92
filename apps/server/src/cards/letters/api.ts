import { renewCodeOnCard } from '@sotevarmenne/api/cards'
import { retryLetters, viewLetters } from '@sotevarmenne/api/production'
import { ok } from '@sotevarmenne/kernel/result'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Letters } from './create-letters.ts'
import * as problems from './problems.ts'

export const letterApi = (letters: Letters): readonly Endpoint[] => [
  endpoint({
    contract: renewCodeOnCard,
    deed: 'cards.renewCodeOnCard',
    act: letters.renewCodeOnCard,
    problems: problems.renewCodeProblems,
  }),
  endpoint({
    contract: viewLetters,
    deed: 'cards.viewLetters',
    act: letters.viewLetters,
    problems: problems.viewLettersProblems,
  }),
  endpoint({
    contract: retryLetters,
    deed: 'cards.retryLetters',
    act: async (permit) => {
      const retried = await letters.retryLetters(permit)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryLettersProblems,
  }),
]
