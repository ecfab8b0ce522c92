import { testShuffledLetters } from './testing/shuffled-letters.ts'

testShuffledLetters({ letters: 1000 })
