import { describe, it } from 'node:test'
import { exampleBytes, sweepMutations } from './testing/mutations.ts'

describe('bytes that were valid once', () => {
  for (const [what, example] of exampleBytes())
    it(`are read or refused after any change, and nothing is thrown: ${what}`, () => {
      sweepMutations(example, { rounds: 1500, milliseconds: 5_000 })
    })
})
