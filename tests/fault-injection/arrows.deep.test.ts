import { after, before, describe, it } from 'node:test'
import { startInstalledService, type InstalledService } from './installed-service.ts'
import {
  layTraps,
  outerArrows,
  outerSignerArrows,
  surviveKillsOfJobsAt,
  surviveKillsOfSignerAt,
  surviveKillsOfWebAt,
  type Traps,
} from './killing-at-arrows.ts'

/** The processes are those of an installation, with nothing in them for these tests: what stops them stands around them. */
describe('the service as it is installed, killed at each arrow of the issuing path', () => {
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

  it(`gives one certificate for a request though web is killed at ${outerArrows.join(', ')}`, () =>
    surviveKillsOfWebAt(installed, traps, outerArrows))

  it(`gives one certificate for a request though the signer is killed at ${outerSignerArrows.join(', ')}`, () =>
    surviveKillsOfSignerAt(installed, traps))

  it(`makes each card once though jobs is killed at ${outerArrows.join(', ')}`, () =>
    surviveKillsOfJobsAt(installed, traps, outerArrows))
})
