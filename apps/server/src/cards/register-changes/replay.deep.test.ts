import { testReplay } from './testing/replay.ts'

testReplay({ events: 600, holders: 150, rounds: 40, seed: 20_261_201 })
