import { describe, it } from 'node:test'
import { surviveKillUnderLoad } from './audit-log.ts'

describe('operations and their audit entries, with the database killed repeatedly', () => {
  for (const seed of [1, 2, 3, 5, 8])
    it(`match after twenty kills, from seed ${seed}`, () =>
      surviveKillUnderLoad({ kills: 20, seed }))
})
