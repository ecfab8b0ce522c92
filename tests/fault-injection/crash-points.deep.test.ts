import { after, before, describe, it } from 'node:test'
import { startInstalledService, type InstalledService } from './installed-service.ts'
import {
  layTraps,
  outerCrashPoints,
  outerSignerCrashPoints,
  surviveKillsOfJobsAt,
  surviveKillsOfSignerAt,
  surviveKillsOfWebAt,
  type Traps,
} from './killing-at-crash-points.ts'

/** The processes are those of an installation, without any test code: they are stopped from outside. */
describe('the installed service, killed at each crash point of issuing', () => {
  let installed: InstalledService
  let traps: Traps
  before(async () => {
    installed = await startInstalledService()
    traps = await layTraps(installed)
  })
  after(async () => {
    await traps.close()
    await installed.close()
  })

  it(`issues one certificate for a request though web is killed at ${outerCrashPoints.join(', ')}`, () =>
    surviveKillsOfWebAt(installed, traps, outerCrashPoints))

  it(`issues one certificate for a request though the signer is killed at ${outerSignerCrashPoints.join(', ')}`, () =>
    surviveKillsOfSignerAt(installed, traps))

  it(`produces each card once though jobs is killed at ${outerCrashPoints.join(', ')}`, () =>
    surviveKillsOfJobsAt(installed, traps, outerCrashPoints))
})
