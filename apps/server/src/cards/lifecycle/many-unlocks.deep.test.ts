import { testManyUnlocks } from './testing/many-unlocks.ts'

testManyUnlocks({ cards: 12, atOnce: 4 })
