import { testReplay } from './testing/replay.ts'

testReplay({ events: 10_000, holders: 3000, rounds: 100, seed: 20_261_202 })
