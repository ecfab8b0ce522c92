import { describe, it } from 'node:test'
import { noSmallDisk } from '../support/postgres.ts'
import { actsUntilDiskIsFull, surviveKillBeforeCommit, surviveKillUnderLoad } from './trail.ts'

// Many more kills are in the deep sweep.
describe('an act whose record can’t be written', () => {
  const skip = noSmallDisk() ?? false
  it(
    'does not happen while the disk of the trail is full, and goes on when there is room',
    { skip },
    () => actsUntilDiskIsFull(),
  )

  it('does not happen when the database is killed between its record and its commit', () =>
    surviveKillBeforeCommit())

  it('is there with its record, or not at all, after the database was killed under load', () =>
    surviveKillUnderLoad({ kills: 2, seed: 20_261_124 }))
})
