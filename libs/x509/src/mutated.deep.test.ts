import { describe, it } from 'node:test'
import { exampleBytes, sweepEveryByte, sweepMutations } from './testing/mutations.ts'

describe('valid bytes with many changes', () => {
  for (const [what, example] of exampleBytes()) {
    it(`are accepted or refused after a change of any one byte to any other: ${what}`, () => {
      sweepEveryByte(example)
    })

    it(`are accepted or refused after any changes: ${what}`, () => {
      sweepMutations(example, { rounds: 100_000, milliseconds: 60_000 })
    })
  }
})
