import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { seeded } from '@sotevarmenne/tests/seeded'
import { startInstalledService, type InstalledService } from './installed-service.ts'
import { surviveKillsOfBatch } from './killing-batch.ts'
import { surviveKillsOfJobs } from './killing-jobs.ts'
import { surviveKillsOfWeb } from './killing-web.ts'

describe('the installed service, killed at any moment', () => {
  let installed: InstalledService
  before(async () => {
    installed = await startInstalledService()
  })
  after(() => installed.close())

  it('issues one certificate for a request after 8 kills of web, of seed 256', async () => {
    const waits = waitsOf({ seed: 256, count: 8, max: 300 })
    const { certificates, requestedAgain } = await surviveKillsOfWeb(installed, waits)
    assert.ok(certificates > 16 && requestedAgain > 16)
  })

  it('issues one certificate for each row of a batch after 6 kills of web, of seed 710 (R711)', async () => {
    const waits = waitsOf({ seed: 710, count: 6, max: 700 })
    const { cut } = await surviveKillsOfBatch(installed, { rows: 1200, waits })
    assert.ok(cut > 0)
  })

  it('produces each card once after 6 kills of jobs, of seed 4096', () =>
    surviveKillsOfJobs(installed, {
      cards: 12,
      kills: waitsOf({ seed: 4096, count: 6, max: 600 }).map((wait) => ({
        reached: () => sleep(wait),
      })),
    }))
})

/** Milliseconds. */
function waitsOf({
  seed,
  count,
  max,
}: Readonly<Record<'seed' | 'count' | 'max', number>>): readonly number[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => Math.floor(random() * max))
}
