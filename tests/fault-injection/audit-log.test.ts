import { describe, it } from 'node:test'
import { noSmallDisk } from '@sotevarmenne/tests/database/postgres'
import {
  actionsUntilDiskIsFull,
  surviveKillBeforeCommit,
  surviveKillUnderLoad,
} from './audit-log.ts'

// Many more kills are in the deep tests.
describe('an operation that can’t write its audit entry', () => {
  const skip = noSmallDisk() ?? false
  it(
    'does not happen while the disk of the audit log is full, and continues when there is room',
    { skip },
    () => actionsUntilDiskIsFull(),
  )

  it('does not happen when the database is killed between the audit entry and the commit', () =>
    surviveKillBeforeCommit())

  it('is there with its audit entry, or not at all, after the database was killed under load', () =>
    surviveKillUnderLoad({ kills: 2, seed: 20_261_124 }))
})
