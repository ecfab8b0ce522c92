import { testManyUnlocks } from './testing/many-unlocks.ts'

// In any minute the signer proves the admin keys of 300 at most, twice each; the clock of the suite stands.
testManyUnlocks({ cards: 290, atOnce: 8 })
