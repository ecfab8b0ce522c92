import { describe, it } from 'node:test'
import { surviveKillUnderLoad } from './trail.ts'

describe('acts and their records, with the database killed again and again', () => {
  for (const seed of [1, 2, 3, 5, 8])
    it(`belong together after twenty kills, from seed ${seed}`, () =>
      surviveKillUnderLoad({ kills: 20, seed }))
})
