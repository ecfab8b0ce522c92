import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day, instant } from '@sotevarmenne/kernel/instant'
import { demoClock, type Clock } from './clock.ts'

describe('the clock of the demo environment', () => {
  const noon: Clock = { now: () => instant(1_795_000_000_000) }
  let directory: string

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'clock-'))
  })
  after(() => rm(directory, { recursive: true }))

  it('shows the real time until it is moved', () => {
    assert.equal(demoClock(join(directory, 'none.json'), noon).now(), noon.now())
  })

  it('is ahead as soon as it was moved, and can be moved again', async () => {
    const file = join(directory, 'clock.json')
    const clock = demoClock(file, noon)
    clock.now()

    await writeFile(file, JSON.stringify({ aheadMilliseconds: 4 * day }))
    assert.equal(clock.now(), noon.now() + 4 * day)

    await writeFile(file, JSON.stringify({ aheadMilliseconds: 10 * day }))
    assert.equal(clock.now(), noon.now() + 10 * day)
  })

  it('throws on a broken file', async () => {
    const file = join(directory, 'broken.json')
    await writeFile(file, '{}')

    assert.throws(() => demoClock(file, noon).now(), /aheadMilliseconds/)
  })
})
