import { describe } from 'node:test'
import { derTargets } from './der-targets.ts'
import { itSurvives, type FuzzBudget } from './fuzz.ts'
import { cardTargets, connectionTargets, jsonTargets, signatureTargets } from './other-targets.ts'

/** Every reader of foreign bytes, under random damage, for the budget's time each. */
export function fuzzReaders(budget: FuzzBudget): void {
  describe('a reader of foreign bytes', () => {
    for (const target of [
      ...derTargets,
      ...signatureTargets(),
      ...cardTargets(),
      ...connectionTargets(),
      ...jsonTargets(),
    ])
      itSurvives(target, budget)
  })
}
