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

it('a file whose set-up failed after it had started a program ends within ten seconds, and says why', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'end-of-file-'))
  const file = path.join(folder, 'half.test.mjs')
  await writeFile(file, halfSetUp)
  const { NODE_TEST_CONTEXT: _ofThisRun, ...environment } = process.env
  const guard = new URL('end-of-file.mjs', import.meta.url).href
  const run = spawn(process.execPath, ['--test', `--import=${guard}`, file], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  try {
    const begun = performance.now()
    const [said, [code]] = await Promise.all([text(run.stdout), once(run, 'exit')])
    assert.equal(code, 1)
    assert.match(said, /the database server is gone/)
    assert.match(said, /half\.test\.mjs does not end: .*ProcessWrap.*sleep 3611/)
    assert.ok(performance.now() - begun < 10_000, 'it took longer')
    assert.notEqual(spawnSync('pgrep', ['-f', 'sleep 3611']).status, 0)
  } finally {
    run.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
})
