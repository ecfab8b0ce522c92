import { renewCodeOnCard } from '@sotevarmenne/api/cards'
import { retryLetters, viewLetters } from '@sotevarmenne/api/production'
import { ok } from '@sotevarmenne/kernel/result'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Letters } from './create-letters.ts'
import * as problems from './problems.ts'

export const letterApi = (letters: Letters): readonly Endpoint[] => [
  endpoint({
    contract: renewCodeOnCard,
    action: letters.renewCodeOnCard,
    problems: problems.renewCodeProblems,
  }),
  endpoint({
    contract: viewLetters,
    action: letters.viewLetters,
    problems: problems.viewLettersProblems,
  }),
  endpoint({
    contract: retryLetters,
    action: async (permit) => {
      const retried = await letters.retryLetters(permit)
      return retried.ok ? ok({}) : retried
    },
    problems: problems.retryLettersProblems,
  }),
]
