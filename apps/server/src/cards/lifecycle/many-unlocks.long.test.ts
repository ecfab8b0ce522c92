import { testManyUnlocks } from './testing/many-unlocks.ts'

testManyUnlocks({ cards: 400, atOnce: 8 })
