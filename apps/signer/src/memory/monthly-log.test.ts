import assert from 'node:assert/strict'
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, it } from 'node:test'
import { testNow } from '@sotevarmenne/issuing/testing'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { openMonthlyLog } from './monthly-log.ts'

describe('a log with a file for each month', () => {
  const folders: string[] = []
  let folder: string
  let at = testNow
  const clock = { now: () => at }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'monthly-log-'))
    folders.push(folder)
    at = testNow
  })
  after(() => Promise.all(folders.map((each) => rm(each, { recursive: true }))))

  it('retains the last two years', async () => {
    const log = await openMonthlyLog(folder, 'uses', clock)
    for (let month = 0; month < 30; month += 1) {
      await Promise.all([log.write('one\n'), log.write('two\n')])
      at = plus(at, 31 * day)
    }
    await log.close()
    const files = (await readdir(folder)).sort()
    assert.equal(files.length, 24)
    assert.equal(await readFile(join(folder, files.at(-1) ?? ''), 'utf8'), 'one\ntwo\n')
  })

  it('knows its last line when it is opened again, in an empty month too', async () => {
    const first = await openMonthlyLog(folder, 'heads', clock)
    assert.equal(first.last, undefined)
    await first.write('one\n')
    await first.write('two\n')
    await first.close()
    at = plus(at, 31 * day)
    for (let times = 0; times < 2; times += 1) {
      const next = await openMonthlyLog(folder, 'heads', clock)
      assert.equal(next.last, 'two')
      await next.close()
    }
  })

  it('cuts off a last line that was half written at a crash', async () => {
    const first = await openMonthlyLog(folder, 'heads', clock)
    await first.write('one\n')
    await first.close()
    const file = join(folder, 'heads-2026-11')
    await appendFile(file, 'tw')
    const next = await openMonthlyLog(folder, 'heads', clock)
    assert.equal(next.last, 'one')
    await next.write('three\n')
    await next.close()
    assert.equal(await readFile(file, 'utf8'), 'one\nthree\n')
  })
})
