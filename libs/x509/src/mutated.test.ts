import { describe, it } from 'node:test'
import { exampleBytes, sweepMutations } from './testing/mutations.ts'

describe('valid bytes with a change', () => {
  for (const [what, example] of exampleBytes())
    it(`are accepted or refused without an exception: ${what}`, () => {
      sweepMutations(example, { rounds: 1500, milliseconds: 5_000 })
    })
})
