import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { testNow } from '@sotevarmenne/issuing/testing'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { openDailyCounts, type DailyCounts } from './daily-counts.ts'

describe('the certificates of a day', () => {
  let folder: string
  let counts: DailyCounts
  const open = async () => (counts = await openDailyCounts(folder, 200))
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'daily-counts-'))
    await open()
  })
  afterEach(async () => {
    await counts.written()
    await rm(folder, { recursive: true })
  })

  /** How many of so many are counted. */
  const take = (many: number, at: Instant = testNow, profile: ProfileId = 'server'): number =>
    Array.from({ length: many }, () => counts.take(profile, at)).filter(
      (refusal) => refusal === undefined,
    ).length

  it('are as many of each profile as are set, until the next Finnish day', () => {
    assert.equal(take(300), 200)
    assert.deepEqual(counts.take('server', testNow), { kind: 'daily-limit-reached', limit: 200 })
    assert.equal(take(300, testNow, 'staff-signature'), 200)
    assert.deepEqual(counts.today(testNow), [
      { profile: 'server', signed: 200, limit: 200 },
      { profile: 'staff-signature', signed: 200, limit: 200 },
    ])
    const lastMinute = Date.parse('2026-11-24T21:59:00Z')
    assert.equal(take(1, lastMinute as Instant), 0)
    assert.equal(take(1, (lastMinute + 60_000) as Instant), 1)
  })

  it('are five times the median of at least a week, where that is more', () => {
    const onDay = (nr: number) => plus(testNow, nr * day)
    for (let nr = 0; nr < 6; nr += 1) assert.equal(take(100, onDay(nr)), 100)
    assert.equal(take(1000, onDay(6)), 200)
    assert.equal(take(1000, onDay(7)), 500)
    // Two days of many change nothing yet.
    assert.equal(take(1000, onDay(8)), 500)
    // A month later those days no longer count.
    assert.equal(take(1000, onDay(45)), 200)
  })

  it('are never fewer after a restart than were signed, and at most a hundred more', async () => {
    take(50)
    await counts.written()
    await open()
    assert.equal(take(200), 99)
    take(1, plus(testNow, day))
    await counts.written()
    await open()
    assert.equal(take(200), 0)
  })

  it('are written again after a disk that was full, and those not signed are given back', async () => {
    await rm(folder, { recursive: true })
    take(1)
    await assert.rejects(counts.written())
    await mkdir(folder)
    await counts.written()
    counts.giveBack('server', testNow)
    assert.equal(take(300), 200)
  })

  it('are more when two persons allow it, on that day only', async () => {
    take(200)
    const today = dateInHelsinki(testNow)
    await counts.allow({ profile: 'server', day: today, certificates: 260 })
    assert.equal(take(100), 60)
    await open()
    assert.equal(counts.today(testNow)[0]?.limit, 260)
    assert.equal(take(300, plus(testNow, day), 'system-signature'), 200)
  })
})
