import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startInstalledService, type InstalledService } from './installed-service.ts'
import { surviveKillsOfJobs } from './killing-jobs.ts'
import { surviveKillsOfWeb } from './killing-web.ts'

describe('the service as it is installed', () => {
  let installed: InstalledService
  before(async () => {
    installed = await startInstalledService()
  })
  after(() => installed.close())

  it('gives each of sixteen clients one certificate for a request, though web is killed thrice', async () => {
    const { certificates, askedAgain } = await surviveKillsOfWeb(installed, [100, 0, 30])
    assert.ok(certificates > 16 && askedAgain > 16)
  })

  it('makes each card once, though jobs is killed thrice', () =>
    surviveKillsOfJobs(installed, { cards: 6, waits: [150, 0, 400] }))
})
