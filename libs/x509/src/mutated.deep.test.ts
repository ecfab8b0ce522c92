import { describe, it } from 'node:test'
import { exampleBytes, sweepEveryOctet, sweepMutations } from './testing/mutations.ts'

describe('bytes that were valid once, looked through at length', () => {
  for (const [what, example] of exampleBytes()) {
    it(`are read or refused with any one octet changed to any other: ${what}`, () => {
      sweepEveryOctet(example)
    })

    it(`are read or refused after any changes: ${what}`, () => {
      sweepMutations(example, { rounds: 100_000, milliseconds: 60_000 })
    })
  }
})
