import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { noteTime, slowestFiles } from './slowest-files.mjs'

describe('the list of the slowest test files', () => {
  let folder
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'times-'))
  })
  after(() => rm(folder, { recursive: true }))

  it('names the slowest first, and how to run one, but no group of files', () => {
    const times = path.join(folder, 'many')
    for (const [file, seconds] of [
      ['a', 1],
      ['b', 30.25],
      ['c', 2],
    ])
      noteTime(`/home/x/libs/${file}.test.ts`, { seconds, ofProcessor: seconds * 2 }, times)
    noteTime('/tmp/group-01.test.mjs', { seconds: 99, ofProcessor: 99 }, times)
    assert.deepEqual(slowestFiles(times, { root: '/home/x', count: 2 }), [
      'The slowest files, in seconds and seconds of processor time (run one: npm test -- libs/b.test.ts)',
      '   30.3    60.5  libs/b.test.ts',
      '    2.0     4.0  libs/c.test.ts',
    ])
  })

  it('names the command of the tier, by which a file of it is found', () => {
    for (const [tier, command] of [
      ['deep', 'npm run test:deep'],
      ['long', 'npm run test:long'],
    ]) {
      const times = path.join(folder, tier)
      for (const file of [`a.${tier}.test.ts`, 'b.test.ts'])
        noteTime(`/home/x/${file}`, { seconds: 9, ofProcessor: 1 }, times)
      const [head] = slowestFiles(times, { root: '/home/x', count: 1 })
      assert.ok(head?.endsWith(`(run one: ${command} -- a.${tier}.test.ts)`), head)
    }
  })

  it('is not shown for a short run, nor where no file came to its end', () => {
    const times = path.join(folder, 'few')
    noteTime('/home/x/a.test.ts', { seconds: 1, ofProcessor: 1 }, times)
    assert.deepEqual(slowestFiles(times, { root: '/home/x' }), [])
    assert.deepEqual(slowestFiles(path.join(folder, 'none'), { root: '/home/x' }), [])
  })
})
