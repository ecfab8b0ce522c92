import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { text } from 'node:stream/consumers'

const halfSetUp = `import { spawn } from 'node:child_process'
import { after, before, describe, it } from 'node:test'
describe('a suite', () => {
  let database
  before(() => {
    spawn('sleep', ['3611'])
    throw new Error('the database server is gone')
  })
  after(() => database.close())
  it('a test', () => undefined)
})`

const waitsForATime = `import { it } from 'node:test'
// Opens the standard input as well.
import 'node:process'
it('a test', () => { setTimeout(() => undefined, 60_000) })`

it('a file that waits only for a timer ends within ten seconds, and has not failed', async () => {
  const { code, said, milliseconds } = await runFile(waitsForATime)
  assert.equal(code, 0, said)
  assert.ok(milliseconds < 10_000, 'it took longer')
})

it('a file with a set-up that failed after starting a program ends within twenty-five seconds, and says why', async () => {
  const { code, said, milliseconds } = await runFile(halfSetUp)
  assert.equal(code, 1)
  assert.match(said, /the database server is gone/)
  assert.match(said, /set-up\.test\.mjs does not end: .*ProcessWrap.*sleep 3611/)
  assert.ok(milliseconds < 25_000, 'it took longer')
  assert.notEqual(spawnSync('pgrep', ['-f', '^sleep 3611']).status, 0)
})

async function runFile(source) {
  const folder = await mkdtemp(path.join(tmpdir(), 'end-of-file-'))
  const file = path.join(folder, 'set-up.test.mjs')
  await writeFile(file, source)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...environment } = process.env
  const guard = new URL('end-of-file.mjs', import.meta.url).href
  const run = spawn(
    process.execPath,
    ['--test', '--test-reporter=spec', `--import=${guard}`, file],
    {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    },
  )
  try {
    const begun = performance.now()
    const [said, [code]] = await Promise.all([text(run.stdout), once(run, 'exit')])
    return { said, code, milliseconds: performance.now() - begun }
  } finally {
    run.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
}

const ofManyKinds = `import assert from 'node:assert/strict'
import { executionAsyncId } from 'node:async_hooks'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
describe('outer', async () => {
  await sleep(1)
  it('rejects', async () => { void Promise.reject(new Error('lost')); await sleep(50) })
  it('throws', async () => { setTimeout(() => { throw new Error('late') }, 1); await sleep(50) })
  it('has no hook on its promises', async () => {
    await sleep(1)
    await Promise.resolve()
    assert.equal(executionAsyncId(), 0)
  })
})`

it('a fault outside the promises of a test fails that test, in its suite, without a hook on each promise', async () => {
  const { said } = await runFile(ofManyKinds)
  const outcomes = said.split('\n').filter((line) => /^ *[✔✖▶] .*ms\)$/.test(line))
  assert.deepEqual(
    outcomes.slice(0, 4).map((line) => line.replace(/ \(.*/, '')),
    ['  ✖ rejects', '  ✖ throws', '  ✔ has no hook on its promises', '✖ outer'],
    said,
  )
})
